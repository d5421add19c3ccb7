import Columnar
import Planning

/// The exact sums of one group.
struct MomentSample {
  var count: Int64
  /// What sums of y and of x are where infinities or NaN are among them.
  var special: (y: Double?, x: Double?) = (nil, nil)
  private var sums = [WideBinary](repeating: WideBinary(0), count: 5)

  init(count: Int64) { self.count = count }

  subscript(moment: MomentAccumulator.Moment) -> WideBinary {
    get { sums[MomentSample.index(moment)] }
    set { sums[MomentSample.index(moment)] = newValue }
  }

  private static func index(_ moment: MomentAccumulator.Moment) -> Int {
    switch moment {
    case .x: 0
    case .y: 1
    case .xx: 2
    case .yy: 3
    case .xy: 4
    }
  }

  var rows: WideBinary { WideBinary(count) }
  /// The squares of the distances from the average, summed, times the number of rows; likewise of y, and the products.
  var spreadX: WideBinary { rows * self[.xx] - self[.x] * self[.x] }
  var spreadY: WideBinary { rows * self[.yy] - self[.y] * self[.y] }
  var spreadXY: WideBinary { rows * self[.xy] - self[.x] * self[.y] }
  /// A variance of one value alone is none, but those of an infinity are not 0.
  var isFlatX: Bool { special.x == nil && spreadX.isZero }
  var isFlatY: Bool { special.y == nil && spreadY.isZero }
  var hasSpecials: Bool { special.x != nil || special.y != nil }
}

/// What a `MomentAccumulator` answers.
enum MomentAnswer {
  case varianceSample, variancePopulation, deviationSample, deviationPopulation
  case correlation, covarianceSample, covariancePopulation
  case count, averageX, averageY, squaresX, squaresY, products
  case slope, intercept, determination

  init?(_ function: AggregateFunction) {
    switch function {
    case .varianceSample: self = .varianceSample
    case .variancePopulation: self = .variancePopulation
    case .deviationSample: self = .deviationSample
    case .deviationPopulation: self = .deviationPopulation
    case .correlation: self = .correlation
    case .covarianceSample: self = .covarianceSample
    case .covariancePopulation: self = .covariancePopulation
    case .regressionCount: self = .count
    case .regressionAverageX: self = .averageX
    case .regressionAverageY: self = .averageY
    case .regressionSquaresX: self = .squaresX
    case .regressionSquaresY: self = .squaresY
    case .regressionProducts: self = .products
    case .regressionSlope: self = .slope
    case .regressionIntercept: self = .intercept
    case .regressionDetermination: self = .determination
    default: return nil
    }
  }

  var type: DataType { self == .count ? .bigint : .double }

  /// The sums that it needs.
  var moments: [MomentAccumulator.Moment] {
    switch self {
    case .count: []
    case .averageX: [.x]
    case .averageY: [.y]
    case .varianceSample, .variancePopulation, .deviationSample, .deviationPopulation, .squaresX:
      [.x, .xx]
    case .squaresY: [.y, .yy]
    case .products, .covarianceSample, .covariancePopulation: [.x, .y, .xy]
    case .slope, .intercept: [.x, .y, .xx, .xy]
    case .correlation, .determination: [.x, .y, .xx, .yy, .xy]
    }
  }

  /// The answer rounded once; nil is NULL. Infinite where finite values give what is out of range.
  func value(_ sample: MomentSample) -> Double? {
    if sample.count <= 0 { return nil }
    let rows = sample.rows
    switch self {
    case .variancePopulation: return ofX(sample, rows * rows)
    case .deviationPopulation: return rootOfX(sample, rows * rows)
    case .varianceSample:
      return sample.count < 2 ? nil : ofX(sample, rows * WideBinary(sample.count - 1))
    case .deviationSample:
      return sample.count < 2 ? nil : rootOfX(sample, rows * WideBinary(sample.count - 1))
    case .count: return Double(sample.count)
    case .averageX: return sample.special.x ?? sample[.x].divided(by: rows)
    case .averageY: return sample.special.y ?? sample[.y].divided(by: rows)
    case .squaresX: return ofX(sample, rows)
    case .squaresY: return sample.special.y != nil ? .nan : sample.spreadY.divided(by: rows)
    case .products: return ofProducts(sample, rows)
    case .covariancePopulation: return ofProducts(sample, rows * rows)
    case .covarianceSample:
      return sample.count < 2 ? nil : ofProducts(sample, rows * WideBinary(sample.count - 1))
    case .correlation: return correlation(sample)
    case .slope: return sample.isFlatX ? nil : ofProducts(sample, sample.spreadX)
    case .intercept: return intercept(sample)
    case .determination: return determination(sample)
    }
  }

  private func ofX(_ sample: MomentSample, _ divisor: WideBinary) -> Double {
    sample.special.x != nil ? .nan : sample.spreadX.divided(by: divisor)
  }

  private func rootOfX(_ sample: MomentSample, _ divisor: WideBinary) -> Double {
    sample.special.x != nil ? .nan : sample.spreadX.dividedRoot(by: divisor)
  }

  private func ofProducts(_ sample: MomentSample, _ divisor: WideBinary) -> Double {
    sample.hasSpecials ? .nan : sample.spreadXY.divided(by: divisor)
  }

  private func correlation(_ sample: MomentSample) -> Double? {
    if sample.isFlatX || sample.isFlatY { return nil }
    if sample.hasSpecials { return .nan }
    let products = sample.spreadXY
    let root = (products * products).dividedRoot(by: sample.spreadX * sample.spreadY)
    return products.integer.isNegative ? -root : root
  }

  private func intercept(_ sample: MomentSample) -> Double? {
    if sample.isFlatX { return nil }
    if sample.hasSpecials { return .nan }
    return (sample[.y] * sample[.xx] - sample[.x] * sample[.xy]).divided(by: sample.spreadX)
  }

  private func determination(_ sample: MomentSample) -> Double? {
    if sample.isFlatX { return nil }
    if sample.isFlatY { return 1 }
    if sample.hasSpecials { return .nan }
    let products = sample.spreadXY
    return (products * products).divided(by: sample.spreadX * sample.spreadY)
  }
}
