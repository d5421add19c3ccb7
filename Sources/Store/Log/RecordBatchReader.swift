import Columnar
import Compression
import Dataflow

/// Unpacks stored batches straight into record blocks. Belongs to one thread.
final class RecordBatchReader {
  private let decompressor = ZstandardDecompressor()
  private var spans: [UInt8] = []

  struct Damage: Error {
    var reason: String
  }

  /// Appends the records of a batch whose offsets are in `wanted`. Throws `Damage`.
  func append(
    spans frame: UnsafeRawBufferPointer, content: UnsafeRawBufferPointer, count: Int,
    contentSize: Int, baseOffset: Int64, firstTimestamp: Int64, wanted: Range<Int64>,
    to block: RecordBlock
  ) throws {
    let hasKeys = try unpackSpans(frame, count: count)
    let start = block.byteCount
    block.reserve(start + contentSize)
    guard start + contentSize <= Int(Int32.max) else { throw Damage(reason: "too many bytes") }
    let room = UnsafeMutableRawBufferPointer(start: block.bytes + start, count: contentSize)
    guard try unpack(content, into: room) == contentSize else {
      throw Damage(reason: "fewer bytes than it says")
    }
    block.byteCount = start + contentSize
    if hasKeys || !block.keys.isEmpty {
      let missing = block.count - block.keys.count
      block.keys.append(contentsOf: repeatElement(0..<0, count: missing))
    }
    try spans.withUnsafeBytes { spans in
      try append(
        spans, count: count, hasKeys: hasKeys, start: start, contentSize: contentSize,
        baseOffset: baseOffset, firstTimestamp: firstTimestamp, wanted: wanted, to: block)
    }
  }

  private func append(
    _ spans: UnsafeRawBufferPointer, count: Int, hasKeys: Bool, start: Int, contentSize: Int,
    baseOffset: Int64, firstTimestamp: Int64, wanted: Range<Int64>, to block: RecordBlock
  ) throws {
    var valuesSize = 0
    for record in 0..<count {
      let length = spans.loadUnaligned(fromByteOffset: 1 + 4 * record, as: UInt32.self)
      if length != RecordBatchBuilder.absent { valuesSize += Int(length) }
    }
    let keyLengths = 1 + 4 * count
    let timestamps = keyLengths + (hasKeys ? 4 * count : 0)
    var valueAt = start
    var keyAt = start + valuesSize
    let end = start + contentSize
    guard keyAt <= end else { throw Damage(reason: "a value ends behind its batch") }
    for record in 0..<count {
      let length = spans.loadUnaligned(fromByteOffset: 1 + 4 * record, as: UInt32.self)
      let size = length == RecordBatchBuilder.absent ? 0 : Int(length)
      var key = 0..<0
      if hasKeys {
        let length = spans.loadUnaligned(fromByteOffset: keyLengths + 4 * record, as: UInt32.self)
        if length != RecordBatchBuilder.absent {
          guard keyAt + Int(length) <= end else {
            throw Damage(reason: "a key ends behind its batch")
          }
          // An empty range at 0 would be no key.
          key = length == 0 ? 1..<1 : keyAt..<keyAt + Int(length)
          keyAt += Int(length)
        }
      }
      let offset = baseOffset + Int64(record)
      if wanted.contains(offset) {
        block.append(RecordBlock.Span(start: UInt32(valueAt), length: length, offset: offset))
        let elapsed = spans.loadUnaligned(fromByteOffset: timestamps + 8 * record, as: Int64.self)
        block.timestamps.append(firstTimestamp &+ elapsed)
        if hasKeys || !block.keys.isEmpty { block.keys.append(key) }
      }
      valueAt += size
    }
  }

  /// Fills `spans`; returns whether there are keys.
  private func unpackSpans(_ frame: UnsafeRawBufferPointer, count: Int) throws -> Bool {
    let largest = 1 + 16 * count
    guard 0...RecordBatchBuilder.recordsMax ~= count else {
      throw Damage(reason: "too many records")
    }
    if spans.count < largest { spans = [UInt8](repeating: 0, count: largest) }
    let size = try spans.withUnsafeMutableBytes { try unpack(frame, into: $0) }
    let hasKeys = size > 0 && spans[0] == 1
    guard size == (hasKeys ? largest : 1 + 12 * count) else {
      throw Damage(reason: "its list of records has another length")
    }
    return hasKeys
  }

  private func unpack(
    _ frame: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) throws -> Int {
    do {
      return try decompressor.decompress(frame, into: room)
    } catch let error as CompressionError {
      throw Damage(reason: error.reason)
    }
  }
}
