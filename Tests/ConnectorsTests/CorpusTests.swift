import Columnar
import Dataflow
import Testing

@testable import Connectors

@Suite struct CorpusTests {
  @Test(arguments: [false, true])
  func `JSON is accepted exactly where Python accepts it`(exactOnly: Bool) throws {
    let corpus = try JudgedRecord.all("json.tsv")
    #expect(corpus.count > 1000)
    let decoder = JSONRecordDecoder(columns: [DecodedColumn("zzz", .bigint)], zone: .utc)
    if exactOnly { decoder.useExactParserOnly() }
    for record in corpus {
      let decoded = decoder.decode(block([record.bytes]))
      #expect(
        decoded.faults.isEmpty == record.isAccepted,
        "\(String(decoding: record.bytes, as: UTF8.self)): \(decoded.faults)")
      #expect(decoded.rowCount + decoded.faults.count == 1)
    }
  }

  @Test func `values are what Python reads, the last of duplicate keys`() throws {
    let texts = JSONRecordDecoder(columns: [DecodedColumn("a", .text)], zone: .utc)
    let integers = JSONRecordDecoder(columns: [DecodedColumn("a", .bigint)], zone: .utc)
    var compared = 0
    for record in try JudgedRecord.all("json.tsv") where record.isAccepted {
      let note = Comment(rawValue: String(decoding: record.bytes, as: UTF8.self))
      if record.value.hasPrefix("s:") {
        let decoded = texts.decode(block([record.bytes]))
        #expect(decoded.faults.isEmpty, note)
        let expected = JudgedRecord.bytes(record.value.dropFirst(2))
        #expect(decoded.rowCount == 1 && Array(decoded.columns[0].slice(0)) == expected, note)
        compared += 1
      } else if record.value.hasPrefix("i:") {
        let decoded = integers.decode(block([record.bytes]))
        #expect(decoded.texts == [[String(record.value.dropFirst(2))]], note)
        compared += 1
      }
    }
    #expect(compared > 50)
  }

  @Test func `CSV falls into fields exactly as Python's strict reader has it`() throws {
    var fields = CSVFields(CSVDialect())
    let corpus = try JudgedRecord.all("csv.tsv")
    #expect(corpus.count > 300)
    for record in corpus {
      record.bytes.withUnsafeBufferPointer { bytes in
        let note = Comment(rawValue: String(decoding: bytes, as: UTF8.self))
        var isValid = String(validating: bytes, as: UTF8.self) != nil
        if isValid { isValid = fields.split(bytes) == nil }
        #expect(isValid == record.isAccepted, note)
        if !isValid || !record.isAccepted { return }
        let found = fields.fields.map { field in fields.withBytes(field, of: bytes) { Array($0) } }
        let expected = record.value.split(separator: ",", omittingEmptySubsequences: false)
        #expect(found == expected.map { JudgedRecord.bytes($0) }, note)
      }
    }
  }
}
