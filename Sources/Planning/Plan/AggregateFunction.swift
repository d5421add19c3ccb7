/// The aggregates. Result types are Postgres': sum(smallint, integer) is bigint, sum(bigint) and avg of integers are
/// numeric, of real and double precision double precision (exact inside, rounded once; sum(real) is real).
public enum AggregateFunction: String, CaseIterable, Hashable, Sendable {
  case count, sum, avg, min, max
  case boolAnd = "bool_and"
  case boolOr = "bool_or"
  case bitAnd = "bit_and"
  case bitOr = "bit_or"
  case bitXor = "bit_xor"
  case varianceSample = "var_samp"
  case variancePopulation = "var_pop"
  case deviationSample = "stddev_samp"
  case deviationPopulation = "stddev_pop"
  case correlation = "corr"
  case covarianceSample = "covar_samp"
  case covariancePopulation = "covar_pop"
  case regressionCount = "regr_count"
  case regressionAverageX = "regr_avgx"
  case regressionAverageY = "regr_avgy"
  case regressionSquaresX = "regr_sxx"
  case regressionSquaresY = "regr_syy"
  case regressionProducts = "regr_sxy"
  case regressionSlope = "regr_slope"
  case regressionIntercept = "regr_intercept"
  case regressionDetermination = "regr_r2"
  case percentileContinuous = "percentile_cont"
  case percentileDiscrete = "percentile_disc"
  case mode, median
  case argumentOfMax = "arg_max"
  case argumentOfMin = "arg_min"
  case anyValue = "any_value"
  case stringAggregate = "string_agg"
  case approximateCountDistinct = "approx_count_distinct"
  case approximatePercentile = "approx_percentile"

  /// Other names under which an aggregate can be called.
  public static let aliases: [String: AggregateFunction] = [
    "every": .boolAnd, "variance": .varianceSample, "stddev": .deviationSample,
    "max_by": .argumentOfMax, "min_by": .argumentOfMin,
  ]

  /// The aggregate of a name or an alias.
  public init?(named name: String) {
    guard let function = AggregateFunction.aliases[name] ?? AggregateFunction(rawValue: name) else {
      return nil
    }
    self = function
  }
}

extension AggregateFunction {
  /// Whether its values stand in WITHIN GROUP (ORDER BY …), as those of `percentile_cont` do.
  public var isOrderedSet: Bool {
    [.percentileContinuous, .percentileDiscrete, .mode].contains(self)
  }

  /// Whether the order of the values is part of the answer, so that an ORDER BY inside the call has a meaning.
  public var isOrderSensitive: Bool { self == .stringAggregate }

  /// `regr_slope(y, x)` and its like: of two numbers, of which neither may be NULL.
  public var isOfPairs: Bool {
    switch self {
    case .correlation, .covarianceSample, .covariancePopulation, .regressionCount,
      .regressionAverageX, .regressionAverageY, .regressionSquaresX, .regressionSquaresY,
      .regressionProducts, .regressionSlope, .regressionIntercept, .regressionDetermination:
      true
    default: false
    }
  }

  /// Whether copies of a value change nothing: DISTINCT can be dropped.
  public var ignoresCopies: Bool {
    switch self {
    case .min, .max, .boolAnd, .boolOr, .bitAnd, .bitOr, .anyValue, .argumentOfMax,
      .argumentOfMin, .approximateCountDistinct:
      true
    default: false
    }
  }

  /// Whether rows can be taken back from its state. What cannot takes append-only input alone.
  public var canRetract: Bool { self != .approximateCountDistinct }

  /// Whether it is computed over the frames of window functions: of one value, without an order of its own.
  public var canStandOverFrames: Bool {
    switch self {
    case .count, .sum, .avg, .min, .max, .boolAnd, .boolOr, .bitAnd, .bitOr, .bitXor,
      .varianceSample, .variancePopulation, .deviationSample, .deviationPopulation:
      true
    default: false
    }
  }

  /// Whether its state holds values in order, all of them where rows can be taken back.
  public var keepsValues: Bool {
    switch self {
    case .min, .max, .anyValue, .argumentOfMax, .argumentOfMin, .percentileContinuous,
      .percentileDiscrete, .median, .mode, .stringAggregate:
      true
    default: false
    }
  }

  /// Whether append-only input leaves it one value to keep.
  public var keepsOneAppended: Bool {
    [.min, .max, .anyValue, .argumentOfMax, .argumentOfMin].contains(self)
  }
}
