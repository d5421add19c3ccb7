import Columnar

extension Batch {
  /// The net change of batches: equal rows' weights are added, rows that come to 0 leave. O(n log n) in rows.
  public static func net(_ batches: [Batch]) -> [Batch] { consolidated(batches) }
}

/// The net change of batches: equal rows' weights are added, rows that come to 0 leave; the others keep their order.
///
/// `[(a,+1), (b,+1), (a,−1), (a,+1)]` → `[(b,+1), (a,+1)]`. Append-only batches are returned as they are.
/// O(n log n) in rows.
func consolidated(_ batches: [Batch]) -> [Batch] {
  guard batches.contains(where: { $0.weights != nil }) else { return batches }
  let all = Batch.concatenated(batches)
  let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: all.count)
  defer { hashes.deallocate() }
  KeyHash.hash(all.columns, count: all.count, into: hashes)
  let order = (0..<all.count).sorted { (hashes[$0], $0) < (hashes[$1], $1) }
  var kept: [(row: Int, weight: Int64)] = []
  var from = 0
  while from < order.count {
    var to = from + 1
    while to < order.count, hashes[order[to]] == hashes[order[from]] { to += 1 }
    kept += netWeights(all, rows: order[from..<to])
    from = to
  }
  kept.sort { $0.row < $1.row }
  if kept.isEmpty { return [] }
  let weights = Buffer(byteCount: kept.count * 8)
  for (index, entry) in kept.enumerated() {
    weights.pointer(to: Int64.self)[index] = entry.weight
  }
  let rows = kept.map { UInt32($0.row) }
  let gathered = rows.withUnsafeBufferPointer { all.gather($0) }
  return [Batch(columns: gathered.columns, count: gathered.count, weights: weights)]
}

/// Net weight of each distinct row among rows of one hash, at the place of its last copy.
private func netWeights(_ batch: Batch, rows: ArraySlice<Int>) -> [(row: Int, weight: Int64)] {
  if rows.count == 1, let row = rows.first { return [(row, batch.weight(row))] }
  var totals: [[UInt8]: (row: Int, weight: Int64)] = [:]
  for row in rows {
    var key: [UInt8] = []
    KeyEncoding.append(batch.columns, row: row, to: &key)
    totals[key] = (row, (totals[key]?.weight ?? 0) + batch.weight(row))
  }
  return totals.values.filter { $0.weight != 0 }
}
