import Columnar
import Planning

extension AggregateCall {
  func shape(isAppendOnly: Bool) -> AggregateShape {
    AggregateShape(
      function: function, isDistinct: isDistinct, arguments: inputs.map(\.type),
      order: order.map {
        AggregateShape.Order(isDescending: $0.isDescending, nullsFirst: $0.nullsFirst)
      }, fraction: fraction, delimiter: constantDelimiter, result: result,
      isAppendOnly: isAppendOnly)
  }

  /// What the accumulator takes: arguments, then what they are ordered by. All are NULL where FILTER is not true: so
  /// FILTER needs nothing of the accumulators, and an argument's error counts only on rows that pass.
  var inputs: [Expression] {
    var inputs = constantDelimiter == nil ? arguments : Array(arguments.prefix(1))
    if !function.isOrderedSet { inputs += order.map(\.expression) }
    guard let filter else { return inputs }
    if inputs.isEmpty { inputs = [.constant(.boolean(true), .boolean)] }
    return inputs.map { input in
      .branches(
        [(condition: filter, result: input)], otherwise: .constant(.null, input.type), input.type)
    }
  }

  /// The delimiter of `string_agg` where it is the same for all rows; NULL is none.
  private var constantDelimiter: [UInt8]? {
    guard function == .stringAggregate, case .constant(let value, _) = arguments[1] else {
      return nil
    }
    if case .bytes(let bytes) = value { return bytes }
    return []
  }
}
