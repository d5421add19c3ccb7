/// `+ - * / % ^` over numbers and, with times and intervals, what `TimeArithmetic` has.
enum ArithmeticFunctions {
  static func definitions(zone: Zone) -> [FunctionDefinition] {
    let time = TimeArithmetic(zone: zone)
    return [
      FunctionDefinition(
        "+", .arithmetic, "Sum; a number alone; a time later by an interval.",
        example: "date '2021-11-30' + 1", "2021-12-01",
        integers("+", IntegerArithmetic.add) + [numeric("+") { $0.adding($1) }]
          + doubles("+", isProduct: false, real: { $0 + $1 }, double: { $0 + $1 })
          + unaries("+") + time.additions),
      FunctionDefinition(
        "-", .arithmetic, "Difference; a number's negative; the interval between two times.",
        example: "2.50 - 1", "1.50",
        integers("-", IntegerArithmetic.subtract) + [numeric("-") { $0.subtracting($1) }]
          + doubles("-", isProduct: false, real: { $0 - $1 }, double: { $0 - $1 })
          + negations + time.subtractions),
      FunctionDefinition(
        "*", .arithmetic, "Product; an interval so many times.", example: "2.5 * 1.50", "3.750",
        integers("*", IntegerArithmetic.multiply) + [numeric("*") { $0.multiplied(by: $1) }]
          + doubles("*", isProduct: true, real: { $0 * $1 }, double: { $0 * $1 })
          + time.multiplications),
      FunctionDefinition(
        "/", .arithmetic, "Quotient; of integers without its fraction.", example: "7 / 2", "3",
        integerDivisions("/", remainder: false) + [numericDivision("/") { $0.divided(by: $1) }]
          + doubleDivisions + time.divisions),
      FunctionDefinition(
        "%", .arithmetic, "Remainder, with the sign of the left side.", example: "-7 % 3", "-1",
        integerDivisions("%", remainder: true)
          + [numericDivision("%") { $0.remainder(dividingBy: $1) }]),
      FunctionDefinition(
        "^", .arithmetic, "Power.", example: "2 ^ 10", "1024",
        RootFunctions.powers(named: "^")),
      FunctionDefinition(
        "mod", .mathematics, "Remainder, with the sign of the first number.",
        example: "mod(7, 4)", "3",
        integerDivisions("mod", remainder: true)
          + [numericDivision("mod") { $0.remainder(dividingBy: $1) }]),
    ]
  }

  private static let integerTypes: [DataType] = [.smallint, .integer, .bigint]

  private static func integers(
    _ name: String,
    _ kernel: @escaping @Sendable (DataType, [Column], Int, inout RowErrors) -> Column
  ) -> [ScalarFunction] {
    integerTypes.map { type in
      ScalarFunction(name, [type, type], type) { columns, count, errors in
        kernel(type, columns, count, &errors)
      }
    }
  }

  private static func integerDivisions(_ name: String, remainder: Bool) -> [ScalarFunction] {
    integerTypes.map { type in
      ScalarFunction(name, [type, type], type) { columns, count, errors in
        remainder
          ? IntegerArithmetic.remainder(type, columns, count, &errors)
          : IntegerArithmetic.divide(type, columns, count, &errors)
      }
    }
  }

  private static func unaries(_ name: String) -> [ScalarFunction] {
    (integerTypes + [.numeric, .real, .double]).map { type in
      ScalarFunction(name, [type], type) { columns, _, _ in columns[0] }
    }
  }

  private static var negations: [ScalarFunction] {
    let integers = integerTypes.map { type in
      ScalarFunction("-", [type], type) { columns, count, errors in
        let low = type.integerRange.lowerBound
        return FixedKernels.mapFlagged(
          type, count, columns[0].words, &errors, .outOfRange(type)
        ) { value -> (Int64, Bool) in (0 &- value, value == low) }
      }
    }
    let doubles = [DataType.real, .double].map { type in
      ScalarFunction("-", [type], type) { columns, count, _ in
        FixedKernels.map(type, count, columns[0].doubles) { -$0 }
      }
    }
    let numeric = ScalarFunction("-", [.numeric], .numeric) { columns, count, _ in
      FixedKernels.map(.numeric, count, columns[0].decimals) { $0.negated }
    }
    return integers + [numeric] + doubles
  }

  private static func numeric(
    _ name: String, _ body: @escaping @Sendable (Decimal, Decimal) -> Decimal?
  ) -> ScalarFunction {
    ScalarFunction(name, [.numeric, .numeric], .numeric) { columns, count, errors in
      FixedKernels.zipFlagged(
        .numeric, count, columns[0].decimals, columns[1].decimals, &errors, .outOfRange(.numeric)
      ) { left, right -> (Decimal, Bool) in
        guard let value = body(left, right) else { return (.zero, true) }
        return (value, false)
      }
    }
  }

  private static func numericDivision(
    _ name: String, _ body: @escaping @Sendable (Decimal, Decimal) -> Decimal?
  ) -> ScalarFunction {
    ScalarFunction(name, [.numeric, .numeric], .numeric) { columns, count, errors in
      let (left, right) = (columns[0].decimals, columns[1].decimals)
      return FixedKernels.mapThrowing(
        .numeric, count, validity: nil, zero: Decimal.zero, &errors
      ) { row throws(ExpressionError) in
        if right[row].isZero { throw .divisionByZero }
        guard let value = body(left[row], right[row]) else { throw .outOfRange(.numeric) }
        return value
      }
    }
  }

  private static func doubles(
    _ name: String, isProduct: Bool, real: @escaping @Sendable (Float, Float) -> Float,
    double: @escaping @Sendable (Double, Double) -> Double
  ) -> [ScalarFunction] {
    let reals = ScalarFunction(name, [.real, .real], .real) { columns, count, errors in
      DoubleArithmetic.zip(.real, columns, count, isProduct: isProduct, &errors) {
        Double(real(Float($0), Float($1)))
      }
    }
    return [reals]
      + mixedDoubles.map { types in
        ScalarFunction(name, types, .double) { columns, count, errors in
          DoubleArithmetic.zip(.double, columns, count, isProduct: isProduct, &errors) {
            double($0, $1)
          }
        }
      }
  }

  /// A real beside a double is computed as a double; as in Postgres, overloads of their own see to it that a real
  /// beside an integer or numeric is too.
  static let mixedDoubles: [[DataType]] = [
    [.double, .double], [.real, .double], [.double, .real],
  ]

  private static var doubleDivisions: [ScalarFunction] {
    ([[DataType.real, .real]] + mixedDoubles).map { types in
      let type = types == [.real, .real] ? DataType.real : .double
      return ScalarFunction("/", types, type) { columns, count, errors in
        DoubleArithmetic.divide(type, columns, count, &errors)
      }
    }
  }
}
