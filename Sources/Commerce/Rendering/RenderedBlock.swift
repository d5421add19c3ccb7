/// A block's records as text, in the block's order. Pointers are valid while the block lives.
final class RenderedBlock {
  let events: EventBlock
  /// The records one after the other, each with its newline.
  private(set) var text: [UInt8] = []
  /// Where each record's line ends in `text`, its newline included.
  private(set) var ends: [Int] = []
  /// The message keys, one after the other; empty where the stream has none.
  private(set) var keys: [UInt8] = []
  private(set) var keyEnds: [Int] = []
  /// The ids as JSON values, of deviating records only (of corrupted ones as they were before); by place in the block.
  private(set) var ids: [Int: [UInt8]] = [:]
  /// CRC-32 (the zlib polynomial) of each record's bytes without the newline.
  private(set) var checksums: [UInt32] = []

  init(_ events: EventBlock) { self.events = events }

  /// Adds the next record: `line` is its text without a newline.
  func append(line: [UInt8], key: [UInt8]?, id: [UInt8]?, checksum: UInt32) {
    if let id { ids[ends.count] = id }
    text += line
    text.append(UInt8(ascii: "\n"))
    ends.append(text.count)
    keys += key ?? []
    keyEnds.append(keys.count)
    checksums.append(checksum)
  }

  func line(_ record: Int) -> Range<Int> {
    (record == 0 ? 0 : ends[record - 1])..<(ends[record] - 1)
  }

  func key(_ record: Int) -> Range<Int> {
    (record == 0 ? 0 : keyEnds[record - 1])..<keyEnds[record]
  }
}
