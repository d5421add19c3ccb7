import Columnar
import Dataflow

/// What a GROUP BY computes: its key types and its aggregates.
struct AggregationShape {
  var keys: [DataType]
  var calls: [AggregateShape]
  /// No GROUP BY: exactly one row, even over no input.
  var isGlobal: Bool { keys.isEmpty }
}

/// Rows that leave an aggregation: keys and results; beside them the groups whose results failed.
struct AggregateRows {
  var batch: Batch
  /// Keys of failed groups, with weights, and a message each.
  var failed: [(keys: Batch, messages: [String])] = []
}

/// The groups of one aggregation with their accumulators, and which of them changed in this epoch.
///
/// An epoch costs what its rows and touched groups cost, never the number of groups. Before a group's first change of
/// an epoch its results are put aside, so `changes` can take them back.
final class GroupedAggregation {
  let shape: AggregationShape
  private let table: KeyTable
  private let rows = CountAccumulator()
  /// One for each call; `count(*)` is `rows` itself.
  private let accumulators: [any Accumulator]
  /// Each accumulator once, `rows` first.
  private let ownAccumulators: [any Accumulator]
  /// The epoch in which a group was last touched.
  private var touchedIn = DenseArray<UInt32>()
  private var epoch: UInt32 = 1
  private var touched: [UInt32] = []
  /// Position in `oldResults` of each touched group; −1: the group was not there.
  private var oldPositions: [Int32] = []
  private var oldResults: [AggregateResults] = []
  private var oldCount = 0
  private var groupBuffer = Buffer(byteCount: 0)
  private var hasGlobalRow = false

  init(_ shape: AggregationShape) {
    self.shape = shape
    table = KeyTable(types: shape.keys)
    let rows = rows
    accumulators = shape.calls.map {
      $0.function == .count && $0.arguments.isEmpty ? rows : $0.makeAccumulator()
    }
    ownAccumulators = [rows] + accumulators.filter { $0 !== rows }
    if shape.isGlobal { reserve(1) }
  }

  var groupCount: Int { shape.isGlobal ? 1 : table.count }

  var size: StateSize {
    let accumulated = ownAccumulators.reduce(0) { $0 + $1.byteCount }
    return StateSize(
      rows: groupCount, bytes: table.byteCount + touchedIn.byteCount + accumulated)
  }

  private func reserve(_ limit: Int) {
    for accumulator in ownAccumulators { accumulator.reserve(limit) }
    touchedIn.reserve(limit)
  }

  /// Adds rows: their keys, `KeyHash` of the keys (all 0 without keys), and the argument columns of each call.
  /// Without `tracksChanges` only `allRows` may be asked for afterwards.
  func update(
    keys: [Column], hashes: UnsafePointer<UInt64>, arguments: [[Column]],
    weights: UnsafePointer<Int64>?, count: Int, tracksChanges: Bool
  ) {
    if count == 0 { return }
    if groupBuffer.byteCount < count * 4 { groupBuffer = Buffer(byteCount: count * 4) }
    let groups = groupBuffer.pointer(to: UInt32.self)
    if shape.isGlobal {
      groups.update(repeating: 0, count: count)
    } else {
      table.findOrInsert(keys, hashes: hashes, count: count, groups: groups)
      reserve(table.numberLimit)
    }
    if tracksChanges { touch(groups, count) }
    var input = AggregateInput(groups: groups, count: count, arguments: [], weights: weights)
    rows.update(input)
    for (accumulator, own) in zip(accumulators, arguments) where accumulator !== rows {
      input.arguments = own
      accumulator.update(input)
    }
  }

  /// Collects groups that this epoch has not touched yet, and what they were before.
  private func touch(_ groups: UnsafePointer<UInt32>, _ count: Int) {
    let first = touched.count
    let (touchedIn, epoch) = (touchedIn.base, epoch)
    for row in 0..<count {
      let group = groups[row]
      if touchedIn[Int(group)] != epoch {
        touchedIn[Int(group)] = epoch
        touched.append(group)
      }
    }
    if touched.count > first { keepOld(first) }
  }

  private func keepOld(_ first: Int) {
    var present: [UInt32] = []
    for group in touched[first...] {
      let existed = shape.isGlobal ? hasGlobalRow : rows[Int(group)] != 0
      oldPositions.append(existed ? Int32(oldCount + present.count) : -1)
      if existed { present.append(group) }
    }
    if present.isEmpty { return }
    oldResults.append(results(of: present))
    oldCount += present.count
  }

  private func results(of groups: [UInt32]) -> AggregateResults {
    AggregateResults(accumulators, of: groups)
  }

