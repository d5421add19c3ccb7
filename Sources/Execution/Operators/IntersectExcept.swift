import Columnar
import Dataflow
import Planning

/// INTERSECT and EXCEPT, with and without ALL: each touched row's net change leaves once, at the end of the epoch.
///
/// With `l` and `r` copies in the inputs a row has min(l, r) copies in INTERSECT ALL and max(l − r, 0) in EXCEPT ALL;
/// without ALL one where these are `l > 0` and `r > 0`, or `l > 0` and `r = 0`. NULLs are equal.
final class IntersectExcept: Operator {
  private static let version: UInt8 = 1
  private let operation: SetOperation
  private let types: [DataType]
  private let isAppendOnly: Bool
  private let table: KeyTable
  private var left = DenseArray<Int64>()
  private var right = DenseArray<Int64>()
  private var isTouched = DenseArray<UInt8>()
  private var touched: [UInt32] = []
  /// Of each touched row its copies before this epoch.
  private var before: [Int64] = []
  private let changed = KeyGroupSet()

  init(_ operation: SetOperation, types: [DataType], isAppendOnly: Bool) {
    self.operation = operation
    self.types = types
    self.isAppendOnly = isAppendOnly
    table = KeyTable(types: types)
  }

  func push(_ batch: Batch, port: Int, to output: Output) {
    let hashes = ExchangeHash.hashes(batch.columns, batch.count)
    for hash in hashes { changed.insert(hash: hash) }
    let groups = find(batch.columns, hashes)
    for (row, group) in groups.enumerated() {
      let group = Int(group)
      if isTouched[group] == 0 {
        isTouched[group] = 1
        touched.append(UInt32(group))
        before.append(copies(group))
      }
      if port == 0 {
        left[group] &+= batch.weight(row)
      } else {
        right[group] &+= batch.weight(row)
      }
    }
  }

  private func find(_ columns: [Column], _ hashes: [UInt64]) -> [UInt32] {
    let groups = [UInt32](unsafeUninitializedCapacity: hashes.count) { groups, written in
      hashes.withUnsafeBufferPointer { hashes in
        guard let groups = groups.baseAddress, let base = hashes.baseAddress else { return }
        table.findOrInsert(columns, hashes: base, count: hashes.count, groups: groups)
      }
      written = hashes.count
    }
    left.reserve(table.numberLimit)
    right.reserve(table.numberLimit)
    isTouched.reserve(table.numberLimit)
    return groups
  }

  private func copies(_ group: Int) -> Int64 {
    let (left, right) = (left[group], right[group])
    switch (operation.kind, operation.isAll) {
    case (.intersect, true): return max(min(left, right), 0)
    case (.intersect, false): return left > 0 && right > 0 ? 1 : 0
    case (.except, true): return max(left &- max(right, 0), 0)
    case (.except, false): return left > 0 && right <= 0 ? 1 : 0
    }
  }

  func endEpoch(_ end: EpochEnd, to output: Output) {
    if touched.isEmpty { return }
    var rows: [UInt32] = []
    var weights: [Int64] = []
    for (index, group) in touched.enumerated() {
      let change = copies(Int(group)) - before[index]
      if change == 0 { continue }
      // Rows that are never taken back carry no weights: several copies are several rows.
      let repeated = isAppendOnly ? max(Int(change), 0) : 1
      rows.append(contentsOf: repeatElement(group, count: repeated))
      if !isAppendOnly { weights.append(change) }
    }
    let columns = rows.withUnsafeBufferPointer { table.columns(of: $0) }
    output.emit(
      Batch(
        columns: columns, count: rows.count, weights: isAppendOnly ? nil : Buffer(of: weights)))
    for group in touched {
      isTouched[Int(group)] = 0
      if left[Int(group)] == 0, right[Int(group)] == 0 { table.remove(Int(group)) }
    }
    touched.removeAll(keepingCapacity: true)
    before.removeAll(keepingCapacity: true)
  }

  var stateSize: StateSize {
    StateSize(
      rows: table.count,
      bytes: table.byteCount + left.byteCount + right.byteCount + isTouched.byteCount)
  }

  func snapshot() -> [KeyGroupState] {
    let keyGroups = changed.drain()
    return zip(keyGroups, table.groups(inKeyGroups: keyGroups)).map { keyGroup, members in
      if members.isEmpty { return KeyGroupState(group: keyGroup, bytes: []) }
      var writer = StateWriter()
      writer.write(IntersectExcept.version)
      writer.write(UInt32(members.count))
      let columns = members.withUnsafeBufferPointer { table.columns(of: $0) }
      for (row, group) in members.enumerated() {
        for column in columns { writer.write(column[row]) }
        writer.write(left[Int(group)])
        writer.write(right[Int(group)])
      }
      return KeyGroupState(group: keyGroup, bytes: writer.bytes)
    }
  }

  func restore(_ state: KeyGroupState) throws {
    if state.bytes.isEmpty { return }
    var reader = StateReader(state.bytes)
    guard try reader.read(UInt8.self) == IntersectExcept.version else {
      throw StateDecodingError("a set operation of an unknown version")
    }
    let count = try reader.readCount(width: types.count + 16)
    let builders = types.map { ColumnBuilder($0, capacity: count) }
    var counts: [(left: Int64, right: Int64)] = []
    for _ in 0..<count {
      for builder in builders { builder.append(try reader.readValue(builder.type)) }
      counts.append((try reader.read(), try reader.read()))
    }
    try reader.expectEnd()
    let columns = builders.map { $0.finish() }
    let hashes = ExchangeHash.hashes(columns, count)
    guard hashes.allSatisfy({ KeyGroupSet.group(ofHash: $0) == state.group }) else {
      throw StateDecodingError("a row of another group")
    }
    let before = table.count
    let groups = find(columns, hashes)
    guard table.count == before + count else { throw StateDecodingError("a row comes twice") }
    for (group, count) in zip(groups, counts) {
      (left[Int(group)], right[Int(group)]) = (count.left, count.right)
    }
  }
}
