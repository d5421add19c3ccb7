import Dataflow
import Glibc

/// Cuts a file whose records only show when it is read in order: compressed files, and CSV, where a line's end may
/// belong to a field. The chunks hold their bytes.
final class SequentialCutter: FileCutter {
  private let file: OpenFile
  private let taken: TakenFile
  private let splitter: RecordSplitter
  private let stream: ByteStream
  private(set) var position: Int64
  /// Bytes behind `position` that were read and not yet cut.
  private let pending = RecordBlock()
  private var isAtEnd = false
  private var byteCount: Int64 = 0
  private var recordCount: Int64 = 0
  private var overlong: Overlong?
  private var lines: LinesBefore

  var bytesPerRecord: Int { recordCount == 0 ? 100 : max(1, Int(byteCount / recordCount)) }

  init(
    _ file: OpenFile, _ taken: TakenFile, _ splitter: RecordSplitter, from position: Int64,
    lines: LineIndex
  ) throws {
    self.lines = LinesBefore(index: lines, start: max(position, taken.bodyStart))
    self.file = file
    self.taken = taken
    self.splitter = splitter
    stream = try ByteStream(file)
    // What lies before the body is cut with the first chunk but is no record.
    self.position = position
    try stream.skip(max(position, taken.bodyStart))
  }

  func next(rowLimit: Int?, end: Int64, isFinal: Bool) throws -> CutChunk? {
    let bodyPlace = max(position, taken.bodyStart)
    guard bodyPlace < end || position < end else { return nil }
    if let overlong { return try passOverlong(overlong, from: bodyPlace, isFinal: isFinal) }
    var wanted = rowLimit == nil ? chunkByteCount : 64 << 10
    while true {
      try fill(wanted)
      let limit = Int(min(Int64(pending.byteCount), end - bodyPlace))
      let isLast =
        (isAtEnd && isFinal && limit == pending.byteCount) || bodyPlace + Int64(limit) == end
      pending.removeSpans()
      let cut = splitter.split(
        pending, from: 0, to: limit, origin: taken.base + bodyPlace,
        rowLimit: rowLimit ?? .max, isFinal: isLast)
      let isFull = rowLimit.map { pending.count >= $0 } ?? (cut > 0)
      if isFull || isLast || (isAtEnd && cut > 0) { return take(cut, from: bodyPlace) }
      if isAtEnd { return nil }
      if cut == 0, pending.byteCount > splitter.lineLimit {
        let kept = min(splitter.lineLimit, RecordSplitter.keptOfOverlong)
        let begun = Overlong(
          kept: Array(UnsafeBufferPointer(start: pending.bytes, count: kept)), passed: 0,
          lines: lines)
        return try passOverlong(begun, from: bodyPlace, isFinal: isFinal)
      }
      wanted = pending.byteCount + chunkByteCount
    }
  }

  private func fill(_ wanted: Int) throws {
    guard pending.byteCount < wanted else { return }
    pending.reserve(wanted)
    let room = UnsafeMutableRawBufferPointer(
      start: pending.bytes + pending.byteCount, count: wanted - pending.byteCount)
    let got = try stream.read(into: room)
    // A file that grows may have more the next time.
    isAtEnd = got < room.count
    pending.byteCount += got
    pending.seal()
  }

  private func take(_ cut: Int, from place: Int64) -> CutChunk? {
    let records = pending.count
    guard cut > 0 || place > position else { return nil }
    let bytes = Array(UnsafeBufferPointer(start: pending.bytes, count: cut))
    defer { drop(cut) }
    byteCount += Int64(cut)
    recordCount += Int64(records)
    return chunk(bytes, place, to: place + Int64(cut), records: records, isOverlong: false)
  }

  /// Goes on behind so many pending bytes.
  private func drop(_ count: Int) {
    lines.cut += LineIndex.lineEnds(UnsafeRawBufferPointer(start: pending.bytes, count: count))
    pending.dropFirst(count)
  }

  private func chunk(
    _ bytes: [UInt8], _ place: Int64, to end: Int64, records: Int, isOverlong: Bool
  ) -> CutChunk {
    let chunk = HeldChunk(
      file: file, taken: taken, splitter: splitter, range: position..<end, bytesStart: place,
      bytes: bytes, lines: overlong?.lines ?? lines, isOverlong: isOverlong)
    position = end
    return CutChunk(chunk: chunk, records: records)
  }

  /// A record beyond the limit: its first bytes, and nothing of the rest up to the next line's end, quoted or not.
  private func passOverlong(_ begun: Overlong, from place: Int64, isFinal: Bool) throws -> CutChunk?
  {
    var begun = begun
    while true {
      if let found = memchr(pending.bytes, 10, pending.byteCount) {
        let cut = UnsafeRawPointer(found) - UnsafeRawPointer(pending.bytes) + 1
        return finish(begun, from: place, dropping: cut)
      }
      if isAtEnd && isFinal { return finish(begun, from: place, dropping: pending.byteCount) }
      begun.passed += Int64(pending.byteCount)
      drop(pending.byteCount)
      overlong = begun
      try fill(chunkByteCount)
      if isAtEnd && pending.byteCount == 0 && !isFinal { return nil }
    }
  }

  private func finish(_ begun: Overlong, from place: Int64, dropping count: Int) -> CutChunk {
    overlong = begun
    defer {
      overlong = nil
      drop(count)
    }
    return chunk(
      begun.kept, place, to: place + begun.passed + Int64(count), records: 1, isOverlong: true)
  }

  /// A record beyond the limit whose end has not been seen.
  private struct Overlong {
    var kept: [UInt8]
    /// Its bytes that are not pending any more.
    var passed: Int64
    /// Before its first byte.
    let lines: LinesBefore
  }
}

extension RecordBlock {
  /// Forgets the records; the bytes stay.
  fileprivate func removeSpans() {
    let kept = byteCount
    removeAll()
    byteCount = kept
  }

  fileprivate func dropFirst(_ dropped: Int) {
    memmove(bytes, bytes + dropped, byteCount - dropped)
    byteCount -= dropped
    seal()
  }
}

/// Whole records of a file, read already.
struct HeldChunk: Chunk {
  let file: OpenFile
  let taken: TakenFile
  let splitter: RecordSplitter
  /// Places of the file.
  let range: Range<Int64>
  /// The place of the first byte: behind the header in a file's first chunk.
  let bytesStart: Int64
  let bytes: [UInt8]
  /// Before the first byte.
  let lines: LinesBefore
  /// One record, of which these are the first bytes.
  let isOverlong: Bool

  var partition: Int { taken.partition }
  var fileName: String? { file.path }
  var offsets: Range<Int64> { taken.base + range.lowerBound..<taken.base + range.upperBound }

  func load(into block: RecordBlock) throws {
    block.fileName = file.path
    block.header = taken.header
    block.linesBefore = { [lines] in try lines.count() }
    block.reserve(bytes.count)
    UnsafeMutableRawBufferPointer(start: block.bytes, count: bytes.count).copyBytes(from: bytes)
    block.byteCount = bytes.count
    block.seal()
    let origin = taken.base + bytesStart
    if isOverlong { return splitter.addOverlong(block, 0, origin) }
    _ = splitter.split(block, from: 0, to: bytes.count, origin: origin, isFinal: true)
  }
}
