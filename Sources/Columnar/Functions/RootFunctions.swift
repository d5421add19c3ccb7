import Glibc

/// Roots, powers and logarithms: of numeric with Postgres' digits, of double precision by the machine.
enum RootFunctions {
  static var definitions: [FunctionDefinition] {
    roots + exponentials + logarithms + [
      FunctionDefinition(
        "power", .mathematics, "A number to a power.", example: "power(2, 0.5)",
        "1.4142135623730950", powers(named: "power")),
      FunctionDefinition(
        "pow", .mathematics, "A number to a power.", example: "pow(2, 10)", "1024",
        powers(named: "pow")),
    ]
  }

  private static var roots: [FunctionDefinition] {
    [
      FunctionDefinition(
        "sqrt", .mathematics, "Square root.", example: "sqrt(2.25)", "1.500000000000000",
        squareRoots(named: "sqrt")),
      FunctionDefinition(
        "|/", .arithmetic, "Square root.", example: "|/ 25", "5", [squareRoots(named: "|/")[0]]),
      FunctionDefinition(
        "cbrt", .mathematics, "Cube root.", example: "cbrt(64)", "4",
        [ScalarFunction.doubles("cbrt", [.double]) { cbrt($0.double(0)) }]),
      FunctionDefinition(
        "||/", .arithmetic, "Cube root.", example: "||/ 64", "4",
        [ScalarFunction.doubles("||/", [.double]) { cbrt($0.double(0)) }]),
    ]
  }

  private static let negativeRoot = ExpressionError("cannot take square root of a negative number")

  private static func squareRoots(named name: String) -> [ScalarFunction] {
    [
      ScalarFunction.doubles(name, [.double]) { row throws(ExpressionError) in
        if row.double(0) < 0 { throw negativeRoot }
        return row.double(0).squareRoot()
      },
      ScalarFunction.decimals(name, [.numeric]) { row throws(ExpressionError) in
        if row.decimal(0).isNegative { throw negativeRoot }
        return row.decimal(0).squareRoot
      },
    ]
  }

  private static var exponentials: [FunctionDefinition] {
    [("exp", "exp(0.0)", "1.0000000000000000"), ("dexp", "dexp(0)", "1")].map {
      name, example, result in
      let double = ScalarFunction.doubles(name, [.double]) { row throws(ExpressionError) in
        let value = row.double(0)
        let result = exp(value)
        if result.isInfinite, !value.isInfinite { throw DoubleArithmetic.overflow }
        if result == 0, !value.isInfinite { throw DoubleArithmetic.underflow }
        return result
      }
      let numeric = ScalarFunction.decimals(name, [.numeric]) { $0.decimal(0).exponential }
      return FunctionDefinition(
        name, .mathematics, "e to a power.", example: example, result,
        name == "exp" ? [double, numeric] : [double])
    }
  }

  private static var logarithms: [FunctionDefinition] {
    let ten = ["log", "log10"].map { name in
      FunctionDefinition(
        name, .mathematics,
        name == "log" ? "Logarithm to base 10, or to a given base." : "Logarithm to base 10.",
        example: name == "log" ? "log(2, 64)" : "log10(1000)",
        name == "log" ? "6.0000000000000000" : "3",
        [
          ScalarFunction.doubles(name, [.double]) { row throws(ExpressionError) in
            try requirePositive(row.double(0))
            return log10(row.double(0))
          },
          ScalarFunction.decimals(name, [.numeric]) { row throws(ExpressionError) in
            try requirePositive(row.decimal(0).double)
            return row.decimal(0).logarithm(base: Decimal(10))
          },
        ] + (name == "log" ? [logarithmToBase] : []))
    }
    return ten + [
      FunctionDefinition(
        "ln", .mathematics, "Natural logarithm.", example: "ln(2.0)", "0.6931471805599453",
        [
          ScalarFunction.doubles("ln", [.double]) { row throws(ExpressionError) in
            try requirePositive(row.double(0))
            return log(row.double(0))
          },
          ScalarFunction.decimals("ln", [.numeric]) { row throws(ExpressionError) in
            try requirePositive(row.decimal(0).double)
            return row.decimal(0).naturalLogarithm
          },
        ])
    ]
  }

  private static var logarithmToBase: ScalarFunction {
    .decimals("log", [.numeric, .numeric]) { row throws(ExpressionError) in
      let (base, value) = (row.decimal(0), row.decimal(1))
      try requirePositive(base.double)
      try requirePositive(value.double)
      if base == Decimal(1) { throw .divisionByZero }
      return value.logarithm(base: base)
    }
  }

  private static func requirePositive(_ value: Double) throws(ExpressionError) {
    if value == 0 { throw ExpressionError("cannot take logarithm of zero") }
    if value < 0 { throw ExpressionError("cannot take logarithm of a negative number") }
  }

  private static let zeroToNegative = ExpressionError(
    "zero raised to a negative power is undefined")
  private static let complexPower = ExpressionError(
    "a negative number raised to a non-integer power yields a complex result")

  static func powers(named name: String) -> [ScalarFunction] {
    [
      ScalarFunction.doubles(name, [.double, .double]) { row throws(ExpressionError) in
        let (base, exponent) = (row.double(0), row.double(1))
        if base == 0, exponent < 0 { throw zeroToNegative }
        if base < 0, exponent.isFinite, exponent != exponent.rounded() { throw complexPower }
        let result = pow(base, exponent)
        if result.isInfinite, base.isFinite, exponent.isFinite { throw DoubleArithmetic.overflow }
        if result == 0, base != 0, base.isFinite, exponent.isFinite {
          throw DoubleArithmetic.underflow
        }
        return result
      },
      ScalarFunction.decimals(name, [.numeric, .numeric]) { row throws(ExpressionError) in
        let (base, exponent) = (row.decimal(0), row.decimal(1))
        if base.isZero, exponent.isNegative { throw zeroToNegative }
        if base.isNegative, exponent.canonical.scale > 0 { throw complexPower }
        return base.raised(to: exponent)
      },
    ]
  }
}
