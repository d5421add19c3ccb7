import Columnar

/// The event times of a chunk that lies in a file, in µs.
struct FileTimes: Sendable {
  var table: Int
  var partition: Int
  var file: String
  var times: ClosedRange<Int64>

  /// Nil where the chunk is of no file, or has no row with an event time.
  init?(_ chunk: TableChunk, _ times: Column?) {
    guard let file = chunk.chunk.fileName, let times, times.count > 0 else { return nil }
    var (least, greatest) = (Int64.max, Int64.min)
    let words = times.words
    for row in 0..<times.count {
      least = min(least, words[row])
      greatest = max(greatest, words[row])
    }
    if least == .min { return nil }
    (table, partition, self.file) = (chunk.table, chunk.chunk.partition, file)
    self.times = least...greatest
  }
}

/// Whether the files of one partition, which are read one behind the other, overlap in time by more than the
/// watermark's delay: then whatever the later ones hold of that time is late.
struct FileOverlap {
  private let delay: Int64
  private var current: (file: String, end: Int64)?
  /// The earlier file that reaches furthest.
  private var furthest: (file: String, end: Int64)?
  /// An earlier file and a later one that begins before the earlier ends.
  private(set) var found: (earlier: String, later: String)?

  init(delay: Int64) { self.delay = delay }

  /// Takes the times of the next chunk.
  mutating func add(_ chunk: FileTimes) {
    if let done = current, done.file != chunk.file {
      if done.end > furthest?.end ?? .min { furthest = done }
      current = nil
    }
    current = (chunk.file, max(current?.end ?? .min, chunk.times.upperBound))
    guard found == nil, let furthest else { return }
    let limit = furthest.end.subtractingReportingOverflow(delay)
    if !limit.overflow, chunk.times.lowerBound < limit.partialValue {
      found = (furthest.file, chunk.file)
    }
  }
}
