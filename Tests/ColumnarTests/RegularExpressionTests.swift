import Testing

@testable import Columnar

@Suite struct RegularExpressionTests {
  private func call(_ name: String, _ columns: [Column], _ types: [DataType]) throws -> Evaluation {
    let resolution = FunctionCatalogue(zone: .utc).resolve(name: name, arguments: types)
    guard case .found(let function, _) = resolution else {
      throw ExpressionError("\(name) is not found")
    }
    let operands = types.indices.map { Expression.column($0, types[$0]) }
    return ExpressionProgram(.call(function, operands), zone: .utc)
      .evaluate(columns, count: columns[0].count)
  }

  @Test func `each row is matched with its own pattern`() throws {
    let texts = Column.texts(["abc", "abc", "abc", nil, "abc", "ABC"])
    let patterns = Column.texts(["^a", "^b", "(", "a", nil, "^a"])
    let answer = try call("~", [texts, patterns], [.text, .text])
    #expect(answer.errors.rows == [2])
    #expect(
      answer.errors.errors.map(\.message) == [
        "invalid regular expression: parentheses () not balanced"
      ])
    let expected = ["true", "false", "NULL", "NULL", "false"]
    #expect([0, 1, 3, 4, 5].map { answer.column.texts[$0] } == expected)
  }

  @Test func `options of a row do not stay for the next one`() throws {
    let answer = try call(
      "regexp_like",
      [.texts(["ABC", "ABC", "ABC"]), .texts(["b", "b", "b"]), .texts(["i", "", "i"])],
      [.text, .text, .text])
    #expect(answer.column.texts == ["true", "false", "true"])
  }

  @Test func `a pattern that goes through every way to match is an error of its row alone`() throws
  {
    let many = String(repeating: "x", count: 60)
    let texts = Column.texts(["xy", many, "xxz"])
    let patterns = Column.texts(Array(repeating: "^(x+x+)+[yz]$", count: 3))
    let answer = try call("~", [texts, patterns], [.text, .text])
    #expect(answer.errors.rows == [1])
    #expect(answer.errors.errors[0].message.contains("takes too long"))
    #expect([0, 2].map { answer.column.texts[$0] } == ["false", "true"])
  }

  @Test func `patterns that come from rows do not fill the memory, and stay right`() throws {
    let numbers = (0..<1000).map { String($0) }
    let texts = Column.texts(numbers.map { "a\($0)b" })
    let patterns = Column.texts(numbers.map { "^a\($0)b$" })
    for _ in 0..<2 {
      let answer = try call("~", [texts, patterns], [.text, .text])
      #expect(answer.errors.isEmpty && answer.column.texts.allSatisfy { $0 == "true" })
    }
  }

  @Test func `a pattern nested too deeply is an error`() throws {
    let deep = String(repeating: "(", count: 5000) + String(repeating: ")", count: 5000)
    let answer = try call("~", [.texts(["a"]), .texts([deep])], [.text, .text])
    #expect(answer.errors.rows == [0])
  }
}
