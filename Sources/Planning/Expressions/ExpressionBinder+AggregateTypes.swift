import Columnar
import Diagnostics
import SQL

/// What an aggregate's arguments become, and its answer.
struct TypedAggregate {
  var arguments: [Expression]
  var fraction: Double?
  var result: DataType
}

extension ExpressionBinder {
  /// The arguments cast as the aggregate takes them, and the type of its answer (Postgres' rules). Nil after a fault.
  func arguments(
    of function: AggregateFunction, _ call: CallSyntax, _ inner: ExpressionBinder,
    _ range: TextRange
  ) -> TypedAggregate? {
    if call.isStar { return TypedAggregate(arguments: [], result: .bigint) }
    var syntax = call.arguments
    var fraction: Double?
    if let place = function.fractionPlace {
      guard let value = bindFraction(syntax.remove(at: place), of: function, inner) else {
        return nil
      }
      fraction = value
    }
    if function.isOrderedSet { syntax = [call.orderBy[0].expression] }
    let bound = syntax.map { inner.bind($0) }
    let whole = bound.compactMap { $0 }
    guard whole.count == bound.count else { return nil }
    let typed =
      function == .stringAggregate
      ? strings(whole, inner) : typed(function, call.name.text, whole, inner, range)
    return typed.map {
      TypedAggregate(arguments: $0.arguments, fraction: fraction, result: $0.result)
    }
  }

  private typealias Typed = (arguments: [Expression], result: DataType)

  private func typed(
    _ function: AggregateFunction, _ name: String, _ bound: [BoundExpression],
    _ inner: ExpressionBinder, _ range: TextRange
  ) -> Typed? {
    if function.isOfPairs || function == .approximatePercentile {
      let numbers = bound.compactMap { inner.coerced($0, to: .double, .implicit) }
      guard numbers.count == bound.count else { return nil }
      return (numbers, function == .regressionCount ? .bigint : .double)
    }
    if function == .boolAnd || function == .boolOr, bound[0].type == nil {
      return inner.coerced(bound[0], to: .boolean, .implicit).map { ([$0], .boolean) }
    }
    let settled = bound.compactMap { inner.settled($0) }
    guard settled.count == bound.count else { return nil }
    // Of arg_max what is compared decides; everything can be shown.
    let decisive = settled[settled.count - 1].type
    guard let result = function.result(of: decisive) else {
      faults.error(
        "aggregate-arguments", "\(name) does not take \(decisive)", at: range,
        help: function == .boolAnd || function == .boolOr
          ? "give it a condition" : "it takes \(function.takenTypes)")
      return nil
    }
    if function == .count || function == .approximateCountDistinct { return (settled, result) }
    if function == .argumentOfMax || function == .argumentOfMin {
      return (settled, settled[0].type)
    }
    guard let taken = function.castsArgument(decisive, result) else { return (settled, result) }
    return ([.cast(settled[0], to: taken, explicit: false)], result)
  }

  /// `string_agg` of texts, or of bytes.
  private func strings(_ bound: [BoundExpression], _ inner: ExpressionBinder) -> Typed? {
    let type: DataType = bound.contains { $0.type == .bytea } ? .bytea : .text
    let cast = bound.compactMap { inner.coerced($0, to: type, .implicit) }
    return cast.count == bound.count ? (cast, type) : nil
  }

  private func bindFraction(
    _ syntax: ExpressionSyntax, of function: AggregateFunction, _ inner: ExpressionBinder
  ) -> Double? {
    guard let bound = inner.bind(syntax),
      let expression = inner.coerced(bound, to: .double, .implicit)
    else { return nil }
    guard case .constant(let value, _) = expression.folded(zone: context.zone) else {
      faults.error(
        "percentile", "which percentile must be a constant", at: syntax.range,
        help: "write a number from 0 to 1, such as 0.95")
      return nil
    }
    if case .double(let fraction) = value, (0...1).contains(fraction) { return fraction }
    faults.error(
      "percentile", "a percentile is a number from 0 to 1", at: syntax.range,
      help: "the 95th percentile is 0.95")
    return nil
  }
}

extension AggregateFunction {
  /// Which argument is the percentile.
  fileprivate var fractionPlace: Int? {
    switch self {
    case .percentileContinuous, .percentileDiscrete: 0
    case .approximatePercentile: 1
    default: nil
    }
  }

  /// The type of the answer for an argument of a type; nil where it does not take it.
  fileprivate func result(of type: DataType) -> DataType? {
    switch self {
    case .count, .approximateCountDistinct: .bigint
    case .sum: sumType(type)
    case .avg: averageType(type)
    case .min, .max: type.isOrdered ? type.unconstrained : nil
    case .argumentOfMax, .argumentOfMin: type.isOrdered || type == .boolean ? type : nil
    case .boolAnd, .boolOr: type == .boolean ? .boolean : nil
    case .bitAnd, .bitOr, .bitXor:
      [.smallint, .integer, .bigint].contains(type) ? type : nil
    case .varianceSample, .variancePopulation, .deviationSample, .deviationPopulation:
      type == .interval ? nil : averageType(type)
    case .median, .percentileContinuous:
      type == .interval ? .interval : averageType(type).map { _ in .double }
    case .percentileDiscrete, .mode: type.isOrdered || type == .boolean ? type : nil
    case .anyValue: type
    default: nil
    }
  }

  /// What its argument is cast to, where it is not taken as it is.
  fileprivate func castsArgument(_ type: DataType, _ result: DataType) -> DataType? {
    switch self {
    case .min, .max, .median, .percentileContinuous: type == result ? nil : result
    default: nil
    }
  }

  fileprivate var takenTypes: String {
    switch self {
    case .min, .max, .argumentOfMax, .argumentOfMin, .percentileDiscrete, .mode:
      "types that have an order"
    case .bitAnd, .bitOr, .bitXor: "integers"
    case .varianceSample, .variancePopulation, .deviationSample, .deviationPopulation: "numbers"
    default: "numbers and intervals"
    }
  }

  private func sumType(_ type: DataType) -> DataType? {
    switch type {
    case .smallint, .integer: .bigint
    case .bigint, .numeric: .numeric
    case .real: .real
    case .double: .double
    case .interval: .interval
    default: nil
    }
  }

  private func averageType(_ type: DataType) -> DataType? {
    switch type {
    case .smallint, .integer, .bigint, .numeric: .numeric
    case .real, .double: .double
    case .interval: .interval
    default: nil
    }
  }
}
