import Glibc

/// Angles in radians, and in degrees where the name ends in d.
enum TrigonometricFunctions {
  static var definitions: [FunctionDefinition] {
    circular + inverse + hyperbolic + [
      define(
        "atan2", "The angle of the point (x, y), given y and x, in radians.", "atan2(0, 1)", "0",
        [atan2("atan2") { Glibc.atan2($0, $1) }]),
      define(
        "atan2d", "The angle of the point (x, y), given y and x, in degrees.", "atan2d(1, 1)", "45",
        [atan2("atan2d") { Degrees.atan2($0, $1) }]),
      define(
        "degrees", "An angle in radians as degrees.", "degrees(pi())", "180",
        [
          ScalarFunction.doubles("degrees", [.double]) { row throws(ExpressionError) in
            let result = row.double(0) / (Double.pi / 180)
            if result.isInfinite, row.double(0).isFinite { throw DoubleArithmetic.overflow }
            return result
          }
        ]),
      define(
        "radians", "An angle in degrees as radians.", "radians(180)", "3.141592653589793",
        [
          ScalarFunction.doubles("radians", [.double]) { $0.double(0) * (Double.pi / 180) }
        ]),
      define(
        "pi", "π.", "pi()", "3.141592653589793",
        [
          ScalarFunction.doubles("pi", []) { _ in Double.pi }
        ]),
    ]
  }

  private static func define(
    _ name: String, _ summary: String, _ example: String, _ result: String,
    _ overloads: [ScalarFunction]
  ) -> FunctionDefinition {
    FunctionDefinition(name, .trigonometry, summary, example: example, result, overloads)
  }

  private typealias Entry = (
    name: String, summary: String, example: (String, String),
    body: @Sendable (Double) throws(ExpressionError) -> Double
  )

  private static func define(_ entries: [Entry]) -> [FunctionDefinition] {
    entries.map { entry in
      let body = entry.body
      let function = ScalarFunction.doubles(entry.name, [.double]) { row throws(ExpressionError) in
        let value = row.double(0)
        return value.isNaN ? .nan : try body(value)
      }
      return define(entry.name, entry.summary, entry.example.0, entry.example.1, [function])
    }
  }

  private static let outOfRange = ExpressionError("input is out of range")

  private static func angle(_ value: Double) throws(ExpressionError) -> Double {
    if value.isInfinite { throw outOfRange }
    return value
  }

  private static func ratio(_ value: Double) throws(ExpressionError) -> Double {
    if value < -1 || value > 1 { throw outOfRange }
    return value
  }

  private static var circular: [FunctionDefinition] {
    define([
      ("sin", "Sine.", ("sin(0)", "0"), { value throws(ExpressionError) in sin(try angle(value)) }),
      (
        "cos", "Cosine.", ("cos(0)", "1"),
        { value throws(ExpressionError) in cos(try angle(value)) }
      ),
      (
        "tan", "Tangent.", ("tan(0)", "0"),
        { value throws(ExpressionError) in tan(try angle(value)) }
      ),
      (
        "cot", "Cotangent.", ("cot(1)", "0.6420926159343306"),
        { value throws(ExpressionError) in 1 / tan(try angle(value)) }
      ),
      (
        "sind", "Sine of degrees.", ("sind(30)", "0.5"),
        { value throws(ExpressionError) in Degrees.sine(try angle(value)) }
      ),
      (
        "cosd", "Cosine of degrees.", ("cosd(60)", "0.5"),
        { value throws(ExpressionError) in Degrees.cosine(try angle(value)) }
      ),
      (
        "tand", "Tangent of degrees.", ("tand(45)", "1"),
        { value throws(ExpressionError) in Degrees.tangent(try angle(value)) }
      ),
      (
        "cotd", "Cotangent of degrees.", ("cotd(45)", "1"),
        { value throws(ExpressionError) in Degrees.cotangent(try angle(value)) }
      ),
    ])
  }

  private static var inverse: [FunctionDefinition] {
    define([
      (
        "asin", "The angle that has this sine.", ("asin(0)", "0"),
        { value throws(ExpressionError) in asin(try ratio(value)) }
      ),
      (
        "acos", "The angle that has this cosine.", ("acos(1)", "0"),
        { value throws(ExpressionError) in acos(try ratio(value)) }
      ),
      (
        "atan", "The angle that has this tangent.", ("atan(0)", "0"),
        { value throws(ExpressionError) in atan(value) }
      ),
      (
        "asind", "The angle in degrees that has this sine.", ("asind(0.5)", "30"),
        { value throws(ExpressionError) in Degrees.arcSine(try ratio(value)) }
      ),
      (
        "acosd", "The angle in degrees that has this cosine.", ("acosd(0.5)", "60"),
        { value throws(ExpressionError) in Degrees.arcCosine(try ratio(value)) }
      ),
      (
        "atand", "The angle in degrees that has this tangent.", ("atand(1)", "45"),
        { value throws(ExpressionError) in Degrees.arcTangent(value) }
      ),
    ])
  }

