import Dataflow
import Glibc

/// Cuts an uncompressed file of lines into ranges of bytes, without reading them: the workers do.
final class RangeCutter: FileCutter {
  private let file: OpenFile
  private let taken: TakenFile
  private let splitter: RecordSplitter
  private let lines: LineIndex
  private(set) var position: Int64
  let bytesPerRecord: Int

  init(
    _ file: OpenFile, _ taken: TakenFile, _ splitter: RecordSplitter, from position: Int64,
    lines: LineIndex
  ) throws {
    self.lines = lines
    self.file = file
    self.taken = taken
    self.splitter = splitter
    self.position = position
    let sample = RecordBlock(capacity: 64 << 10)
    sample.byteCount = try file.read(
      into: UnsafeMutableRawBufferPointer(start: sample.bytes, count: sample.capacity), at: 0)
    sample.seal()
    _ = splitter.split(sample, from: 0, to: sample.byteCount, origin: 0, isFinal: true)
    bytesPerRecord = max(1, sample.byteCount / max(1, sample.count))
  }

  func next(rowLimit: Int?, end: Int64, isFinal: Bool) throws -> CutChunk? {
    let size = try file.state().size
    if size < position { throw taken.changed("was cut") }
    let limit = min(end, isFinal ? size : try lastLineEnd(size))
    guard position < limit else { return nil }
    var (to, records) = (min(limit, position + Int64(chunkByteCount)), 0)
    if let rowLimit {
      (to, records) = try countRecords(rowLimit, limit: limit)
    } else {
      records = max(1, Int(to - position) / bytesPerRecord)
    }
    let chunk = RangeChunk(
      file: file, taken: taken, splitter: splitter, range: position..<to,
      readEnd: isFinal ? size : limit, lines: lines)
    position = to
    return CutChunk(chunk: chunk, records: records)
  }

  /// Where the line after the last complete one begins.
  private func lastLineEnd(_ size: Int64) throws -> Int64 {
    let window = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { window.deallocate() }
    var end = size
    while end > position {
      let from = max(position, end - Int64(window.count))
      let part = UnsafeMutableRawBufferPointer(rebasing: window[..<Int(end - from)])
      let got = try file.read(into: part, at: from)
      if let found = part[..<got].lastIndex(of: UInt8(ascii: "\n")) {
        return from + Int64(found) + 1
      }
      end = from
    }
    return position
  }

  /// The end of the lines that begin from here on, as many as `rowLimit` and a chunk's size allow.
  private func countRecords(_ rowLimit: Int, limit: Int64) throws -> (end: Int64, records: Int) {
    let block = RecordBlock(capacity: 64 << 10)
    let chunkEnd = min(limit, position + Int64(chunkByteCount))
    var at = max(position, taken.bodyStart)
    // Unless a line begins right here, the one before it reaches into this chunk.
    if position > taken.bodyStart { at = try newline(from: position - 1, chunkEnd) }
    var window = 64 << 10
    var records = 0
    while at < chunkEnd, records < rowLimit {
      block.removeAll()
      block.reserve(window)
      let wanted = Int(min(Int64(window), limit - at))
      block.byteCount = try file.read(
        into: UnsafeMutableRawBufferPointer(start: block.bytes, count: wanted), at: at)
      block.seal()
      let reachesLimit = at + Int64(block.byteCount) >= limit
      let consumed = splitter.split(
        block, from: 0, to: block.byteCount, origin: at, rowLimit: rowLimit - records,
        isFinal: reachesLimit)
      records += block.count
      if consumed == 0 {
        // The rest of an overlong line may lie in chunks in which no line begins.
        if window > splitter.lineLimit {
          return (try newline(from: at, max(chunkEnd, at + 1)), records + 1)
        }
        window *= 2
      }
      at += Int64(consumed)
    }
    return (min(at, limit), records)
  }

  /// The place behind the next line's end, or the limit.
  private func newline(from start: Int64, _ limit: Int64) throws -> Int64 {
    let window = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { window.deallocate() }
    var at = start
    while at < limit {
      let got = try file.read(into: window, at: at)
      if got == 0 { break }
      if let base = window.baseAddress, let found = memchr(base, 10, got) {
        return min(limit, at + Int64(UnsafeRawPointer(found) - UnsafeRawPointer(base)) + 1)
      }
      at += Int64(got)
    }
    return limit
  }
}

/// The lines that begin in a range of a file.
struct RangeChunk: Chunk {
  let file: OpenFile
  let taken: TakenFile
  let splitter: RecordSplitter
  /// Places of the file.
  let range: Range<Int64>
  /// How far the last line may reach: the file's end when the chunk was cut.
  let readEnd: Int64
  let lines: LineIndex

  var partition: Int { taken.partition }
  var fileName: String? { file.path }
  var offsets: Range<Int64> { taken.base + range.lowerBound..<taken.base + range.upperBound }

  /// More than most lines are long, so that one read brings the last line's end too.
  private static let tail: Int64 = 4 << 10

  func load(into block: RecordBlock) throws {
    block.fileName = file.path
    // The byte before says whether a line begins at the range's first one.
    let first = range.lowerBound > taken.bodyStart ? range.lowerBound - 1 : taken.bodyStart
    block.linesBefore = { [lines] in try lines.lines(before: first) }
    guard first < range.upperBound else { return block.seal() }
    let wanted = min(readEnd, range.upperBound + RangeChunk.tail) - first
    block.reserve(Int(wanted))
    try read(block, Int(wanted), at: first)
    let rangeEnd = Int(range.upperBound - first)
    var start = 0
    if range.lowerBound > taken.bodyStart {
      guard let found = memchr(block.bytes, 10, rangeEnd) else { return }
      start = UnsafeRawPointer(found) - UnsafeRawPointer(block.bytes) + 1
      if start >= rangeEnd { return }
    }
    let origin = taken.base + first
    let next = splitter.split(
      block, from: start, to: rangeEnd, origin: origin, isFinal: false)
    if next < rangeEnd { try finishLastLine(block, from: next, first: first) }
  }

  /// Reads on for the line that begins in the range and ends behind it.
  private func finishLastLine(_ block: RecordBlock, from start: Int, first: Int64) throws {
    var scanned = start
    while true {
      let length = block.byteCount - scanned
      if let found = memchr(block.bytes + scanned, 10, length) {
        let end = UnsafeRawPointer(found) - UnsafeRawPointer(block.bytes) + 1
        return finish(block, start, end, first)
      }
      scanned = block.byteCount
      if scanned - start > splitter.lineLimit {
        return splitter.addOverlong(block, start, taken.base + first)
      }
      let left = Int(readEnd - first) - block.byteCount
      if left == 0 { return finish(block, start, scanned, first) }
      let more = min(left, max(64 << 10, scanned - start))
      block.reserve(block.byteCount + more)
      try read(block, more, at: first + Int64(block.byteCount))
    }
  }

  private func finish(_ block: RecordBlock, _ start: Int, _ end: Int, _ first: Int64) {
    _ = splitter.split(block, from: start, to: end, origin: taken.base + first, isFinal: true)
  }

  private func read(_ block: RecordBlock, _ count: Int, at place: Int64) throws {
    let room = UnsafeMutableRawBufferPointer(start: block.bytes + block.byteCount, count: count)
    guard try file.read(into: room, at: place) == count else { throw taken.changed("was cut") }
    block.byteCount += count
    block.seal()
  }
}
