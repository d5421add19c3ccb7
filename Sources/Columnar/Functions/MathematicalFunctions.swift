import Glibc

/// Functions over numbers.
enum MathematicalFunctions {
  static var definitions: [FunctionDefinition] { rounding + roots }

  private static var rounding: [FunctionDefinition] {
    [
      FunctionDefinition(
        "abs", .mathematics, "A number without its sign.", example: "abs(-1.5)", "1.5",
        [DataType.smallint, .integer, .bigint].map(absolute) + [
          numeric("abs") { $0.magnitude }, real("abs") { $0.magnitude },
          double("abs") { $0.magnitude },
        ]),
      FunctionDefinition(
        "round", .mathematics,
        "The nearest integer, or to so many digits: numeric rounds half away from zero, double half to even.",
        example: "round(2.345, 2)", "2.35",
        [
          numeric("round") { $0.rounded(toScale: 0) }, scaled("round", .halfAwayFromZero),
          double("round") { $0.rounded(.toNearestOrEven) },
        ]),
      FunctionDefinition(
        "trunc", .mathematics, "Without the fraction, or with so many digits of it.",
        example: "trunc(-2.9)", "-2",
        [
          numeric("trunc") { $0.rounded(toScale: 0, .towardZero) }, scaled("trunc", .towardZero),
          double("trunc") { $0.rounded(.towardZero) },
        ]),
      ceiling("ceil"), ceiling("ceiling"),
      FunctionDefinition(
        "floor", .mathematics, "The largest integer that is not above.", example: "floor(-1.5)",
        "-2",
        [
          numeric("floor") { $0.rounded(toScale: 0, .down) },
          double("floor") { $0.rounded(.down) },
        ]),
      FunctionDefinition(
        "sign", .mathematics, "−1, 0 or 1.", example: "sign(-3.2)", "-1",
        [
          numeric("sign") { Decimal($0.isZero ? 0 : $0.isNegative ? -1 : 1) },
          double("sign") { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 },
        ]),
    ]
  }

  private static var roots: [FunctionDefinition] {
    [
      FunctionDefinition(
        "sqrt", .mathematics, "Square root.", example: "sqrt(2.25)", "1.5",
        [
          throwing("sqrt") { value throws(ExpressionError) in
            if value < 0 {
              throw ExpressionError("cannot take square root of a negative number")
            }
            return value.squareRoot()
          }
        ]),
      FunctionDefinition(
        "exp", .mathematics, "e to a power.", example: "exp(0)", "1",
        [
          throwing("exp") { value throws(ExpressionError) in
            let result = Glibc.exp(value)
            if result.isInfinite, !value.isInfinite { throw DoubleArithmetic.overflow }
            if result == 0, !value.isInfinite { throw DoubleArithmetic.underflow }
            return result
          }
        ]),
      FunctionDefinition(
        "ln", .mathematics, "Natural logarithm.", example: "ln(1)", "0",
        [
          throwing("ln") { value throws(ExpressionError) in
            try requirePositive(value)
            return Glibc.log(value)
          }
        ]),
      FunctionDefinition(
        "log", .mathematics, "Logarithm to base 10.", example: "log(1000)", "3",
        [
          throwing("log") { value throws(ExpressionError) in
            try requirePositive(value)
            return Glibc.log10(value)
          }
        ]),
      FunctionDefinition(
        "power", .mathematics, "A number to a power.", example: "power(2, 0.5)",
        "1.4142135623730951", [power(named: "power")]),
    ]
  }

  private static func requirePositive(_ value: Double) throws(ExpressionError) {
    if value == 0 { throw ExpressionError("cannot take logarithm of zero") }
    if value < 0 { throw ExpressionError("cannot take logarithm of a negative number") }
  }

  static func power(named name: String) -> ScalarFunction {
    ScalarFunction(name, [.double, .double], .double) { columns, count, errors in
      let (bases, exponents) = (columns[0].doubles, columns[1].doubles)
      return FixedKernels.mapThrowing(.double, count, validity: nil, zero: 0.0, &errors) {
        row throws(ExpressionError) in
        let (base, exponent) = (bases[row], exponents[row])
        if base == 0, exponent < 0 {
          throw ExpressionError("zero raised to a negative power is undefined")
        }
        if base < 0, exponent.isFinite, exponent != exponent.rounded() {
          throw ExpressionError(
            "a negative number raised to a non-integer power yields a complex result")
        }
        let result = Glibc.pow(base, exponent)
        if result.isInfinite, base.isFinite, exponent.isFinite { throw DoubleArithmetic.overflow }
        if result == 0, base != 0, base.isFinite, exponent.isFinite {
          throw DoubleArithmetic.underflow
        }
        return result
      }
    }
  }

  private static func ceiling(_ name: String) -> FunctionDefinition {
    FunctionDefinition(
      name, .mathematics, "The smallest integer that is not below.", example: "\(name)(1.2)", "2",
      [numeric(name) { $0.rounded(toScale: 0, .up) }, double(name) { $0.rounded(.up) }])
  }

  private static func absolute(_ type: DataType) -> ScalarFunction {
    ScalarFunction("abs", [type], type) { columns, count, errors in
      let low = type.integerRange.lowerBound
      return FixedKernels.mapFlagged(type, count, columns[0].words, &errors, .outOfRange(type)) {
        value -> (Int64, Bool) in (value < 0 ? 0 &- value : value, value == low)
      }
    }
  }

  private static func numeric(
    _ name: String, _ body: @escaping @Sendable (Decimal) -> Decimal?
  ) -> ScalarFunction {
    ScalarFunction(name, [.numeric], .numeric) { columns, count, errors in
      FixedKernels.mapFlagged(
        .numeric, count, columns[0].decimals, &errors, .outOfRange(.numeric)
      ) { value -> (Decimal, Bool) in
        guard let result = body(value) else { return (.zero, true) }
        return (result, false)
      }
    }
  }

  private static func scaled(_ name: String, _ rounding: DecimalRounding) -> ScalarFunction {
    ScalarFunction(name, [.numeric, .integer], .numeric) { columns, count, errors in
      FixedKernels.zipFlagged(
        .numeric, count, columns[0].decimals, columns[1].words, &errors, .outOfRange(.numeric)
      ) { value, scale -> (Decimal, Bool) in
        guard let result = value.rounded(toScale: Int(scale), rounding) else {
          return (.zero, true)
        }
        return (result, false)
      }
    }
  }

  private static func double(
    _ name: String, _ body: @escaping @Sendable (Double) -> Double
  ) -> ScalarFunction {
    ScalarFunction(name, [.double], .double) { columns, count, _ in
      FixedKernels.map(.double, count, columns[0].doubles) { body($0) }
    }
  }

  private static func real(
    _ name: String, _ body: @escaping @Sendable (Double) -> Double
  ) -> ScalarFunction {
    ScalarFunction(name, [.real], .real) { columns, count, _ in
      FixedKernels.map(.real, count, columns[0].doubles) { body($0) }
    }
  }

  private static func throwing(
    _ name: String, _ body: @escaping @Sendable (Double) throws(ExpressionError) -> Double
  ) -> ScalarFunction {
    ScalarFunction(name, [.double], .double) { columns, count, errors in
      let values = columns[0].doubles
      return FixedKernels.mapThrowing(.double, count, validity: nil, zero: 0.0, &errors) {
        row throws(ExpressionError) in try body(values[row])
      }
    }
  }
}
