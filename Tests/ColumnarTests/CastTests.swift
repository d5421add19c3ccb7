import Testing

@testable import Columnar

/// One cast of the golden table.
struct CastGolden: CustomStringConvertible {
  let fields: [String]
  var zone: String { fields[0] }
  var source: String { fields[1] }
  var target: String { fields[2] }
  var isExplicit: Bool { fields[3] == "explicit" }
  var text: String { fields[4] }
  var expected: String { fields[5] }
  var description: String { "\(fields[3]) '\(text)'::\(source)::\(target) in \(zone)" }

  static let all: [CastGolden] = castGoldens.split(separator: "\n").map {
    CastGolden(
      fields: $0.split(separator: "│", omittingEmptySubsequences: false).map(String.init))
  }
}

@Suite struct CastTests {
  @Test(arguments: CastGolden.all)
  func `a cast answers as PostgreSQL does`(golden: CastGolden) throws {
    let zone = try #require(Zone(golden.zone))
    let source = try #require(DataType.named(golden.source))
    let target = try #require(DataType.named(golden.target))
    let value = try TextInput(source, zone: zone).value(golden.text)
    let column = Column.constant(value, source, count: 2)
    var errors = RowErrors()
    let result = Cast.apply(
      column, to: target, explicit: golden.isExplicit, zone: zone, errors: &errors)
    let answer =
      errors.errors.first.map { "! " + $0.message }
      ?? "= " + (TextOutput(zone: zone).text(result[1], target) ?? "NULL")
    #expect(answer == golden.expected)
  }

  @Test func `PostgreSQL's casts happen in the same contexts here`() throws {
    for line in castContextGoldens.split(separator: "\n") {
      let fields = line.split(separator: "|").map(String.init)
      let from = try #require(fields[0] == "varchar" ? .varchar(3) : DataType.named(fields[0]))
      let to = try #require(fields[1] == "varchar" ? .varchar(3) : DataType.named(fields[1]))
      let expected: CastContext =
        fields[2] == "i" ? .implicit : fields[2] == "a" ? .assignment : .explicit
      #expect(CastContext.of(from: from, to: to) == expected, "\(from) to \(to)")
    }
  }

  @Test func `types without a cast between them have none`() {
    let pairs: [(DataType, DataType)] = [
      (.boolean, .bigint), (.boolean, .double), (.date, .integer), (.uuid, .bytea),
      (.interval, .timestamp), (.time, .date), (.bigint, .boolean), (.json, .integer),
      (.array(.integer), .array(.uuid)), (.integer, .array(.integer)), (.bytea, .jsonb),
    ]
    for (from, to) in pairs { #expect(CastContext.of(from: from, to: to) == nil, "\(from) \(to)") }
  }

  @Test func `NULL casts to NULL and raises nothing`() {
    let types: [DataType] = [.integer, .numeric, .timestamptz, .boolean, .uuid, .jsonb, .interval]
    for type in types {
      var errors = RowErrors()
      let nulls = Column.constant(.null, .text, count: 3)
      let result = Cast.apply(nulls, to: type, explicit: true, zone: .utc, errors: &errors)
      #expect(errors.isEmpty)
      #expect((0..<3).allSatisfy(result.isNull))
    }
  }
}
