/// Bits, divisors and counts: functions over whole numbers, and their numeric forms.
enum IntegerFunctions {
  static var definitions: [FunctionDefinition] { bits + divisors + scales + buckets }

  private static let types: [DataType] = [.smallint, .integer, .bigint]

  private static var bits: [FunctionDefinition] {
    let pairs: [(String, String, String, String, @Sendable (Int64, Int64) -> Int64)] = [
      ("&", "Bits that both have.", "12 & 10", "8", { $0 & $1 }),
      ("|", "Bits that one of both has.", "12 | 10", "14", { $0 | $1 }),
      ("#", "Bits that exactly one of both has.", "12 # 10", "6", { $0 ^ $1 }),
    ]
    return pairs.map { name, summary, example, result, body in
      FunctionDefinition(
        name, .arithmetic, summary, example: example, result,
        types.map { type in
          ScalarFunction(name, [type, type], type) { columns, count, _ in
            FixedKernels.zip(type, count, columns[0].words, columns[1].words) { body($0, $1) }
          }
        })
    } + [
      FunctionDefinition(
        "~", .arithmetic, "The other bits; between texts: whether a regular expression matches.",
        example: "~5", "-6",
        types.map { type in
          ScalarFunction("~", [type], type) { columns, count, _ in
            FixedKernels.map(type, count, columns[0].words) { ~$0 }
          }
        } + [RegularExpressionFunctions.matching("~", ignoringCase: false, negated: false)]),
      shift("<<", "Bits moved to the left.", "1 << 4", "16") { $0 << ($1 & ($2 - 1)) },
      shift(">>", "Bits moved to the right, the sign kept.", "-16 >> 2", "-4") {
        $0 >> ($1 & ($2 - 1))
      },
    ]
  }

  /// As the machine does: the distance counts modulo the width (of smallint: of integer), what leaves is lost.
  private static func shift(
    _ name: String, _ summary: String, _ example: String, _ result: String,
    _ body: @escaping @Sendable (Int64, Int64, Int64) -> Int64
  ) -> FunctionDefinition {
    FunctionDefinition(
      name, .arithmetic, summary, example: example, result,
      types.map { type in
        let width: Int64 = type == .bigint ? 64 : 32
        return ScalarFunction(name, [type, .integer], type) { columns, count, _ in
          FixedKernels.zip(type, count, columns[0].words, columns[1].words) {
            let moved = body($0, $1, width)
            return switch type {
            case .smallint: Int64(Int16(truncatingIfNeeded: moved))
            case .integer: Int64(Int32(truncatingIfNeeded: moved))
            default: moved
            }
          }
        }
      })
  }

  private static var divisors: [FunctionDefinition] {
    [
      FunctionDefinition(
        "gcd", .mathematics, "Greatest common divisor.", example: "gcd(12, 18)", "6",
        [DataType.integer, .bigint].map { type in
          ScalarFunction.words("gcd", [type, type], type) { row throws(ExpressionError) in
            try fitting(gcd(row.word(0), row.word(1)), type)
          }
        } + [
          ScalarFunction.decimals("gcd", [.numeric, .numeric]) {
            gcd($0.decimal(0), $0.decimal(1))
          }
        ]),
      FunctionDefinition(
        "lcm", .mathematics, "Least common multiple.", example: "lcm(4, 6)", "12",
        [DataType.integer, .bigint].map { type in
          ScalarFunction.words("lcm", [type, type], type) { row throws(ExpressionError) in
            try lcm(row.word(0), row.word(1), type)
          }
        } + [
          ScalarFunction.decimals("lcm", [.numeric, .numeric]) {
            lcm($0.decimal(0), $0.decimal(1))
          }
        ]),
      FunctionDefinition(
        "div", .mathematics, "Quotient of numeric without its fraction.", example: "div(-7.5, 2)",
        "-3",
        [
          ScalarFunction.decimals("div", [.numeric, .numeric]) { row throws(ExpressionError) in
            let (left, right) = (row.decimal(0), row.decimal(1))
            if right.isZero { throw .divisionByZero }
            return left.remainder(dividingBy: right).flatMap { left.subtracting($0) }
              .flatMap { $0.divided(by: right) }?.rounded(toScale: 0)
          }
        ]),
      FunctionDefinition(
        "factorial", .mathematics, "The product of the numbers from 1 on.",
        example: "factorial(5)", "120",
        [
          ScalarFunction.decimals("factorial", [.bigint]) { row throws(ExpressionError) in
            let number = row.word(0)
            if number < 0 {
              throw ExpressionError("factorial of a negative number is undefined")
            }
            if number > 40 { return nil }
            return (0..<number).reduce(Decimal(1) as Decimal?) {
              $0?.multiplied(by: Decimal($1 + 1))
            }
          }
        ]),
    ]
  }

