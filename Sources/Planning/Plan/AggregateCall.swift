import Columnar

/// One aggregate of a grouped query.
public struct AggregateCall: Sendable {
  public var function: AggregateFunction
  /// Already cast to the types that the function takes; empty only for `count(*)`. Of an ordered-set aggregate the
  /// value of WITHIN GROUP.
  public var arguments: [Expression]
  /// ORDER BY inside the call where the function cares, or of WITHIN GROUP.
  public var order: [SortKey]
  /// Which percentile, from 0 to 1.
  public var fraction: Double?
  public var isDistinct: Bool
  public var filter: Expression?
  public var result: DataType

  public init(
    function: AggregateFunction, arguments: [Expression], order: [SortKey] = [],
    fraction: Double? = nil, isDistinct: Bool, filter: Expression?, result: DataType
  ) {
    self.function = function
    self.arguments = arguments
    self.order = order
    self.fraction = fraction
    self.isDistinct = isDistinct
    self.filter = filter
    self.result = result
  }

  /// Of one argument; nil is `count(*)`.
  public init(
    function: AggregateFunction, argument: Expression?, isDistinct: Bool, filter: Expression?,
    result: DataType
  ) {
    self.init(
      function: function, arguments: argument.map { [$0] } ?? [], isDistinct: isDistinct,
      filter: filter, result: result)
  }
}

extension AggregateCall {
  /// Every expression over the input.
  var expressions: [Expression] {
    arguments + order.map(\.expression) + (filter.map { [$0] } ?? [])
  }

  mutating func mapExpressions(_ transform: (Expression) -> Expression) {
    arguments = arguments.map(transform)
    for index in order.indices { order[index].expression = transform(order[index].expression) }
    filter = filter.map(transform)
  }

  func isNullable(over fields: [PlanField], isGlobal: Bool) -> Bool {
    switch function {
    case .count, .regressionCount, .approximateCountDistinct: return false
    // One row has no deviation from a sample's mean, and points on a vertical line no slope.
    case .varianceSample, .deviationSample: return true
    case _ where function.isOfPairs: return true
    default:
      return isGlobal || filter != nil || arguments.isEmpty
        || arguments.contains { $0.isNullable(over: fields) }
    }
  }

  var canonicalText: String { text(ExpressionText(name: { "#\($0)" }, isCanonical: true)) }

  func text(_ expressions: ExpressionText) -> String {
    let order = order.isEmpty ? "" : "ORDER BY \(expressions.list(order))"
    let condition = filter.map { " FILTER (WHERE \(expressions.text($0)))" } ?? ""
    var inside = arguments.map { expressions.text($0) }
    if function.isOrderedSet {
      let direct = fraction.map { "\($0)" } ?? ""
      return "\(function.rawValue)(\(direct)) WITHIN GROUP (\(order))\(condition)"
    }
    if let fraction { inside.append("\(fraction)") }
    let list = inside.isEmpty ? "*" : inside.joined(separator: ", ")
    return "\(function.rawValue)(\(isDistinct ? "DISTINCT " : "")\(list)"
      + "\(order.isEmpty ? "" : " ")\(order))\(condition)"
  }
}
