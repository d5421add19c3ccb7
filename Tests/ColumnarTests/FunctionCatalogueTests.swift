import Testing

@testable import Columnar

@Suite struct FunctionCatalogueTests {
  @Test func `every function is described in one line with an example`() {
    for function in FunctionCatalogue.all {
      #expect(!function.summary.isEmpty && !function.summary.contains("\n"), "\(function.name)")
      #expect(!function.example.isEmpty && !function.result.isEmpty, "\(function.name)")
      #expect(!function.signatures.isEmpty, "\(function.name)")
    }
  }

  @Test func `names are unique and the list is in order`() {
    let names = FunctionCatalogue.all.map(\.name)
    #expect(Set(names).count == names.count)
    let scalar = FunctionCatalogue.all.filter { $0.category != .sets }.map(\.name)
    #expect(FunctionCatalogue(zone: .utc).names == scalar.sorted())
  }

  @Test func `an unknown name has no candidates, a known one has all of its overloads`() {
    let catalogue = FunctionCatalogue(zone: .utc)
    if case .none(let candidates) = catalogue.resolve(name: "nope", arguments: [.text]) {
      #expect(candidates.isEmpty)
    } else {
      Issue.record("nope resolved")
    }
    if case .none(let candidates) = catalogue.resolve(name: "lower", arguments: [.integer]) {
      #expect(candidates.map(\.signature) == ["lower(text) → text"])
    } else {
      Issue.record("lower(integer) resolved")
    }
  }

  @Test func `arguments keep their length and precision where they fit as they are`() {
    let type = DataType.numeric(precision: 10, scale: 2)
    let resolution = FunctionCatalogue(zone: .utc).resolve(name: "+", arguments: [type, .integer])
    guard case .found(let function, let arguments) = resolution else {
      Issue.record("\(resolution)")
      return
    }
    #expect(arguments == [type, .numeric])
    #expect(function.result == .numeric)
  }

  @Test func `concat takes anything and leaves NULLs out`() {
    let catalogue = FunctionCatalogue(zone: .utc)
    guard
      case .found(let function, let types) = catalogue.resolve(
        name: "concat", arguments: [.text, .integer, nil])
    else {
      Issue.record("concat")
      return
    }
    #expect(types == [.text, .text, .text])
    #expect(!function.isStrict)
    var errors = RowErrors()
    let result = function.kernel([.texts(["a", nil]), .texts([nil, nil])], 2, &errors)
    #expect(result.texts == ["a", ""])
  }

  @Test func `types meet as PostgreSQL's UNION and CASE let them`() {
    let cases: [([DataType?], DataType?)] = [
      ([.integer, .bigint], .bigint), ([.bigint, .integer], .bigint),
      ([.integer, .numeric], .numeric), ([.numeric, .double], .double), ([nil, .date], .date),
      ([nil, nil], .text), ([.varchar(3), .text], .text),
      ([.varchar(3), .varchar(3)], .varchar(3)),
      ([.varchar(3), .varchar(5)], .text), ([.date, .timestamp], .timestamp),
      ([.timestamptz, .date], .timestamptz), ([.integer, .text], nil), ([.boolean, .integer], nil),
      (
        [.numeric(precision: 5, scale: 2), .numeric(precision: 5, scale: 2)],
        .numeric(precision: 5, scale: 2)
      ),
      ([.numeric(precision: 5, scale: 2), .numeric(precision: 7, scale: 2)], .numeric),
      ([.jsonb, .text], nil), ([.interval, .time], nil),
    ]
    for (types, expected) in cases {
      #expect(TypeRules.commonType(types) == expected, "\(types)")
    }
  }

  @Test func `case and Unicode go together`() {
    #expect(render("lower", "ÀÉÎ Straße") == "àéî straße")
    #expect(render("upper", "àéî ß") == "ÀÉÎ ß")
  }

  private func render(_ name: String, _ text: String) -> String {
    guard
      case .found(let function, _) = FunctionCatalogue(zone: .utc).resolve(
        name: name, arguments: [.text])
    else { return "not found" }
    var errors = RowErrors()
    return function.kernel([.texts([text])], 1, &errors).texts[0]
  }
}
