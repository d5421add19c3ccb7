import CSimdJSON
import Dataflow
import Glibc

/// How a file's bytes fall into records.
public enum RecordShape: Hashable, Sendable {
  /// A record a line.
  case lines
  /// CSV: a line's end inside a quoted field belongs to the field. Both are single bytes; without `quote` nothing is
  /// quoted. With `header` each file's first record names its columns.
  case csv(delimiter: UInt8, quote: UInt8?, header: Bool)
}

/// Finds records in bytes: without their line's end (`\n` or `\r\n`), blank ones left out.
struct RecordSplitter {
  var shape: RecordShape
  /// Longer records are kept as their first bytes only.
  var lineLimit: Int
  /// How much of an overlong record is kept.
  static let keptOfOverlong = 64 << 10

  /// Appends the spans of the records that begin in `bytes[from..<to]` of a block, up to `rowLimit` of them.
  ///
  /// `origin` is the partition's offset of the block's first byte. Reading behind the last byte is safe in a block. A
  /// last record without a line's end counts only where `isFinal`. Returns where the next record begins.
  func split(
    _ block: RecordBlock, from: Int, to: Int, origin: Int64, rowLimit: Int = .max, isFinal: Bool
  ) -> Int {
    if case .csv(let delimiter, let quote?, _) = shape,
      memchr(block.bytes + from, Int32(quote), to - from) != nil
    {
      return splitQuoted(
        block, from: from, to: to, origin: origin, rowLimit: rowLimit, isFinal: isFinal,
        delimiter: delimiter, quote: quote)
    }
    return splitLines(
      block, from: from, to: to, origin: origin, rowLimit: rowLimit, isFinal: isFinal)
  }

  private func splitLines(
    _ block: RecordBlock, from: Int, to: Int, origin: Int64, rowLimit: Int, isFinal: Bool
  ) -> Int {
    let bytes = UnsafePointer(block.bytes)
    let last = rowLimit == .max ? Int.max : block.count + rowLimit
    var start = from
    var at = from
    while at < to {
      var mask = millrace_match64(bytes + at, UInt8(ascii: "\n"))
      if to &- at < 64 { mask &= (1 << UInt64(to &- at)) &- 1 }
      while mask != 0 {
        let end = at &+ mask.trailingZeroBitCount
        mask &= mask &- 1
        add(block, bytes, start, end, origin)
        start = end &+ 1
        if block.count >= last { return start }
      }
      at &+= 64
    }
    guard isFinal, start < to else { return start }
    add(block, bytes, start, to, origin)
    return to
  }

  /// A quote opens a field only where one begins; inside, two of them are one.
  private func splitQuoted(
    _ block: RecordBlock, from: Int, to: Int, origin: Int64, rowLimit: Int, isFinal: Bool,
    delimiter: UInt8, quote: UInt8
  ) -> Int {
    let bytes = UnsafePointer(block.bytes)
    let last = rowLimit == .max ? Int.max : block.count + rowLimit
    var start = from
    var isQuoted = false
    var isFieldStart = true
    for at in from..<to {
      let byte = bytes[at]
      if isQuoted {
        // A doubled quote closes and opens again at once.
        if byte == quote {
          isQuoted = false
          isFieldStart = at + 1 < to && bytes[at + 1] == quote
        }
        continue
      }
      if byte == quote && isFieldStart {
        isQuoted = true
      } else if byte == UInt8(ascii: "\n") {
        add(block, bytes, start, at, origin)
        start = at + 1
        if block.count >= last { return start }
        isFieldStart = true
        continue
      }
      isFieldStart = byte == delimiter
    }
    guard isFinal, start < to else { return start }
    add(block, bytes, start, to, origin)
    return to
  }

  @inline(__always)
  private func add(
    _ block: RecordBlock, _ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ origin: Int64
  ) {
    if end &- start > lineLimit { return addOverlong(block, start, origin) }
    var end = end
    if end > start, bytes[end &- 1] == UInt8(ascii: "\r") { end &-= 1 }
    if end == start || (bytes[start] <= 0x20 && isBlank(bytes, start, end)) { return }
    block.append(
      RecordBlock.Span(
        start: UInt32(truncatingIfNeeded: start), length: UInt32(truncatingIfNeeded: end &- start),
        offset: origin &+ Int64(start)))
  }

  @inline(never)
  private func isBlank(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    for at in start..<end where bytes[at] != 0x20 && bytes[at] != 9 && bytes[at] != 13 {
      return false
    }
    return true
  }

  /// A record of which more than the limit is there, or is known to come.
  @inline(never)
  func addOverlong(_ block: RecordBlock, _ start: Int, _ origin: Int64) {
    let kept = min(lineLimit, RecordSplitter.keptOfOverlong)
    block.append(
      RecordBlock.Span(
        start: UInt32(truncatingIfNeeded: start),
        length: UInt32(kept) | RecordBlock.Span.overlongBit,
        offset: origin + Int64(start)))
  }
}
