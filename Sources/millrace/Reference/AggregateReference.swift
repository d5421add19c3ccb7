import Planning

extension AggregateFunction {
  /// One sentence for the reference page.
  var summary: String {
    switch self {
    case .count: "Rows with count(*), else arguments that are not NULL."
    case .sum: "Their sum; NULL over no value. Exact, whatever comes and goes."
    case .avg: "Their average; NULL over no value."
    case .min: "The least of them; text goes by its bytes, NaN is the greatest number."
    case .max: "The greatest of them."
    case .boolAnd: "Whether all are true; every is another name for it."
    case .boolOr: "Whether one is true."
    }
  }

  /// As `sum(integer) → bigint`; `any` is every type, `ordered` every type that has an order.
  var signatures: [String] {
    switch self {
    case .count: ["count(*) → bigint", "count(any) → bigint"]
    case .sum:
      [
        "sum(smallint) → bigint", "sum(integer) → bigint", "sum(bigint) → numeric",
        "sum(numeric) → numeric", "sum(real) → real", "sum(double precision) → double precision",
      ]
    case .avg:
      [
        "avg(smallint) → numeric", "avg(integer) → numeric", "avg(bigint) → numeric",
        "avg(numeric) → numeric", "avg(real) → double precision",
        "avg(double precision) → double precision",
      ]
    case .min: ["min(ordered) → the same"]
    case .max: ["max(ordered) → the same"]
    case .boolAnd: ["bool_and(boolean) → boolean"]
    case .boolOr: ["bool_or(boolean) → boolean"]
    }
  }
}
