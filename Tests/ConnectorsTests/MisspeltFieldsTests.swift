import Columnar
import Dataflow
import Testing

@testable import Connectors

@Suite struct MisspeltFieldsTests {
  /// Names in quotes, as the remarks have them, of the fields that were found.
  private func found(_ records: String..., columns: [DecodedColumn]) -> [String] {
    let decoder = JSONRecordDecoder(columns: columns, zone: .utc)
    return decoder.decode(block(records.map { Array($0.utf8) })).remarks.compactMap { remark in
      columns.indices.compactMap { number in
        let words = remark.split(separator: "\"")
        return words.contains { $0.hasSuffix(columns[number].name) }
          ? "\(columns[number].name): \(words[columns[number].path.count == 1 ? 3 : 1])" : nil
      }.first
    }
  }

  private let order = DecodedColumn("dateorder", .text)

  @Test func `a field that differs only in case is found, once for a column`() {
    #expect(
      found(#"{"dateOrder":"x"}"#, #"{"DATEORDER":"x"}"#, columns: [order])
        == ["dateorder: dateOrder"])
    #expect(
      found(
        #"{"a":"\"{","b":[{"dateOrder":1}],"c":{"dateOrder":1}, "dateOrder" : null }"#,
        columns: [order]) == ["dateorder: dateOrder"])
  }

  @Test func `fields that are read, elsewhere, or missing say nothing`() {
    #expect(found(#"{"dateorder":"x","dateOrder":"y"}"#, columns: [order]) == [])
    #expect(found(#"{"a":{"dateOrder":1},"b":[{"dateOrder":2}]}"#, columns: [order]) == [])
    #expect(found(#"{"a":"dateOrder","b":"{\"dateOrder\":1}"}"#, columns: [order]) == [])
    #expect(found(#"{}"#, #"{"other":1}"#, columns: [order]) == [])
    #expect(found(#"{"dateOrder":1"#, columns: [order]) == [])
    let other = DecodedColumn("dateOrder", .text)
    #expect(found(#"{"dateOrder":"x"}"#, columns: [order, other]) == [])
  }

  @Test func `nested fields are found on their way`() {
    let city = DecodedColumn(name: "city", path: ["place", "city"], type: .text)
    #expect(found(#"{"place":{"City":"Oslo"}}"#, columns: [city]) == ["city: City"])
    #expect(found(#"{"Place":{"city":"Oslo"}}"#, columns: [city]) == ["city: Place"])
    #expect(found(#"{"other":{"City":"Oslo"},"City":1}"#, columns: [city]) == [])
  }

  @Test func `only the first records that lack the field are looked at`() {
    let without = Array(repeating: #"{"a":1}"#, count: 16)
    let decoder = JSONRecordDecoder(columns: [order], zone: .utc)
    let records = without + [#"{"dateOrder":"x"}"#]
    #expect(decoder.decode(block(records.map { Array($0.utf8) })).remarks == [])
  }
}
