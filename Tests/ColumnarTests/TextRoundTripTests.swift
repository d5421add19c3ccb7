import Testing

@testable import Columnar

/// One line of a golden table.
struct TextGolden: CustomStringConvertible {
  let zone: String
  let type: String
  let input: String
  let expected: String
  var description: String { "\(type) '\(input)' in \(zone)" }

  static let all: [TextGolden] = textGoldens.split(separator: "\n").map { line in
    let fields = line.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
    return TextGolden(
      zone: String(fields[0]), type: String(fields[1]), input: String(fields[2]),
      expected: String(fields[3]))
  }
}

@Suite struct TextRoundTripTests {
  @Test(arguments: TextGolden.all)
  func `text is read and written as PostgreSQL does`(golden: TextGolden) throws {
    let type = try #require(DataType.named(golden.type))
    let zone = try #require(Zone(golden.zone))
    #expect(render(golden.input, type, zone) == golden.expected)
  }

  @Test(arguments: TextGolden.all)
  func `casts from and to text agree with the input functions`(golden: TextGolden) throws {
    let type = try #require(DataType.named(golden.type))
    let zone = try #require(Zone(golden.zone))
    let input = Column.constant(.text(golden.input), .text, count: 2)
    let program = ExpressionProgram(
      .cast(
        .cast(.column(0, .text), to: type, explicit: false), to: .text, explicit: true),
      zone: zone)
    let evaluation = program.evaluate([input], count: 2)
    if golden.expected.hasPrefix("!") {
      #expect(evaluation.errors.rows == [0, 1])
      #expect("! " + (evaluation.errors.errors.first?.message ?? "") == golden.expected)
    } else {
      #expect(evaluation.errors.isEmpty)
      #expect("= " + String(decoding: evaluation.column.slice(1), as: UTF8.self) == golden.expected)
    }
  }

  private func render(_ text: String, _ type: DataType, _ zone: Zone) -> String {
    do {
      let value = try TextInput(type, zone: zone).value(text)
      return "= " + (TextOutput(zone: zone).text(value, type) ?? "NULL")
    } catch {
      return "! " + error.message
    }
  }
}

extension DataType {
  /// The types that golden tables name.
  static func named(_ name: String) -> DataType? {
    let plain: [DataType] = [
      .boolean, .smallint, .integer, .bigint, .real, .double, .numeric, .text, .bytea, .date,
      .time, .timestamp, .timestamptz, .interval, .uuid, .json, .jsonb, .varchar(3),
      .numeric(precision: 5, scale: 2), .numeric(precision: 3, scale: 0),
    ]
    return plain.first { $0.description == name }
  }
}