  /// The net change of each group touched since the last call: −old, +new, nothing where they are equal. Groups
  /// without rows are gone afterwards.
  func changes() -> AggregateRows {
    if shape.isGlobal, !hasGlobalRow, touched.isEmpty {
      touched = [0]
      oldPositions = [-1]
    }
    defer { startNextEpoch() }
    let new = results(of: touched)
    let old = AggregateResults(concatenating: oldResults, empty: new)
    var lines = ChangeLines(touched: touched.count)
    let (newErrors, oldErrors) = (new.errors.messages, old.errors.messages)
    for index in touched.indices {
      let position = Int(oldPositions[index])
      let isThere = shape.isGlobal || rows[Int(touched[index])] != 0
      let oldError = position >= 0 ? oldErrors[position] : nil
      let newError = isThere ? newErrors[index] : nil
      if position >= 0, isThere, oldError == newError,
        oldError != nil
          || zip(old.columns, new.columns).allSatisfy({ $0.isIdentical(position, $1, index) })
      {
        continue
      }
      if position >= 0 { lines.add(index, result: position, weight: -1, error: oldError) }
      if isThere { lines.add(index, result: old.count + index, weight: 1, error: newError) }
    }
    hasGlobalRow = true
    return lines.rows(
      touchedKeys: keyColumns(touched), results: old.columns(followedBy: new))
  }

  private func startNextEpoch() {
    if !shape.isGlobal {
      for group in touched where rows[Int(group)] == 0 { remove(Int(group)) }
    }
    touched.removeAll(keepingCapacity: true)
    oldPositions.removeAll(keepingCapacity: true)
    oldResults.removeAll(keepingCapacity: true)
    oldCount = 0
    epoch &+= 1
    if epoch == 0 {
      touchedIn.reset(capacity: touchedIn.capacity)
      epoch = 1
    }
  }

  private func remove(_ group: Int) {
    for accumulator in ownAccumulators { accumulator.reset(group) }
    table.remove(group)
  }

  /// Every group's row, once.
  func allRows() -> AggregateRows {
    let groups = shape.isGlobal ? [0] : table.allGroups().filter { rows[Int($0)] != 0 }
    let results = results(of: groups)
    var lines = ChangeLines(touched: groups.count)
    let errors = results.errors.messages
    for index in groups.indices {
      lines.add(index, result: index, weight: 1, error: errors[index])
    }
    return lines.rows(touchedKeys: keyColumns(groups), results: results.columns)
  }

  /// The key hash of every group.
  func forEachHash(_ body: (UInt64) -> Void) {
    for group in table.allGroups() { body(table.hashes[Int(group)]) }
  }

  private func keyColumns(_ groups: [UInt32]) -> [Column] {
    groups.withUnsafeBufferPointer { table.columns(of: $0) }
  }

  // MARK: Snapshots

  /// The groups of each key group, to be encoded. Only between epochs.
  func groups(inKeyGroups keyGroups: [Int]) -> [[UInt32]] {
    if shape.isGlobal { return keyGroups.map { _ in [0] } }
    return table.groups(inKeyGroups: keyGroups)
  }

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    writer.write(UInt32(groups.count))
    let keys = keyColumns(groups)
    for row in groups.indices {
      for key in keys { writer.write(key[row]) }
    }
    for accumulator in ownAccumulators { accumulator.encode(groups, to: &writer) }
  }

  /// Adds groups; each must have a hash that `accepts` takes.
  func decode(from reader: inout StateReader, accepts: (UInt64) -> Bool, hash: RowHash) throws {
    let count = try reader.readCount(width: shape.keys.count + 8)
    if shape.isGlobal {
      guard count == 1 else { throw StateDecodingError("\(count) rows without GROUP BY") }
      for accumulator in ownAccumulators { try accumulator.decode([0], from: &reader) }
      hasGlobalRow = true
      return
    }
    let builders = shape.keys.map { ColumnBuilder($0, capacity: count) }
    for _ in 0..<count {
      for builder in builders { builder.append(try reader.readValue(builder.type)) }
    }
    let keys = builders.map { $0.finish() }
    let hashes = hash(keys, count)
    guard hashes.allSatisfy(accepts) else { throw StateDecodingError("a key of another group") }
    let before = table.count
    var groups = [UInt32](repeating: 0, count: count)
    hashes.withUnsafeBufferPointer { hashes in
      groups.withUnsafeMutableBufferPointer { groups in
        guard let hashes = hashes.baseAddress, let groups = groups.baseAddress else { return }
        table.findOrInsert(keys, hashes: hashes, count: count, groups: groups)
      }
    }
    guard table.count == before + count else { throw StateDecodingError("a key comes twice") }
    reserve(table.numberLimit)
    for accumulator in ownAccumulators { try accumulator.decode(groups, from: &reader) }
  }

  /// Hashes of key columns, as the exchange makes them.
  typealias RowHash = (_ keys: [Column], _ count: Int) -> [UInt64]
}
