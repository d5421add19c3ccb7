import Columnar
import Diagnostics
import SQL

extension ExpressionBinder {
  /// A function that answers otherwise each time; nil where it may not be called here.
  struct Clock { var value: BoundExpression? }

  /// `now()` and its kin: one instant for a whole query; `random()` and its kin: a value a row. In a pipeline, which must
  /// answer the same when it runs again, they are faults.
  func bindClock(_ name: String, _ call: CallSyntax, _ range: TextRange) -> Clock? {
    let isInstant = ExpressionBinder.instants.contains(name)
    guard isInstant || VolatileFunctions.names.contains(name) else { return nil }
    guard let now = context.now else {
      faults.error(
        "not-deterministic",
        "\(name) would answer otherwise when the pipeline runs again", at: range,
        help: isInstant
          ? "use the row's own time, or for the last hour: WHERE time >= watermark_of('table') "
            + "- INTERVAL '1 hour'; in millrace query it is allowed"
          : "use a column of the row; in millrace query it is allowed")
      return Clock(value: nil)
    }
    guard call.arguments.isEmpty else {
      faults.error("arguments", "\(name) takes no arguments", at: range)
      return Clock(value: nil)
    }
    if let function = VolatileFunctions.function(named: name) {
      return Clock(value: BoundExpression(.call(function, []), range))
    }
    let instant = Expression.constant(.word(now), .timestamptz)
    let value: Expression =
      switch name {
      case "localtimestamp": .cast(instant, to: .timestamp, explicit: true)
      case "current_date": .cast(instant, to: .date, explicit: true)
      case "localtime":
        .cast(.cast(instant, to: .timestamp, explicit: true), to: .time, explicit: true)
      default: instant
      }
    return Clock(value: BoundExpression(value, range))
  }

  /// `age(time)` is the age at today's midnight.
  func bindAge(_ argument: ExpressionSyntax, _ range: TextRange) -> BoundExpression? {
    guard let now = context.now else {
      faults.error(
        "not-deterministic", "age of one time would answer otherwise when the pipeline runs again",
        at: range, help: "give both times: age(later, earlier); in millrace query it is allowed")
      return nil
    }
    guard let bound = bind(argument) else { return nil }
    let type: DataType = bound.type == .timestamp ? .timestamp : .timestamptz
    let today = Expression.cast(
      .cast(.constant(.word(now), .timestamptz), to: .date, explicit: true), to: type,
      explicit: true)
    return call(of: "age", [BoundExpression(today, range), bound], range, isOperator: false).map {
      BoundExpression($0, range)
    }
  }

  private static let instants: Set<String> = [
    "now", "current_timestamp", "transaction_timestamp", "statement_timestamp", "localtimestamp",
    "current_date", "localtime",
  ]
}
