import Testing

@testable import Columnar

@Suite struct ExpressionProgramTests {
  private let catalogue = FunctionCatalogue(zone: .utc)

  private func call(_ name: String, _ operands: Expression...) throws -> Expression {
    let resolution = catalogue.resolve(name: name, arguments: operands.map(\.type))
    guard case .found(let function, let types) = resolution else {
      throw ExpressionError("\(name) is not there: \(resolution)")
    }
    return .call(
      function,
      zip(operands, types).map { $0.type == $1 ? $0 : .cast($0, to: $1, explicit: false) })
  }

  private func run(_ expression: Expression, _ columns: Column...) -> Evaluation {
    let batch = Batch(columns: columns, count: columns[0].count)
    return ExpressionProgram(expression, zone: .utc).evaluate(batch)
  }

  private let x = Expression.column(0, .bigint)
  private let y = Expression.column(1, .bigint)
  private func number(_ value: Int64) -> Expression { .constant(.word(value), .bigint) }
  private let unknown = Expression.constant(.null, .boolean)

  /// 1 / x = 1, failing where x is 0.
  private func fragile() throws -> Expression {
    try call("=", try call("/", number(1), x), number(1))
  }

  @Test func `AND and OR follow three-valued logic`() {
    let values: [Bool?] = [true, false, nil]
    let pairs = values.flatMap { left in values.map { (left, $0) } }
    let left = Column.booleans(pairs.map(\.0))
    let right = Column.booleans(pairs.map(\.1))
    let operands: [Expression] = [.column(0, .boolean), .column(1, .boolean)]
    let (t, f, n) = ("true", "false", "NULL")
    #expect(run(.and(operands), left, right).column.texts == [t, f, n, f, f, f, n, f, n])
    #expect(run(.or(operands), left, right).column.texts == [t, t, t, t, f, n, t, n, n])
    #expect(run(.not(operands[0]), left, right).column.texts == [f, f, f, t, t, t, n, n, n])
  }

  @Test func `an error of an operand does not count where another decides`() throws {
    let isZero = try call("=", x, number(0))
    let notZero = try call("<>", x, number(0))
    let input = Column.integers([0, 1, 2, nil])
    let fragile = try self.fragile()
    for operands in [[notZero, fragile], [fragile, notZero]] {
      let evaluation = run(.and(operands), input)
      #expect(evaluation.errors.isEmpty)
      #expect(evaluation.column.texts == ["false", "true", "false", "NULL"])
    }
    let either = run(.or([fragile, isZero]), input)
    #expect(either.errors.isEmpty)
    #expect(either.column.texts == ["true", "true", "false", "NULL"])
  }

  @Test func `an error counts where the other operands leave the answer open`() throws {
    let input = Column.integers([0, 1, nil])
    let always = Expression.constant(.boolean(true), .boolean)
    let fragile = try self.fragile()
    #expect(run(.and([fragile, always]), input).errors.rows == [0])
    #expect(run(.and([fragile, unknown]), input).errors.rows == [0])
    #expect(run(.or([unknown, fragile]), input).errors.rows == [0])
  }

  @Test func `only the chosen branch of a CASE fails`() throws {
    let notZero = try call("<>", x, number(0))
    let inverse = try call("/", number(10), x)
    let guarded = Expression.branches([(notZero, inverse)], otherwise: number(-1), .bigint)
    let evaluation = run(guarded, .integers([0, 5, 3, nil]))
    #expect(evaluation.errors.isEmpty)
    #expect(evaluation.column.texts == ["-1", "2", "3", "-1"])
    let reversed = Expression.branches([(notZero, number(-1))], otherwise: inverse, .bigint)
    #expect(run(reversed, .integers([0, 5])).errors.rows == [0])
  }

  @Test func `a condition that fails takes its row, unless an earlier one was true`() throws {
    let isZero = try call("=", x, number(0))
    let fragile = try self.fragile()
    let first = Expression.branches(
      [(isZero, number(7)), (fragile, number(8))], otherwise: number(9), .bigint)
    let evaluation = run(first, .integers([0, 1, 2]))
    #expect(evaluation.errors.isEmpty)
    #expect(evaluation.column.texts == ["7", "8", "9"])
    let second = Expression.branches(
      [(fragile, number(8)), (isZero, number(7))], otherwise: number(9), .bigint)
    #expect(run(second, .integers([0, 1])).errors.rows == [0])
  }

