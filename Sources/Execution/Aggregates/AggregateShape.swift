import Columnar
import Planning

/// An aggregate with its types settled; FILTER is already part of the arguments.
struct AggregateShape {
  /// The order of one of the arguments.
  struct Order {
    var isDescending: Bool
    var nullsFirst: Bool
  }

  var function: AggregateFunction
  var isDistinct: Bool
  /// What the function takes, then what it is ordered by; none for `count(*)`.
  var arguments: [DataType]
  /// Of the last arguments; of an ordered-set aggregate that of its value.
  var order: [Order] = []
  var fraction: Double?
  /// The delimiter of `string_agg` where all rows have the same one; otherwise it is an argument.
  var delimiter: [UInt8]?
  var result: DataType
  /// No row is ever taken back.
  var isAppendOnly: Bool

  var argument: DataType? { arguments.first }

  func makeAccumulator() -> any Accumulator {
    guard isDistinct, !arguments.isEmpty else { return makePlain() }
    var inner = self
    inner.isDistinct = false
    return DistinctAccumulator(inner.makePlain(), arguments: arguments)
  }

  private func makePlain() -> any Accumulator {
    switch function {
    case .count: return CountAccumulator()
    case .boolAnd: return BooleanAccumulator(isAnd: true)
    case .boolOr: return BooleanAccumulator(isAnd: false)
    case .sum, .avg: return makeSum()
    case .min, .max: return makeExtreme()
    case .bitAnd, .bitOr, .bitXor: return BitAccumulator(function, type: result)
    case .approximateCountDistinct:
      // A sketch cannot take rows back. Where they come all the same, below a subquery that depends on changing rows, the
      // count is exact.
      return isAppendOnly
        ? DistinctSketchAccumulator()
        : DistinctAccumulator(CountAccumulator(), arguments: arguments)
    default: break
    }
    if let answer = MomentAnswer(function) {
      return result == .numeric
        ? DecimalVarianceAccumulator(function) : MomentAccumulator(answer)
    }
    return OrderedAccumulator(orderedValues, answer: orderedAnswer)
  }

  private func makeSum() -> any Accumulator {
    let isAverage = function == .avg
    return switch argument?.layout ?? .word {
    case .word: WordSumAccumulator(result: result, isAverage: isAverage)
    case .decimal: DecimalSumAccumulator(result: result, isAverage: isAverage)
    case .double: DoubleSumAccumulator(result: result, isAverage: isAverage)
    case .interval: IntervalSumAccumulator(isAverage: isAverage)
    case .bit, .bytes:
      preconditionFailure("the planner refuses \(function.rawValue)(\(result))")
    }
  }

  private func makeExtreme() -> any Accumulator {
    let (isMax, isWord) = (function == .max, argument?.layout == .word)
    if isAppendOnly {
      return isWord
        ? WordExtremeAccumulator(type: result, isMax: isMax)
        : ValueExtremeAccumulator(type: result, isMax: isMax)
    }
    return isWord
      ? MultisetExtremeAccumulator<WordRank>(type: result, isMax: isMax)
      : MultisetExtremeAccumulator<ValueRank>(type: result, isMax: isMax)
  }
}

extension AggregateShape {
  /// Of one argument; nil is `count(*)`.
  init(
    function: AggregateFunction, isDistinct: Bool, argument: DataType?, result: DataType,
    isAppendOnly: Bool
  ) {
    self.init(
      function: function, isDistinct: isDistinct, arguments: argument.map { [$0] } ?? [],
      result: result, isAppendOnly: isAppendOnly)
  }
}

/// Aggregates over a group's values in order.
extension AggregateShape {
  private var orderedValues: OrderedAccumulator.Values {
    var values = OrderedAccumulator.Values(types: arguments, keys: [], required: [0])
    let first = arguments.count - order.count
    values.keys = order.enumerated().map { index, order in
      OrderedEncoding.Key(
        column: first + index, isDescending: order.isDescending, nullsFirst: order.nullsFirst)
    }
    switch function {
    case .argumentOfMax, .argumentOfMin:
      values.required = [0, 1]
      let isMax = function == .argumentOfMax
      values.keys = [OrderedEncoding.Key(column: 1, isDescending: isMax, nullsFirst: false)]
    case .mode: values.transform = { CanonicalKeys.shown(CanonicalKeys.canonical($0)) }
    case .approximatePercentile: values.transform = Buckets.rounded
    default: break
    }
    values.keepsFirst = isAppendOnly && function.keepsOneAppended
    return values
  }

  private var orderedAnswer: any OrderedAnswer {
    switch function {
    case .percentileContinuous, .median:
      return ContinuousPercentileAnswer(type: result, fraction: fraction ?? 0.5)
    case .percentileDiscrete, .approximatePercentile:
      return DiscretePercentileAnswer(type: result, fraction: fraction ?? 0.5)
    case .mode: return ModeAnswer(type: result)
    case .stringAggregate:
      return StringAnswer(
        type: result, delimiter: delimiter.map { .constant($0) } ?? .column(1))
    case .anyValue, .argumentOfMax, .argumentOfMin: return FirstValueAnswer(type: result, column: 0)
    default: preconditionFailure("\(function.rawValue) has an accumulator of its own")
    }
  }
}
