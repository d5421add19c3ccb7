import Columnar
import Dataflow

/// GROUP BY, kept up to date: each touched group's net change leaves once, at the end of the epoch.
///
/// Two rows of user 7 give `(7, 2)`; a third one next epoch gives `−(7, 2)`, `+(7, 3)`. A group leaves with its last
/// row. Without keys there is one row from the first epoch on. A group whose aggregate overflows is in `VIEW.errors`
/// for as long as it does.
final class Aggregate: Operator {
  private static let version: UInt8 = 1
  private let layout: AggregateLayout
  private let view: String
  private let errorRows: ErrorRows
  private let groups: GroupedAggregation
  private let changed = KeyGroupSet()
  private var hashes = Buffer(byteCount: 0)
  private var hasEmitted = false

  /// `errorRows` shows the key columns.
  init(_ shape: AggregationShape, layout: AggregateLayout, view: String, errorRows: ErrorRows) {
    self.layout = layout
    self.view = view
    self.errorRows = errorRows
    groups = GroupedAggregation(shape)
  }

  func push(_ batch: Batch, port: Int, to output: Output) {
    let keys = layout.keys.map { batch.columns[$0] }
    if hashes.byteCount < batch.count * 8 { hashes = Buffer(byteCount: batch.count * 8) }
    let rowHashes = hashes.pointer(to: UInt64.self)
    if keys.isEmpty {
      rowHashes.update(repeating: 0, count: batch.count)
    } else {
      KeyHash.hash(keys, count: batch.count, into: rowHashes)
    }
    changed.insert(hashes: rowHashes, count: batch.count)
    groups.update(
      keys: keys, hashes: rowHashes,
      arguments: layout.arguments.map { $0.map { batch.columns[$0] } }, weights: batch.weights,
      count: batch.count, tracksChanges: true)
  }

  func endEpoch(_ end: EpochEnd, to output: Output) {
    if groups.shape.isGlobal, !hasEmitted { changed.insert(hash: 0) }
    hasEmitted = true
    let changes = groups.changes()
    output.emit(changes.batch)
    for failed in changes.failed {
      output.aside(
        .errors(view: view),
        errorRows.batch(
          of: failed.keys, rows: Array(0..<failed.keys.count), messages: failed.messages))
    }
  }

  var stateSize: StateSize { groups.size }

  func snapshot() -> [KeyGroupState] {
    let keyGroups = changed.drain()
    return zip(keyGroups, groups.groups(inKeyGroups: keyGroups)).map { keyGroup, members in
      if members.isEmpty { return KeyGroupState(group: keyGroup, bytes: []) }
      var writer = StateWriter()
      writer.write(Aggregate.version)
      groups.encode(members, to: &writer)
      return KeyGroupState(group: keyGroup, bytes: writer.bytes)
    }
  }

  func restore(_ state: KeyGroupState) throws {
    if state.bytes.isEmpty { return }
    var reader = StateReader(state.bytes)
    guard try reader.read(UInt8.self) == Aggregate.version else {
      throw StateDecodingError("an aggregate of an unknown version")
    }
    guard !groups.shape.isGlobal || state.group == KeyGroupSet.group(ofHash: 0) else {
      throw StateDecodingError("the only row in another group")
    }
    try groups.decode(
      from: &reader, accepts: { KeyGroupSet.group(ofHash: $0) == state.group },
      hash: ExchangeHash.hashes)
    try reader.expectEnd()
    hasEmitted = true
  }
}
