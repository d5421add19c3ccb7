import Dataflow
import Glibc

/// On which line of a file a place lies: for the hidden column `file_line`, and only read where somebody asks.
///
/// It counts the line ends before a place from the nearest one that was asked for earlier. One index is shared by the
/// chunks of a file. `@unchecked Sendable`: guarded by the mutex.
final class LineIndex: @unchecked Sendable {
  private let path: String
  private let mutex = PosixMutex()
  /// Places that were asked for, rising, and the line ends before them.
  private var places: [(place: Int64, lines: Int64)] = [(0, 0)]

  init(path: String) { self.path = path }

  /// How many lines end before a place of the uncompressed file. Throws `ConnectorError`.
  func lines(before place: Int64) throws -> Int64 {
    try mutex.withLock {
      let above = places.partitionedIndex { $0.place > place }
      var known = places[above - 1]
      if known.place == place { return known.lines }
      let file = try OpenFile(path)
      let stream = try ByteStream(file)
      if stream.isCompressed { known = (0, 0) }
      try stream.skip(known.place)
      known.lines += try LineIndex.lineEnds(stream, count: place - known.place)
      places.insert((place, known.lines), at: above)
      return known.lines
    }
  }

  private static func lineEnds(_ stream: ByteStream, count: Int64) throws -> Int64 {
    let window = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { window.deallocate() }
    var left = count
    var lines: Int64 = 0
    while left > 0 {
      let room = UnsafeMutableRawBufferPointer(
        rebasing: window[..<Int(min(left, Int64(window.count)))])
      let got = try stream.read(into: room)
      if got == 0 { break }
      lines += lineEnds(UnsafeRawBufferPointer(rebasing: room[..<got]))
      left -= Int64(got)
    }
    return lines
  }

  static func lineEnds(_ bytes: UnsafeRawBufferPointer) -> Int64 {
    guard var at = bytes.baseAddress else { return 0 }
    let end = at + bytes.count
    var lines: Int64 = 0
    while at < end, let found = memchr(at, 10, end - at) {
      lines += 1
      at = UnsafeRawPointer(found) + 1
    }
    return lines
  }
}

/// The lines before a chunk: those before the place where its cutter began, and those that it has cut since.
struct LinesBefore: Sendable {
  let index: LineIndex
  let start: Int64
  var cut: Int64 = 0

  func count() throws -> Int64 { try index.lines(before: start) + cut }
}

extension Array {
  /// The first index whose element fulfils a condition that all later ones fulfil too.
  fileprivate func partitionedIndex(where isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
