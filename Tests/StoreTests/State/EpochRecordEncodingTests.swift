import Dataflow
import Testing

@testable import Store

@Suite struct EpochRecordEncodingTests {
  @Test func `a record of version 1 is read: its watermarks are those of its events`() throws {
    var written = record(4)
    written.tables[0].watermark = 7
    written.tables[0].eventWatermark = 5
    var bytes = written.encoded()
    #expect(try EpochRecord(encoded: bytes) == written)
    // Behind the event watermark, one byte, stand the end mark and the memory of 3 bytes with its length.
    #expect(bytes.suffix(6) == [10, 0, 3, 1, 2, 3])
    bytes.remove(at: bytes.count - 6)
    bytes[0] = 1
    written.tables[0].eventWatermark = 7
    #expect(try EpochRecord(encoded: bytes) == written)
    bytes[0] = 3
    #expect(throws: StateDecodingError.self) { try EpochRecord(encoded: bytes) }
  }
}
