import Testing

@testable import Columnar

/// What calls of one function with some argument types should give.
struct ResolutionGolden: CustomStringConvertible {
  let name: String
  let expected: String
  let calls: [[String]]
  var description: String { "\(name) giving \(expected)" }

  static let all: [ResolutionGolden] = resolutionGoldens.split(separator: "\n").map { line in
    let fields = line.split(separator: "│")
    return ResolutionGolden(
      name: String(fields[0]), expected: String(fields[1]),
      calls: fields[2].split(separator: ";").map { $0.split(separator: ",").map(String.init) })
  }
}

@Suite struct OverloadResolutionTests {
  private static let catalogue = FunctionCatalogue(zone: .utc)

  private static func type(_ name: String) -> DataType? {
    switch name {
    case "double": .double
    case "varchar": .varchar(3)
    default: DataType.named(name)
    }
  }

  /// The result type, `none` or `ambiguous`.
  private func answer(_ name: String, _ types: [String]) -> String {
    let types = types.map { OverloadResolutionTests.type($0) }
    switch OverloadResolutionTests.catalogue.resolve(name: name, arguments: types) {
    case .found(let function, _): return function.result.description
    case .none: return "none"
    case .ambiguous: return "ambiguous"
    }
  }

  @Test(arguments: ResolutionGolden.all)
  func `overloads are chosen as PostgreSQL chooses them`(golden: ResolutionGolden) {
    for call in golden.calls {
      let answer = answer(golden.name, call)
      #expect(answer == golden.expected, "\(golden.name)(\(call))")
    }
  }

  @Test func `operators that PostgreSQL does not have are not there`() {
    let names = [
      "smallint", "integer", "bigint", "numeric", "real", "double", "text", "varchar", "boolean",
      "date", "time", "timestamp", "timestamptz", "interval", "uuid", "bytea", "jsonb", "unknown",
    ]
    for symbol in ["+", "-", "*", "/", "%", "=", "<", "||"] {
      let known = Set(ResolutionGolden.all.filter { $0.name == symbol }.flatMap(\.calls))
      for left in names {
        // The operators of jsonb have cases of their own, which PostgreSQL answered: FunctionTests/Cases/json.txt.
        for right in names where !known.contains([left, right]) && !isOfJSON(symbol, left, right) {
          #expect(answer(symbol, [left, right]) == "none", "\(left) \(symbol) \(right)")
        }
      }
    }
  }

  private func isOfJSON(_ symbol: String, _ left: String, _ right: String) -> Bool {
    if symbol == "||" { return left == "jsonb" || right == "jsonb" }
    return symbol == "-"
      && (left == "jsonb" || left == "unknown" && ["text", "varchar"].contains(right))
  }
}
