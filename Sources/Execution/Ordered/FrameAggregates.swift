import Columnar
import Planning

/// Aggregates over frames of a partition's rows.
///
/// Each chunk of rows, and each tree of chunks, has a state that is made when it is first needed and again after its rows
/// changed; so a frame costs the logarithm of its rows, and those at its ends. Frames that slide over neighbouring rows
/// are made of one another: what comes is added and, where the aggregate can, what goes is taken away.
final class FrameAggregates {
  private struct Call {
    var accumulator: any Accumulator
    /// Nil for `count(*)`.
    var argument: Int?
    var filter: Int?
    /// A frame's answer is made of answers of its parts.
    var isMergeable: Bool
    var takesBack: Bool
  }

  /// Rows that are to be added to steps; more than that are added at once.
  private static let pairsMax = 1 << 15
  private let state: PartitionedRows
  private let order: OrderedRows
  private var calls: [Call] = []

  /// Nil where no call is an aggregate.
  init?(_ calls: [WindowCall], _ state: PartitionedRows) {
    self.state = state
    order = state.rows
    for call in calls {
      guard case .aggregate(let function) = call.function else { continue }
      let argument = call.arguments.first
      let counted = argument ?? call.filter
      let shape = AggregateShape(
        function: function, isDistinct: false, argument: counted.map { state.types[$0] },
        result: call.result, isAppendOnly: true)
      self.calls.append(
        Call(
          accumulator: shape.makeAccumulator(), argument: argument, filter: call.filter,
          isMergeable: function.isMergeable, takesBack: function.takesBack))
    }
    if self.calls.isEmpty { return nil }
  }

  var byteCount: Int { calls.reduce(0) { $0 + $1.accumulator.byteCount } }

  /// Numbers of groups: of a node's chunk, of its tree, and of a step.
  private static func own(_ node: UInt32) -> Int { 3 * Int(node) }
  private static func tree(_ node: UInt32) -> Int { 3 * Int(node) + 1 }
  private static func step(_ index: Int) -> Int { 3 * index + 2 }

  /// The answers of an aggregate (by its number among them) to each row of a block.
  func results(
    _ number: Int, _ block: WindowBlock, _ ranges: [Range<Int64>], _ frame: FrameRows,
    errors: inout RowErrors
  ) -> Column {
    for call in calls {
      call.accumulator.reserve(3 * max(order.nodeLimit, block.count) + 3)
    }
    let call = calls[number]
    let slides =
      frame.frame.exclusion == .none && call.isMergeable && ranges.areRising
      && (call.takesBack || ranges.first?.lowerBound == ranges.last?.lowerBound)
    if slides {
      slide(call, block, ranges)
    } else {
      var pairs = Pairs()
      for (index, range) in ranges.enumerated() {
        for part in frame.parts(range, block, index) {
          add(part, of: block.partition, call, to: index, &pairs)
        }
      }
      flush(call, block.partition, &pairs)
    }
    let steps = block.rows.indices.map { UInt32(FrameAggregates.step($0)) }
    let column = steps.withUnsafeBufferPointer {
      call.accumulator.result(of: $0, errors: &errors)
    }
    for step in steps { call.accumulator.reset(Int(step)) }
    return column
  }

  // MARK: Sliding

  private func slide(_ call: Call, _ block: WindowBlock, _ ranges: [Range<Int64>]) {
    var pairs = Pairs()
    add(ranges[0], of: block.partition, call, to: 0, &pairs)
    for index in ranges.indices.dropFirst() {
      let (before, now) = (ranges[index - 1], ranges[index])
      list(before.upperBound..<now.upperBound, 1, index, call, block, &pairs)
      list(before.lowerBound..<now.lowerBound, -1, index, call, block, &pairs)
    }
    flush(call, block.partition, &pairs)
    for index in ranges.indices.dropFirst() {
      call.accumulator.add(
        FrameAggregates.step(index - 1), to: FrameAggregates.step(index))
    }
  }

  private func list(
    _ range: Range<Int64>, _ weight: Int64, _ step: Int, _ call: Call, _ block: WindowBlock,
    _ pairs: inout Pairs
  ) {
    if range.isEmpty { return }
    // Mostly the frames of neighbours differ by rows of the block itself.
    if range.lowerBound >= block.start, range.upperBound <= block.end {
      for position in range {
        pairs.add(block.rows[Int(position - block.start)], FrameAggregates.step(step), weight)
      }
    } else {
      walk(range, block.partition) { row, copies in
        pairs.add(row, FrameAggregates.step(step), weight * copies)
      }
    }
    if pairs.count >= FrameAggregates.pairsMax { flush(call, block.partition, &pairs) }
  }

  private func walk(_ range: Range<Int64>, _ partition: Int, _ body: (UInt32, Int64) -> Void) {
    guard let found = order.place(partition, position: range.lowerBound) else { return }
    var position = found.before.rows
    var place: OrderedRows.Place? = found.place
    while let current = place, position < range.upperBound {
      let row = order.row(at: current)
      let copies = position..<position + order.weight(row)
      body(row, Int64(copies.clamped(to: range).count))
      position = copies.upperBound
      place = order.next(current)
    }
  }

  // MARK: Parts

  /// Adds the rows of a range to a step: whole trees and chunks by their states.
  private func add(
    _ range: Range<Int64>, of partition: Int, _ call: Call, to step: Int, _ pairs: inout Pairs
  ) {
    if range.isEmpty { return }
    if call.isMergeable {
      add(order.root(partition), from: 0, range, partition, call, step, &pairs)
    } else {
      walk(range, partition) { row, copies in
        pairs.add(row, FrameAggregates.step(step), copies)
      }
    }
    if pairs.count >= FrameAggregates.pairsMax { flush(call, partition, &pairs) }
  }

