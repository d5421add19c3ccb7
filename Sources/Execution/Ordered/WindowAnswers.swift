import Columnar
import Planning

/// Computes the calls of a `WindowFunctions` for blocks of rows.
final class WindowAnswers {
  private let calls: [WindowCall]
  private let state: PartitionedRows
  private let order: OrderedRows
  /// By call, where it reads a frame.
  let frames: [FrameRows?]
  private let aggregates: FrameAggregates?
  /// By call: its number among the aggregates.
  private var aggregateNumbers: [Int?] = []

  init(_ functions: WindowFunctions, _ state: PartitionedRows, zone: Zone) {
    calls = functions.calls
    self.state = state
    order = state.rows
    frames = functions.calls.map { call in
      guard call.function.readsFrame else { return nil }
      let bounds =
        call.frame.mode == .range && functions.order.count == 1
        ? RangeBounds(
          functions.order[0], state.types[functions.order[0].column], state.encoding, zone: zone)
        : nil
      return FrameRows(frame: call.frame, order: state.rows, bounds: bounds)
    }
    aggregates = FrameAggregates(functions.calls, state)
    var next = 0
    for call in functions.calls {
      if case .aggregate = call.function {
        aggregateNumbers.append(next)
        next += 1
      } else {
        aggregateNumbers.append(nil)
      }
    }
  }

  var byteCount: Int { aggregates?.byteCount ?? 0 }

  /// A column for each call, and what failed by the copies' places in the block.
  func columns(_ block: WindowBlock) -> (columns: [Column], errors: [Int: String]) {
    var errors = RowErrors()
    var ranges: [Frame: [Range<Int64>]] = [:]
    let columns = calls.indices.map { index in
      guard let frame = frames[index] else { return column(calls[index], block) }
      let known = ranges[frame.frame] ?? frame.ranges(block)
      ranges[frame.frame] = known
      guard let number = aggregateNumbers[index], let aggregates else {
        return valueColumn(calls[index], block, known, frame)
      }
      var failed = RowErrors()
      let column = aggregates.results(number, block, known, frame, errors: &failed)
      errors.merge(failed)
      return column
    }
    return (columns, errors.messages)
  }

  // MARK: Ranks

  private func column(_ call: WindowCall, _ block: WindowBlock) -> Column {
    switch call.function {
    case .rowNumber: words(call, block) { block.start + Int64($0) + 1 }
    case .rank: words(call, block) { block.peersStart[$0] + 1 }
    case .denseRank: words(call, block) { block.peersNumber[$0] + 1 }
    case .ntile: words(call, block) { bucket(block.start + Int64($0), call, block) }
    case .percentRank:
      doubles(call, block) {
        block.total.rows < 2
          ? 0 : Double(block.peersStart[$0]) / Double(block.total.rows - 1)
      }
    case .cumeDist:
      doubles(call, block) { Double(block.peersEnd[$0]) / Double(block.total.rows) }
    case .lag, .lead: neighbours(call, block)
    case .firstValue, .lastValue, .nthValue, .aggregate:
      preconditionFailure("\(call.function) reads a frame")
    }
  }

  private func words(_ call: WindowCall, _ block: WindowBlock, _ value: (Int) -> Int64) -> Column {
    Column(
      type: call.result, count: block.count, values: Buffer(of: (0..<block.count).map(value)))
  }

  private func doubles(_ call: WindowCall, _ block: WindowBlock, _ value: (Int) -> Double) -> Column
  {
    Column(
      type: call.result, count: block.count, values: Buffer(of: (0..<block.count).map(value)))
  }

  /// Buckets as even as can be, the first ones one larger.
  private func bucket(_ position: Int64, _ call: WindowCall, _ block: WindowBlock) -> Int64 {
    let (size, larger) = block.total.rows.quotientAndRemainder(dividingBy: call.number)
    if size == 0 { return position + 1 }
    let inLarger = larger * (size + 1)
    return position < inLarger
      ? position / (size + 1) + 1 : larger + (position - inLarger) / size + 1
  }

  // MARK: Values of other rows

  private func neighbours(_ call: WindowCall, _ block: WindowBlock) -> Column {
    let distance = call.function == .lag ? 0 &- call.number : call.number
    let targets = (0..<block.count).map { index -> Int64? in
      let (position, overflow) = (block.start + Int64(index)).addingReportingOverflow(distance)
      return overflow || position < 0 || position >= block.total.rows ? nil : position
    }
    return values(call, block, targets)
  }

  private func valueColumn(
    _ call: WindowCall, _ block: WindowBlock, _ ranges: [Range<Int64>], _ frame: FrameRows
  ) -> Column {
    let targets = ranges.enumerated().map { index, range -> Int64? in
      let parts = frame.parts(range, block, index)
      switch call.function {
      case .firstValue: return parts.first?.lowerBound
      case .lastValue: return parts.last.map { $0.upperBound - 1 }
      default:
        var left = call.number - 1
        for part in parts {
          let count = part.upperBound - part.lowerBound
          if left < count { return part.lowerBound + left }
          left -= count
        }
        return nil
      }
    }
    return values(call, block, targets)
  }

  /// The argument of the rows at these positions; the default where there is none.
  private func values(_ call: WindowCall, _ block: WindowBlock, _ targets: [Int64?]) -> Column {
    var cursor = PositionCursor(order, block.partition)
    let found = targets.compactMap { $0.map { cursor.row(at: $0) } }
    let partition = block.partition
    let argument = state.columns([call.arguments[0]], of: found, partition: partition)[0]
    if found.count == targets.count { return argument.retyped(call.result) }
    let defaults =
      call.arguments.count > 1
      ? state.columns([call.arguments[1]], of: block.rows, partition: partition)[0] : nil
    let builder = ColumnBuilder(call.result, capacity: block.count)
    var next = 0
    for (index, target) in targets.enumerated() {
      if target != nil {
        builder.append(argument, row: next)
        next += 1
      } else if let defaults {
        builder.append(defaults, row: index)
      } else {
        builder.appendNull()
      }
    }
    return builder.finish()
  }
}