  @Test func `branches choose texts row by row`() throws {
    let positive = try call(">", x, number(0))
    let expression = Expression.branches(
      [(positive, .column(1, .text))], otherwise: .constant(.text("none"), .text), .text)
    let evaluation = run(expression, .integers([1, -1, nil, 2]), .texts(["a", "b", "c", nil]))
    #expect(evaluation.column.texts == ["a", "none", "none", "NULL"])
  }

  @Test func `COALESCE stops at the first value`() throws {
    let inverse = try call("/", number(1), x)
    let expression = Expression.coalesce([y, inverse], .bigint)
    let evaluation = run(expression, .integers([0, 0, 1, nil]), .integers([5, nil, nil, nil]))
    #expect(evaluation.errors.rows == [1])
    #expect(evaluation.column.texts[0] == "5")
    #expect(evaluation.column.texts[2...] == ["1", "NULL"])
  }

  @Test func `NULL in a strict function gives NULL and no error`() throws {
    let evaluation = run(try call("/", x, y), .integers([1, nil, 6]), .integers([nil, 0, 2]))
    #expect(evaluation.errors.isEmpty)
    #expect(evaluation.column.texts == ["NULL", "NULL", "3"])
  }

  @Test func `IS DISTINCT FROM and IS NULL never answer NULL`() {
    let (left, right) = (Column.integers([1, 1, nil, nil]), Column.integers([1, 2, 3, nil]))
    let distinct = run(.isDistinct(x, y, negated: false), left, right)
    #expect(distinct.column.texts == ["false", "true", "true", "false"])
    let same = run(.isDistinct(x, y, negated: true), left, right)
    #expect(same.column.texts == ["true", "false", "false", "true"])
    #expect(
      run(.isNull(x, negated: false), left).column.texts == ["false", "false", "true", "true"])
    #expect(
      run(.isNull(x, negated: true), right).column.texts == ["true", "true", "true", "false"])
  }

  @Test func `constant subtrees are computed once and fail in every row`() throws {
    let program = ExpressionProgram(try call("+", number(1), number(2)), zone: .utc)
    if case .word(let value)? = program.constant { #expect(value == 3) } else { Issue.record() }
    let failing = run(try call("+", x, try call("/", number(1), number(0))), .integers([1, 2]))
    #expect(failing.errors.rows == [0, 1])
    #expect(failing.errors.errors.first == .divisionByZero)
    let guarded = Expression.and([
      .constant(.boolean(false), .boolean),
      try call("=", try call("/", number(1), number(0)), number(1)),
    ])
    #expect(run(guarded, .integers([1, 2])).errors.isEmpty)
  }

  @Test func `words compare with a constant on either side`() throws {
    let input = Column.integers([1, 2, 3, nil])
    let (t, f, n) = ("true", "false", "NULL")
    let below = try call("<", x, number(2))
    let above = try call("<", number(2), x)
    let atLeast = try call(">=", x, number(2))
    #expect(run(below, input).column.texts == [t, f, f, n])
    #expect(run(above, input).column.texts == [f, f, t, n])
    #expect(run(atLeast, input).column.texts == [f, t, t, n])
  }

  @Test func `a program gives the same at every batch size, empty ones too`() throws {
    let program = ExpressionProgram(try call("*", x, number(3)), zone: .utc)
    for count in [0, 1, 1000, 7, 0] {
      let values = (0..<count).map { Int64($0) }
      let evaluation = program.evaluate([.integers(values)], count: count)
      #expect(evaluation.column.texts == values.map { "\($0 * 3)" })
    }
  }

  @Test func `casts keep NULLs and report only rows that fail`() {
    let evaluation = run(
      .cast(.column(0, .text), to: .integer, explicit: true), .texts(["1", "x", nil, " 4 "]))
    #expect(evaluation.errors.rows == [1])
    #expect(evaluation.errors.errors[0].message == "invalid input syntax for type integer: \"x\"")
    #expect(evaluation.column.texts[0] == "1")
    #expect(evaluation.column.texts[2...] == ["NULL", "4"])
  }
}
