/// Functions over numbers.
enum MathematicalFunctions {
  static var definitions: [FunctionDefinition] { rounding }

  private static var rounding: [FunctionDefinition] {
    [
      FunctionDefinition(
        "abs", .mathematics, "A number without its sign.", example: "abs(-1.5)", "1.5",
        absolutes(named: "abs")),
      FunctionDefinition(
        "@", .arithmetic, "A number without its sign.", example: "@ -1.5", "1.5",
        absolutes(named: "@")),
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

  private static func ceiling(_ name: String) -> FunctionDefinition {
    FunctionDefinition(
      name, .mathematics, "The smallest integer that is not below.", example: "\(name)(1.2)", "2",
      [numeric(name) { $0.rounded(toScale: 0, .up) }, double(name) { $0.rounded(.up) }])
  }

  private static func absolutes(named name: String) -> [ScalarFunction] {
    [DataType.smallint, .integer, .bigint].map { absolute(name, $0) } + [
      numeric(name) { $0.magnitude }, real(name) { $0.magnitude },
      double(name) { $0.magnitude },
    ]
  }

  private static func absolute(_ name: String, _ type: DataType) -> ScalarFunction {
    ScalarFunction(name, [type], type) { columns, count, errors in
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
}