  private static func gcd(_ left: Int64, _ right: Int64) -> UInt64 {
    var (a, b) = (left.magnitude, right.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  private static func fitting(_ value: UInt64, _ type: DataType) throws(ExpressionError) -> Int64 {
    guard let word = Int64(exactly: value), type.integerRange.contains(word) else {
      throw .outOfRange(type)
    }
    return word
  }

  private static func lcm(
    _ left: Int64, _ right: Int64, _ type: DataType
  ) throws(ExpressionError) -> Int64 {
    if left == 0 || right == 0 { return 0 }
    let (product, overflow) = (left.magnitude / gcd(left, right))
      .multipliedReportingOverflow(by: right.magnitude)
    if overflow { throw .outOfRange(type) }
    return try fitting(product, type)
  }

  private static func gcd(_ left: Decimal, _ right: Decimal) -> Decimal? {
    var (a, b) = (left.magnitude, right.magnitude)
    while !b.isZero {
      guard let rest = a.remainder(dividingBy: b) else { return nil }
      (a, b) = (b, rest)
    }
    return a.withZeros(upTo: max(left.scale, right.scale))
  }

  private static func lcm(_ left: Decimal, _ right: Decimal) -> Decimal? {
    let scale = max(left.scale, right.scale)
    if left.isZero || right.isZero { return Decimal(coefficient: 0, scale: scale) }
    return gcd(left, right).flatMap { left.magnitude.divided(by: $0) }
      .flatMap { $0.rounded(toScale: 0)?.multiplied(by: right.magnitude) }
      .flatMap { $0.withZeros(upTo: scale) }
  }

  private static var scales: [FunctionDefinition] {
    [
      FunctionDefinition(
        "scale", .mathematics, "How many digits stand behind the point.", example: "scale(1.50)",
        "2", [ScalarFunction.words("scale", [.numeric], .integer) { Int64($0.decimal(0).scale) }]),
      FunctionDefinition(
        "min_scale", .mathematics, "How many digits behind the point are needed.",
        example: "min_scale(1.50)", "1",
        [
          ScalarFunction.words("min_scale", [.numeric], .integer) {
            Int64($0.decimal(0).canonical.scale)
          }
        ]),
      FunctionDefinition(
        "trim_scale", .mathematics, "Without zeros at the end of the fraction.",
        example: "trim_scale(1.50)", "1.5",
        [ScalarFunction.decimals("trim_scale", [.numeric]) { $0.decimal(0).canonical }]),
    ]
  }

  private static var buckets: [FunctionDefinition] {
    [
      FunctionDefinition(
        "width_bucket", .mathematics,
        "Which of so many equal parts between two bounds a number falls in: 0 below, one more than there are above.",
        example: "width_bucket(5.35, 0.024, 10.06, 5)", "3",
        [
          ScalarFunction.words(
            "width_bucket", [.double, .double, .double, .integer], .integer
          ) { row throws(ExpressionError) in
            try bucket(row.double(0), row.double(1), row.double(2), row.word(3))
          },
          ScalarFunction.words(
            "width_bucket", [.numeric, .numeric, .numeric, .integer], .integer
          ) { row throws(ExpressionError) in
            try bucket(row.decimal(0), row.decimal(1), row.decimal(2), row.word(3))
          },
        ])
    ]
  }

  private static let equalBounds = ExpressionError("lower bound cannot equal upper bound")

  private static func requireBuckets(_ count: Int64) throws(ExpressionError) {
    if count <= 0 { throw ExpressionError("count must be greater than zero") }
  }

  private static func bucket(
    _ operand: Double, _ low: Double, _ high: Double, _ count: Int64
  ) throws(ExpressionError) -> Int64 {
    try requireBuckets(count)
    if operand.isNaN || low.isNaN || high.isNaN {
      throw ExpressionError("operand, lower bound, and upper bound cannot be NaN")
    }
    if low.isInfinite || high.isInfinite {
      throw ExpressionError("lower and upper bounds must be finite")
    }
    if low == high { throw equalBounds }
    let isRising = low < high
    if isRising ? operand < low : operand > low { return 0 }
    if isRising ? operand >= high : operand <= high { return try above(count) }
    let share = isRising ? (operand - low) / (high - low) : (low - operand) / (low - high)
    let bucket = Int64(Double(count) * share)
    return min(bucket, count - 1) + 1
  }

  private static func bucket(
    _ operand: Decimal, _ low: Decimal, _ high: Decimal, _ count: Int64
  ) throws(ExpressionError) -> Int64 {
    try requireBuckets(count)
    if low == high { throw equalBounds }
    let isRising = low < high
    if isRising ? operand < low : operand > low { return 0 }
    if isRising ? operand >= high : operand <= high { return try above(count) }
    guard let part = operand.subtracting(low)?.magnitude.multiplied(by: Decimal(count)),
      let whole = high.subtracting(low)?.magnitude,
      let rest = part.remainder(dividingBy: whole),
      let share = part.subtracting(rest)?.divided(by: whole)?.int64
    else { throw .outOfRange(.numeric) }
    return share + 1
  }

  private static func above(_ count: Int64) throws(ExpressionError) -> Int64 {
    if count == Int64(Int32.max) { throw .outOfRange(.integer) }
    return count + 1
  }
}