  private func add(
    _ number: UInt32, from start: Int64, _ range: Range<Int64>, _ partition: Int, _ call: Call,
    _ step: Int, _ pairs: inout Pairs
  ) {
    if number == 0 { return }
    let node = order.nodes[Int(number)]
    let all = start..<start + node.all.rows
    if all.isEmpty || !all.overlaps(range) { return }
    if range.lowerBound <= all.lowerBound, all.upperBound <= range.upperBound {
      refreshTree(number, partition)
      call.accumulator.add(FrameAggregates.tree(number), to: FrameAggregates.step(step))
      return
    }
    add(node.left, from: start, range, partition, call, step, &pairs)
    let ownStart = start + order.nodes[Int(node.left)].all.rows
    let own = ownStart..<ownStart + node.own.rows
    if range.lowerBound <= own.lowerBound, own.upperBound <= range.upperBound {
      refresh(number, partition)
      call.accumulator.add(FrameAggregates.own(number), to: FrameAggregates.step(step))
    } else if own.overlaps(range) {
      var position = own.lowerBound
      for index in 0..<Int(node.count) {
        let row = order.row(at: OrderedRows.Place(node: number, index: index))
        let copies = position..<position + order.weight(row)
        let seen = copies.clamped(to: range)
        if !seen.isEmpty { pairs.add(row, FrameAggregates.step(step), Int64(seen.count)) }
        position = copies.upperBound
      }
    }
    add(node.right, from: own.upperBound, range, partition, call, step, &pairs)
  }

  // MARK: States of chunks

  private func refresh(_ number: UInt32, _ partition: Int) {
    let node = order.nodes[Int(number)]
    guard node.isStale else { return }
    for call in calls where call.isMergeable {
      let group = FrameAggregates.own(number)
      call.accumulator.reset(group)
      var pairs = Pairs()
      for index in 0..<Int(node.count) {
        let row = order.row(at: OrderedRows.Place(node: number, index: index))
        pairs.add(row, group, order.weight(row))
      }
      flush(call, partition, &pairs)
    }
    order.markFresh(number, tree: false)
  }

  private func refreshTree(_ number: UInt32, _ partition: Int) {
    if number == 0 { return }
    let node = order.nodes[Int(number)]
    guard node.isTreeStale else { return }
    refreshTree(node.left, partition)
    refreshTree(node.right, partition)
    refresh(number, partition)
    for call in calls where call.isMergeable {
      let group = FrameAggregates.tree(number)
      call.accumulator.reset(group)
      call.accumulator.add(FrameAggregates.own(number), to: group)
      for child in [node.left, node.right] where child != 0 {
        call.accumulator.add(FrameAggregates.tree(child), to: group)
      }
    }
    order.markFresh(number, tree: true)
  }

  // MARK: Rows

  /// Rows, each to be added so often to a group.
  private struct Pairs {
    private(set) var rows: [UInt32] = []
    private(set) var groups: [UInt32] = []
    private(set) var weights: [Int64] = []

    var count: Int { rows.count }

    mutating func add(_ row: UInt32, _ group: Int, _ weight: Int64) {
      rows.append(row)
      groups.append(UInt32(group))
      weights.append(weight)
    }

    mutating func removeAll() {
      rows.removeAll(keepingCapacity: true)
      groups.removeAll(keepingCapacity: true)
      weights.removeAll(keepingCapacity: true)
    }
  }

  private func flush(_ call: Call, _ partition: Int, _ pairs: inout Pairs) {
    if pairs.count == 0 { return }
    let argument = argument(call, pairs.rows, partition)
    pairs.groups.withUnsafeBufferPointer { groups in
      pairs.weights.withUnsafeBufferPointer { weights in
        guard let groups = groups.baseAddress else { return }
        call.accumulator.update(
          AggregateInput(
            groups: groups, count: pairs.rows.count, argument: argument,
            weights: weights.allSatisfy { $0 == 1 } ? nil : weights.baseAddress))
      }
    }
    pairs.removeAll()
  }

  /// NULL where the filter is not true. `count(*)` with a filter counts where it is.
  private func argument(_ call: Call, _ rows: [UInt32], _ partition: Int) -> Column? {
    let wanted = [call.argument, call.filter].compactMap { $0 }
    if wanted.isEmpty { return nil }
    let columns = state.columns(wanted, of: rows, partition: partition)
    guard call.filter != nil else { return columns[0] }
    let filter = columns[columns.count - 1]
    let validity = Buffer(byteCount: rows.count)
    let flags = validity.pointer(to: UInt8.self)
    for row in rows.indices {
      let passes = !filter.isNull(row) && filter.bits[row] != 0
      flags[row] = passes && !columns[0].isNull(row) ? 1 : 0
    }
    return columns[0].masked(by: validity)
  }
}

extension AggregateFunction {
  /// Whether the state of a frame is put together from those of its parts at small cost.
  fileprivate var isMergeable: Bool {
    switch self {
    case .count, .sum, .avg, .min, .max, .boolAnd, .boolOr: true
    }
  }

  /// Whether the accumulator for rows that only come takes them back as well.
  fileprivate var takesBack: Bool {
    switch self {
    case .count, .sum, .avg, .boolAnd, .boolOr: true
    case .min, .max: false
    }
  }
}

extension [Range<Int64>] {
  /// Whether none begins or ends before the one in front of it.
  fileprivate var areRising: Bool {
    zip(self, dropFirst()).allSatisfy {
      $0.lowerBound <= $1.lowerBound && $0.upperBound <= $1.upperBound
    }
  }
}
