/// A block's records as text, in the block's order.
final class RenderedBlock: Sendable {
  let events: EventBlock
  /// The records one after the other, each with its newline.
  let text: [UInt8]
  /// Where each record's line ends in `text`, its newline included.
  let ends: [Int]
  /// The message keys, one after the other; empty where the stream has none.
  let keys: [UInt8]
  let keyEnds: [Int]
  /// The ids as JSON values, of deviating records only (of corrupted ones as they were before); by place in the block.
  let ids: [Int: [UInt8]]
  /// CRC-32 (the zlib polynomial) of each record's bytes without the newline.
  let checksums: [UInt32]

  init(
    _ events: EventBlock, text: [UInt8], ends: [Int], keys: [UInt8], keyEnds: [Int],
    ids: [Int: [UInt8]], checksums: [UInt32]
  ) {
    (self.events, self.text, self.ends, self.ids) = (events, text, ends, ids)
    (self.keys, self.keyEnds, self.checksums) = (keys, keyEnds, checksums)
  }

  /// The bytes of a record's line in `text`, without its newline.
  func line(_ record: Int) -> Range<Int> {
    (record == 0 ? 0 : ends[record - 1])..<(ends[record] - 1)
  }

  /// The bytes of a record's key in `keys`.
  func key(_ record: Int) -> Range<Int> {
    (record == 0 ? 0 : keyEnds[record - 1])..<keyEnds[record]
  }
}
