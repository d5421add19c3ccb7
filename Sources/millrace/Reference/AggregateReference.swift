import Planning

/// What the reference page says of an aggregate.
struct AggregateDescription {
  /// One sentence.
  var summary: String
  /// As `sum(integer) → bigint`; `any` is every type, `ordered` every type that has an order.
  var signatures: [String]
}

extension AggregateFunction {
  var description: AggregateDescription {
    switch self {
    case .count, .sum, .avg, .min, .max, .boolAnd, .boolOr, .bitAnd, .bitOr, .bitXor: plain
    case .percentileContinuous, .percentileDiscrete, .mode, .median, .argumentOfMax,
      .argumentOfMin, .anyValue, .stringAggregate, .approximateCountDistinct,
      .approximatePercentile:
      ofValues
    default: statistical
    }
  }

  private func description(_ summary: String, _ signatures: String...) -> AggregateDescription {
    AggregateDescription(summary: summary, signatures: signatures)
  }

  private var plain: AggregateDescription {
    switch self {
    case .count:
      description(
        "Rows with count(*), else arguments that are not NULL. count(DISTINCT a, b) counts distinct "
          + "rows of which no part is NULL.", "count(*) → bigint", "count(any) → bigint")
    case .sum:
      description(
        "Their sum; NULL over no value. Exact, whatever comes and goes.",
        "sum(smallint) → bigint", "sum(integer) → bigint", "sum(bigint) → numeric",
        "sum(numeric) → numeric", "sum(real) → real", "sum(double precision) → double precision",
        "sum(interval) → interval")
    case .avg:
      description(
        "Their average; NULL over no value.", "avg(smallint) → numeric", "avg(integer) → numeric",
        "avg(bigint) → numeric", "avg(numeric) → numeric", "avg(real) → double precision",
        "avg(double precision) → double precision", "avg(interval) → interval")
    case .min:
      description(
        "The least of them; text goes by its bytes, NaN is the greatest number.",
        "min(ordered) → the same")
    case .max: description("The greatest of them.", "max(ordered) → the same")
    case .boolAnd:
      description(
        "Whether all are true; every is another name for it.", "bool_and(boolean) → boolean")
    case .boolOr: description("Whether one is true.", "bool_or(boolean) → boolean")
    default:
      description(
        "Bit by bit, whether \(bitCondition).", "\(rawValue)(smallint) → smallint",
        "\(rawValue)(integer) → integer", "\(rawValue)(bigint) → bigint")
    }
  }

  private var bitCondition: String {
    switch self {
    case .bitAnd: "all have it"
    case .bitOr: "one has it"
    default: "an odd number of them has it"
    }
  }

  private var ofValues: AggregateDescription {
    switch self {
    case .percentileContinuous:
      description(
        "The value at a place from 0 to 1 in their order, between two of them where it falls there.",
        "percentile_cont(fraction) WITHIN GROUP (ORDER BY double precision) → double precision",
        "percentile_cont(fraction) WITHIN GROUP (ORDER BY interval) → interval")
    case .percentileDiscrete:
      description(
        "The first value in their order at or behind a place from 0 to 1.",
        "percentile_disc(fraction) WITHIN GROUP (ORDER BY ordered) → the same")
    case .mode:
      description(
        "The most frequent value, the first of several in the order given.",
        "mode() WITHIN GROUP (ORDER BY ordered) → the same")
    case .median:
      description(
        "percentile_cont(0.5) in short; Postgres has no median.",
        "median(double precision) → double precision", "median(interval) → interval")
    case .argumentOfMax, .argumentOfMin:
      description(
        "What the first argument is in the row with the \(self == .argumentOfMax ? "greatest" : "least") "
          + "second one, the least of several; rows with a NULL do not count. "
          + "\(self == .argumentOfMax ? "max_by" : "min_by") is another name for it.",
        "\(rawValue)(any, ordered) → the first's")
    case .anyValue: description("One of them, always the least.", "any_value(any) → the same")
    case .stringAggregate:
      description(
        "They, each but the first behind its delimiter, in the order of an ORDER BY inside the call; "
          + "without one, and where it does not decide, by the values.",
        "string_agg(text, text) → text", "string_agg(bytea, bytea) → bytea")
    case .approximateCountDistinct:
      description(
        "About how many distinct values there are: HyperLogLog of 2^14 registers, with a standard "
          + "error of 0.81 %. Over append-only input.", "approx_count_distinct(any) → bigint")
    default:
      description(
        "percentile_disc over values rounded by at most 0.2 %: counts of buckets are its state, so it needs little "
          + "memory and takes every change.",
        "approx_percentile(double precision, fraction) → double precision")
    }
  }

  private var statistical: AggregateDescription {
    switch self {
    case .varianceSample: ofNumbers("The variance of a sample; variance is another name for it.")
    case .variancePopulation: ofNumbers("The variance of the whole population.")
    case .deviationSample:
      ofNumbers("The standard deviation of a sample; stddev is another name for it.")
    case .deviationPopulation: ofNumbers("The standard deviation of the whole population.")
    case .correlation: ofPairs("The correlation, from −1 to 1.")
    case .covarianceSample: ofPairs("The covariance of a sample.")
    case .covariancePopulation: ofPairs("The covariance of the whole population.")
    case .regressionCount:
      description(
        "Rows of which neither is NULL.",
        "regr_count(double precision, double precision) → bigint")
    case .regressionAverageX: ofPairs("The average of x.")
    case .regressionAverageY: ofPairs("The average of y.")
    case .regressionSquaresX: ofPairs("The squares of x's distances from its average, summed.")
    case .regressionSquaresY: ofPairs("The squares of y's distances from its average, summed.")
    case .regressionProducts: ofPairs("The products of both distances, summed.")
    case .regressionSlope: ofPairs("The slope of the line with the least squares.")
    case .regressionIntercept: ofPairs("Where that line has x = 0.")
    default: ofPairs("How much of y the line explains, from 0 to 1: the correlation squared.")
    }
  }

  private func ofNumbers(_ summary: String) -> AggregateDescription {
    AggregateDescription(
      summary: summary + " Exact inside and rounded once.",
      signatures: [
        ("smallint", "numeric"), ("integer", "numeric"), ("bigint", "numeric"),
        ("numeric", "numeric"), ("real", "double precision"),
        ("double precision", "double precision"),
      ].map { "\(rawValue)(\($0)) → \($1)" })
  }

  /// y comes first.
  private func ofPairs(_ summary: String) -> AggregateDescription {
    description(
      summary, "\(rawValue)(double precision, double precision) → double precision")
  }
}
