import Columnar
import Dataflow

/// PRIMARY KEY on a source: of each key the last message counts, and one without a value takes its row out.
///
/// Last is by (partition, offset) within an epoch; all messages of a key come by one partition, so that their order does
/// not hang on epochs. `(7, a)` gives `+(7, a)`; then `(7, b)` and `(7, c)` in one epoch give `−(7, a)`, `+(7, c)`.
final class Upsert: Operator {
  private static let version: UInt8 = 1
  private let layout: UpsertLayout
  private let rows: CurrentRows
  private let changed = KeyGroupSet()
  private var waiting: [Batch] = []
  /// By group: one past the number of its last message of this epoch; 0 for none.
  private var latest = DenseArray<UInt32>()

  init(_ layout: UpsertLayout) {
    self.layout = layout
    rows = CurrentRows(types: layout.columns.map { layout.tableTypes[$0] }, keys: layout.keys)
  }

  func push(_ batch: Batch, port: Int, to output: Output) { waiting.append(batch) }

  func endEpoch(_ end: EpochEnd, to output: Output) {
    if waiting.isEmpty { return }
    let batch = Batch.concatenated(waiting)
    waiting.removeAll(keepingCapacity: true)
    let columns = layout.columns.indices.map { batch.columns[$0] }
    let hashes = ExchangeHash.hashes(layout.keys.map { columns[$0] }, batch.count)
    for hash in hashes { changed.insert(hash: hash) }
    let groups = rows.groups(of: columns, hashes: hashes)
    for change in rows.apply(lastMessages(batch, groups), of: columns) { output.emit(change) }
  }

  /// Of each group the message that counts, in the order of the messages.
  private func lastMessages(_ batch: Batch, _ groups: [UInt32]) -> [CurrentRows.Message] {
    latest.reserve(rows.numberLimit)
    let partitions = batch.columns[layout.partition].words
    let offsets = batch.columns[layout.offset].words
    for (row, group) in groups.enumerated() {
      let last = Int(latest[Int(group)]) - 1
      if last < 0 || (partitions[last], offsets[last]) < (partitions[row], offsets[row]) {
        latest[Int(group)] = UInt32(row + 1)
      }
    }
    let isDeletion = batch.columns[layout.isDeletion].bits
    var messages: [CurrentRows.Message] = []
    for (row, group) in groups.enumerated() where Int(latest[Int(group)]) == row + 1 {
      messages.append(
        CurrentRows.Message(group: Int(group), row: row, isDeletion: isDeletion[row] != 0))
    }
    for group in groups { latest[Int(group)] = 0 }
    return withExtendedLifetime(batch) { messages }
  }

  var stateSize: StateSize { rows.size + StateSize(rows: 0, bytes: latest.byteCount) }

  func snapshot() -> [KeyGroupState] {
    let keyGroups = changed.drain()
    return zip(keyGroups, rows.groups(inKeyGroups: keyGroups)).map { keyGroup, members in
      if members.isEmpty { return KeyGroupState(group: keyGroup, bytes: []) }
      var writer = StateWriter()
      writer.write(Upsert.version)
      writer.write(UInt32(layout.columns.count))
      for column in layout.columns { writer.write(UInt32(column)) }
      writer.write(UInt32(members.count))
      let columns = rows.columns(of: members)
      for row in members.indices {
        for column in columns { writer.write(column[row]) }
      }
      return KeyGroupState(group: keyGroup, bytes: writer.bytes)
    }
  }

  /// A snapshot of a pipeline that read other columns gives what it has; columns that it lacks are NULL until the views
  /// that brought them are filled, and the table with them.
  func restore(_ state: KeyGroupState) throws {
    if state.bytes.isEmpty { return }
    var reader = StateReader(state.bytes)
    guard try reader.read(UInt8.self) == Upsert.version else {
      throw StateDecodingError("rows of an unknown version")
    }
    let width = try reader.readCount(width: 4)
    let numbers = try (0..<width).map { _ in Int(try reader.read(UInt32.self)) }
    guard numbers.allSatisfy({ layout.tableTypes.indices.contains($0) }),
      Set(numbers).count == numbers.count
    else { throw StateDecodingError("columns that the table does not have") }
    let count = try reader.readCount(width: max(width, 1))
    let builders = numbers.map { ColumnBuilder(layout.tableTypes[$0], capacity: count) }
    for _ in 0..<count {
      for builder in builders { builder.append(try reader.readValue(builder.type)) }
    }
    try reader.expectEnd()
    let read = Dictionary(uniqueKeysWithValues: zip(numbers, builders.map { $0.finish() }))
    let columns = layout.columns.map {
      read[$0] ?? .constant(.null, layout.tableTypes[$0], count: count)
    }
    try rows.restore(columns, count: count, keyGroup: state.group)
  }
}

/// Where a message's parts lie in the input of an `Upsert`.
struct UpsertLayout: Sendable {
  /// Numbers in the table's definition of the first columns, which go on.
  var columns: [Int]
  /// Positions of the key among them.
  var keys: [Int]
  var partition: Int
  var offset: Int
  /// A boolean: the message has no value.
  var isDeletion: Int
  /// Types of all of the table's columns.
  var tableTypes: [DataType]
}