  private static var hyperbolic: [FunctionDefinition] {
    define([
      (
        "sinh", "Hyperbolic sine.", ("sinh(0)", "0"),
        { value throws(ExpressionError) in sinh(value) }
      ),
      (
        "cosh", "Hyperbolic cosine.", ("cosh(0)", "1"),
        { value throws(ExpressionError) in cosh(value) }
      ),
      (
        "tanh", "Hyperbolic tangent.", ("tanh(0)", "0"),
        { value throws(ExpressionError) in tanh(value) }
      ),
      (
        "asinh", "Inverse hyperbolic sine.", ("asinh(0)", "0"),
        { value throws(ExpressionError) in asinh(value) }
      ),
      (
        "acosh", "Inverse hyperbolic cosine.", ("acosh(1)", "0"),
        { value throws(ExpressionError) in
          if value < 1 { throw outOfRange }
          return acosh(value)
        }
      ),
      (
        "atanh", "Inverse hyperbolic tangent.", ("atanh(0)", "0"),
        { value throws(ExpressionError) in atanh(try ratio(value)) }
      ),
    ])
  }

  private static func atan2(
    _ name: String, _ body: @escaping @Sendable (Double, Double) -> Double
  ) -> ScalarFunction {
    .doubles(name, [.double, .double]) { row in
      let (y, x) = (row.double(0), row.double(1))
      return y.isNaN || x.isNaN ? .nan : body(y, x)
    }
  }
}

/// Trigonometry of degrees, exact at the multiples of 30 and 45 that have short values: each function is scaled by its own
/// value at such an angle, as Postgres does, so that `sind(30)` is 0.5 on the point.
private enum Degrees {
  private static let perDegree = Double.pi / 180
  private static let sine30 = sin(30 * perDegree)
  private static let oneMinusCosine60 = 1 - cos(60 * perDegree)
  private static let arcSineHalf = asin(0.5)
  private static let arcCosineHalf = acos(0.5)
  private static let tangent45 = sineQuadrant(45) / cosineQuadrant(45)
  private static let cotangent45 = cosineQuadrant(45) / sineQuadrant(45)
  private static let arcTangentOne = atan(1.0)

  private static func sine0To30(_ x: Double) -> Double { sin(x * perDegree) / sine30 / 2 }
  private static func cosine0To60(_ x: Double) -> Double {
    1 - (1 - cos(x * perDegree)) / oneMinusCosine60 / 2
  }
  private static func sineQuadrant(_ x: Double) -> Double {
    x <= 30 ? sine0To30(x) : cosine0To60(90 - x)
  }
  private static func cosineQuadrant(_ x: Double) -> Double {
    x <= 60 ? cosine0To60(x) : sine0To30(90 - x)
  }

  /// The angle within 0…90 and the signs that sine and cosine take there.
  private static func reduced(_ value: Double) -> (x: Double, sine: Double, cosine: Double) {
    var (x, sine, cosine) = (fmod(value, 360), 1.0, 1.0)
    if x < 0 { (x, sine) = (-x, -sine) }
    if x > 180 { (x, sine) = (360 - x, -sine) }
    if x > 90 { (x, cosine) = (180 - x, -cosine) }
    return (x, sine, cosine)
  }

  static func sine(_ value: Double) -> Double {
    let (x, sign, _) = reduced(value)
    return sign * sineQuadrant(x)
  }

  static func cosine(_ value: Double) -> Double {
    let (x, _, sign) = reduced(value)
    return sign * cosineQuadrant(x)
  }

  static func tangent(_ value: Double) -> Double {
    let (x, sine, cosine) = reduced(value)
    let result = sine * cosine * (sineQuadrant(x) / cosineQuadrant(x) / tangent45)
    return result == 0 ? 0 : result
  }

  static func cotangent(_ value: Double) -> Double {
    let (x, sine, cosine) = reduced(value)
    let result = sine * cosine * (cosineQuadrant(x) / sineQuadrant(x) / cotangent45)
    return result == 0 ? 0 : result
  }

  private static func arcSineQuadrant(_ x: Double) -> Double {
    x <= 0.5 ? asin(x) / arcSineHalf * 30 : 90 - acos(x) / arcCosineHalf * 60
  }

  static func arcSine(_ value: Double) -> Double {
    value >= 0 ? arcSineQuadrant(value) : -arcSineQuadrant(-value)
  }

  static func arcCosine(_ value: Double) -> Double {
    func quadrant(_ x: Double) -> Double {
      x <= 0.5 ? 90 - asin(x) / arcSineHalf * 30 : acos(x) / arcCosineHalf * 60
    }
    return value >= 0 ? quadrant(value) : 90 + arcSineQuadrant(-value)
  }

  static func arcTangent(_ value: Double) -> Double { atan(value) / arcTangentOne * 45 }
  static func atan2(_ y: Double, _ x: Double) -> Double { Glibc.atan2(y, x) / arcTangentOne * 45 }
}
