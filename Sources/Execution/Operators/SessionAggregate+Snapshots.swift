import Columnar
import Dataflow

extension SessionAggregate {
  private static let version: UInt8 = 1

  /// A key group's sessions; also the last closed end, which every session that closes brings along.
  func snapshot() -> [KeyGroupState] {
    let keyGroups = changed.drain()
    if keyGroups.isEmpty { return [] }
    let members: [[UInt32]] =
      layout.keys.isEmpty
      ? keyGroups.map { $0 == 0 ? [0] : [] } : keys.groups(inKeyGroups: keyGroups)
    return zip(keyGroups, members).map { keyGroup, keyNumbers in
      var writer = StateWriter()
      writer.write(SessionAggregate.version)
      writer.write(lastClosedWindowEnd ?? .min)
      encode(keyNumbers.flatMap { sessions.sessions(ofKey: $0) }, to: &writer)
      return KeyGroupState(group: keyGroup, bytes: writer.bytes)
    }
  }

  private func encode(_ numbers: [UInt32], to writer: inout StateWriter) {
    writer.write(UInt32(numbers.count))
    let columns = numbers.map(sessions.key).withUnsafeBufferPointer { keys.columns(of: $0) }
    for (row, session) in numbers.enumerated() {
      writer.write(sessions.first(session))
      writer.write(sessions.last(session))
      for column in columns { writer.write(column[row]) }
    }
    for accumulator in accumulators { accumulator.encode(numbers, to: &writer) }
  }

  func restore(_ state: KeyGroupState) throws {
    if state.bytes.isEmpty { return }
    var reader = StateReader(state.bytes)
    guard try reader.read(UInt8.self) == SessionAggregate.version else {
      throw StateDecodingError("sessions of an unknown version")
    }
    let closed = try reader.read(Int64.self)
    if closed != .min { lastClosedWindowEnd = max(lastClosedWindowEnd ?? .min, closed) }
    let count = try reader.readCount(width: 16 + keys.types.count)
    let builders = keys.types.map { ColumnBuilder($0, capacity: count) }
    var bounds: [(first: Int64, last: Int64)] = []
    for _ in 0..<count {
      bounds.append((try reader.readWord(timeType), try reader.readWord(timeType)))
      for builder in builders { builder.append(try reader.readValue(builder.type)) }
    }
    let numbers = try restored(bounds, builders.map { $0.finish() }, group: state.group)
    for accumulator in accumulators { try accumulator.decode(numbers, from: &reader) }
    try reader.expectEnd()
  }

  private func restored(
    _ bounds: [(first: Int64, last: Int64)], _ columns: [Column], group: Int
  ) throws -> [UInt32] {
    let hashes = ExchangeHash.hashes(columns, bounds.count)
    guard hashes.allSatisfy({ KeyGroupSet.group(ofHash: $0) == group }) else {
      throw StateDecodingError("a session's key is of another group")
    }
    var keyNumbers = [UInt32](repeating: 0, count: bounds.count)
    if !columns.isEmpty {
      hashes.withUnsafeBufferPointer { hashes in
        keyNumbers.withUnsafeMutableBufferPointer { numbers in
          guard let hashes = hashes.baseAddress, let numbers = numbers.baseAddress else { return }
          keys.findOrInsert(columns, hashes: hashes, count: bounds.count, groups: numbers)
        }
      }
    }
    sessions.reserve(keys: max(keys.numberLimit, 1))
    return try zip(bounds, keyNumbers).map { bounds, key in
      guard bounds.first <= bounds.last,
        let session = sessions.restore(first: bounds.first, last: bounds.last, key: key)
      else { throw StateDecodingError("two sessions of one key overlap") }
      resume(session)
      return session
    }
  }
}
