import Columnar
import Dataflow
import Diagnostics
import Testing

@testable import Connectors

@Suite struct ConnectorCatalogueTests {
  @Test func `every option has its own name and a sentence`() {
    for connector in ConnectorCatalogue.descriptions {
      #expect(Set(connector.options.map(\.name)).count == connector.options.count)
      #expect(connector.summary.hasSuffix("."))
      for option in connector.options {
        #expect(option.summary.hasSuffix("."), "\(connector.name).\(option.name)")
      }
    }
    #expect(ConnectorCatalogue.descriptions.map(\.name) == ["files", "print", "blackhole"])
  }

  @Test func `other connectors of records get the formats' options once`() {
    let topic = ConnectorDescription(
      name: "topic", summary: "A topic.", isSource: true, isSink: true, bounds: .unbounded,
      takesDeletions: true, takesChanges: false, formats: [],
      options: [
        OptionDescription("topic", .text, "Name."), OptionDescription("null", .text, "Own."),
      ])
    let described = ConnectorCatalogue.addingFormatOptions(to: topic)
    #expect(described.formats == ["json", "csv"])
    #expect(described.options.filter { $0.name == "null" }.map(\.summary) == ["Own."])
    #expect(described.options.contains { $0.name == "timestamp_unit" })
  }

  @Test func `decoders follow their options`() throws {
    let columns = [DecodedColumn("a", .timestamp), DecodedColumn("b", .text)]
    let json = try ConnectorCatalogue.makeDecoder(
      format: "json", options: ["timestamp_unit": .text("ms")], columns: columns, zone: .utc)
    #expect(json.decode(block(#"{"a":1000}"#)).texts == [["1970-01-01 00:00:01", nil]])
    let csv = try ConnectorCatalogue.makeDecoder(
      format: "csv",
      options: [
        "delimiter": .text("\\t"), "quote": .text(""), "header": .boolean(false),
        "null": .text("-"),
      ], columns: columns, zone: .utc)
    #expect(csv.decode(block("-\t\"x")).texts == [[nil, "\"x"]])
  }

  @Test func `wrong options are refused by name`() {
    func message(_ format: String, _ options: [String: OptionValue]) -> String? {
      let error = #expect(throws: ConnectorError.self) {
        _ = try ConnectorCatalogue.makeDecoder(
          format: format, options: options, columns: [], zone: .utc)
      }
      #expect(error?.kind == .configuration)
      return error?.message
    }
    #expect(
      message("csv", ["delimiter": .text("ab")])
        == "option delimiter cannot be 'ab': expected one ASCII character, or \\t for a tab")
    #expect(
      message("csv", ["quote": .text(",")]) == "option quote cannot be ',': it is the delimiter")
    #expect(message("xml", [:]) == "option format cannot be 'xml': expected json or csv")
    #expect(message("json", ["timestamp_unit": .text("h")])?.contains("timestamp_unit") == true)
    #expect(throws: ConnectorError.self) { try FilesSource(options: ["format": .text("json")]) }
    #expect(throws: ConnectorError.self) {
      try FilesSink(
        options: ["path": .text("x"), "folder": .text("%Y")],
        encoder: JSONRecordEncoder(names: ["a"], zone: .utc), names: ["a"])
    }
  }

  @Test func `files are read as their options say`() throws {
    let folder = TemporaryFolder()
    folder.write("a.csv", "id;name\n1;x\n")
    let options: [String: OptionValue] = [
      "path": .text(folder.path), "format": .text("csv"), "delimiter": .text(";"),
      "line_limit": .byteCount(100),
    ]
    let source = try FilesSource(options: options)
    #expect(source.isBounded)
    #expect(try readAll(source) == ["1;x"])
  }
}
