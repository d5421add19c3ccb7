import Columnar
import Dataflow

/// A key group's share: a version, the instant after the last expiry, and for each side its rows as a batch of keys, kept
/// columns, numbers of partners and weights.
extension SymmetricHashJoin {
  private static let version: UInt8 = 1

  func snapshot() -> [KeyGroupState] {
    let keyGroups = changed.drain()
    return zip(keyGroups, table.groups(inKeyGroups: keyGroups)).map { keyGroup, groups in
      if groups.isEmpty && lastClosedWindowEnd == nil {
        return KeyGroupState(group: keyGroup, bytes: [])
      }
      var writer = StateWriter()
      writer.write(SymmetricHashJoin.version)
      writer.write(lastClosedWindowEnd ?? .min)
      for isLeft in [true, false] {
        var bytes: [UInt8] = []
        BatchEncoding.append(stored(groups, isLeft: isLeft), to: &bytes)
        writer.write(counted: bytes)
      }
      return KeyGroupState(group: keyGroup, bytes: writer.bytes)
    }
  }

  private func stored(_ groups: [UInt32], isLeft: Bool) -> Batch {
    let rows = rows(isLeft)
    let numbers = groups.flatMap { rows.numbers(ofGroup: Int($0)) }
    let ofRows = numbers.map { UInt32(rows.group(of: Int($0))) }
    let keys = ofRows.withUnsafeBufferPointer { table.columns(of: $0) }
    let columns = numbers.withUnsafeBufferPointer { numbers in
      rows.columns.map { $0.gather(numbers) }
    }
    let matches = Buffer(of: numbers.map { rows.matches[Int($0)] })
    let times = Buffer(of: numbers.map { rows.times[Int($0)] })
    let counts = [matches, times].map {
      Column(type: .bigint, count: numbers.count, values: $0)
    }
    return Batch(
      columns: keys + columns + counts, count: numbers.count,
      weights: Buffer(of: numbers.map { rows.weights[Int($0)] }))
  }

  func restore(_ state: KeyGroupState) throws {
    if state.bytes.isEmpty { return }
    var reader = StateReader(state.bytes)
    guard try reader.read(UInt8.self) == SymmetricHashJoin.version else {
      throw StateDecodingError("a join of an unknown version")
    }
    let closed = try reader.read(Int64.self)
    if closed != .min { lastClosedWindowEnd = max(lastClosedWindowEnd ?? .min, closed) }
    for isLeft in [true, false] {
      let types = layout.keys + layout.side(isLeft).types + [.bigint, .bigint]
      let bytes = try reader.readCounted()
      do {
        let batch = try bytes.withUnsafeBufferPointer { bytes throws(RowEncodingError) in
          try BatchEncoding.decode(bytes, types: types)
        }
        try restore(batch, isLeft: isLeft, keyGroup: state.group)
      } catch let error as RowEncodingError {
        throw StateDecodingError("rows of a join: \(error)")
      }
    }
    try reader.expectEnd()
  }

  private func restore(_ batch: Batch, isLeft: Bool, keyGroup: Int) throws {
    let keys = Array(batch.columns[..<layout.keys.count])
    let stored = Array(batch.columns[layout.keys.count..<batch.columns.count - 2])
    let counts = batch.columns.suffix(2).map { $0 }
    var hashes = [UInt64](repeating: 0, count: batch.count)
    var groups = [UInt32](repeating: 0, count: batch.count)
    hashes.withUnsafeMutableBufferPointer { hashes in
      if let base = hashes.baseAddress { KeyHash.hash(keys, count: batch.count, into: base) }
    }
    guard hashes.allSatisfy({ KeyGroupSet.group(ofHash: $0) == keyGroup }),
      !keys.contains(where: { $0.validity != nil })
    else { throw StateDecodingError("a join's row of another key group") }
    hashes.withUnsafeBufferPointer { hashes in
      groups.withUnsafeMutableBufferPointer { groups in
        guard let hashes = hashes.baseAddress, let groups = groups.baseAddress else { return }
        table.findOrInsert(keys, hashes: hashes, count: batch.count, groups: groups)
      }
    }
    left.reserve(groups: table.numberLimit)
    right.reserve(groups: table.numberLimit)
    let rowHashes = ExchangeHash.hashes(stored, batch.count)
    for row in 0..<batch.count {
      guard batch.weight(row) != 0 else { throw StateDecodingError("a join's row that is gone") }
      let arrival = JoinRows.Arrival(
        group: groups[row], weight: batch.weight(row), matches: counts[0].words[row],
        time: counts[1].words[row])
      let hash = rowHashes[row] &+ hashes[row]
      guard let number = rows(isLeft).add(stored, row: row, hash: hash, arrival) else {
        throw StateDecodingError("a join's row comes twice")
      }
      schedule(number, arrival.time, isLeft: isLeft)
    }
  }
}
