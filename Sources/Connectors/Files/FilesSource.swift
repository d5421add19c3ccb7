import Compression
import Dataflow
import Glibc

/// Files of records as a table's input: a file, a folder or a glob; plain, gzip or Zstandard.
///
/// In name order the files form partition 0, one behind the other; an offset is a byte of their uncompressed text. With
/// `partitionByFile` each is a partition of its own, numbered as they are taken. The order in which files were taken is
/// kept in `memory`: new ones go last, and one that was read must not change.
public final class FilesSource: Source {
  public struct Settings: Sendable {
    /// A file, a folder or a glob.
    public var path: String
    public var shape: RecordShape
    public var partitionByFile = false
    /// Wait for new files, and for new lines of the last one, instead of ending.
    public var follow = false
    /// In bytes; a longer record is a fault, of which the first bytes are kept. At most 1 GiB.
    public var lineLimit = 16 << 20

    public init(path: String, shape: RecordShape) {
      self.path = path
      self.shape = shape
    }
  }

  private let settings: Settings
  private let splitter: RecordSplitter
  private var files: [TakenFile] = []
  private var cursors: [PartitionCursor] = []
  /// Listed and not yet taken, in order.
  private var waiting: [String] = []
  private var known: Set<String> = []
  private var watch: FolderWatch?
  /// By path.
  private var lineIndexes: [String: LineIndex] = [:]

  public init(_ settings: Settings) {
    precondition(1...(1 << 30) ~= settings.lineLimit, "a line limit is at most 1 GiB")
    self.settings = settings
    splitter = RecordSplitter(shape: settings.shape, lineLimit: settings.lineLimit)
  }

  public var isBounded: Bool { !settings.follow }
  public var memory: [UInt8] { TakenFiles.encode(files) }

  public func open(positions: [Int: Int64], memory: [UInt8], wake: Wake) throws {
    files = try TakenFiles.decode(memory)
    for file in files { try file.checkUnchanged(FileState(path: file.path)) }
    known = Set(files.map(\.path))
    cursors = (0..<(files.map { $0.partition + 1 }.max() ?? 0)).map { partition in
      var cursor = PartitionCursor(partition: partition)
      cursor.files = files.indices.filter { files[$0].partition == partition }
      return cursor
    }
    for index in cursors.indices { try place(&cursors[index], positions) }
    if !settings.partitionByFile && cursors.isEmpty { cursors = [PartitionCursor(partition: 0)] }
    try list()
    if settings.follow {
      watch = FolderWatch(FileListing(path: settings.path).watchedFolder, wake)
    } else if files.isEmpty && waiting.isEmpty {
      throw ConnectorError(
        .unavailable, "no file matches \(settings.path)",
        help: "names that begin with '.' or '_' are left out")
    }
  }

  /// Sets a cursor to the file in which the next record lies.
  private func place(_ cursor: inout PartitionCursor, _ positions: [Int: Int64]) throws {
    guard let last = cursor.files.last else { return }
    let position = positions[cursor.partition] ?? files[last].position
    guard let current = cursor.files.lastIndex(where: { files[$0].base <= position }),
      position <= files[cursor.files[current]].position
    else {
      throw ConnectorError(
        .offsetsGone, "\(settings.path): offset \(position) lies in no file that was read",
        help: "start the pipeline anew with --from-scratch")
    }
    cursor.current = current
    let index = cursor.files[current]
    if position < files[index].position { files[index].isComplete = false }
    files[index].used = position - files[index].base
  }

  private func list() throws {
    for path in try FileListing(path: settings.path).paths() where known.insert(path).inserted {
      waiting.append(path)
    }
  }

  public func gather(_ limits: EpochLimits) throws -> Gathered {
    if settings.follow { try list() }
    if settings.partitionByFile {
      while !waiting.isEmpty {
        cursors.append(PartitionCursor(partition: cursors.count))
        guard try takeNext(&cursors[cursors.count - 1]) else {
          cursors.removeLast()
          break
        }
      }
    }
    var budget = Budget(limits)
    var chunks = [[any Chunk]](repeating: [], count: cursors.count)
    var atEnd = [Bool](repeating: false, count: cursors.count)
    // A chunk of each in turn, so that no partition's watermark stays behind the others'.
    while !budget.isSpent, atEnd.contains(false) {
      for index in cursors.indices where !atEnd[index] && !budget.isSpent {
        if let cut = try nextChunk(&cursors[index], budget) {
          chunks[index].append(cut.chunk)
          budget.spend(cut)
        } else {
          atEnd[index] = true
        }
      }
    }
    let ended = !atEnd.contains(false)
    return Gathered(
      chunks: Array(chunks.joined()), isFinished: isBounded && ended,
      partitionsAtEnd: isBounded ? [] : cursors.indices.filter { atEnd[$0] })
  }

  /// Nil where the partition has nothing more now.
  private func nextChunk(_ cursor: inout PartitionCursor, _ budget: Budget) throws -> CutChunk? {
    while true {
      guard let index = cursor.index else {
        guard !settings.partitionByFile, try takeNext(&cursor) else { return nil }
        continue
      }
      let isFinal = isFinal(cursor, index)
      if !files[index].isComplete {
        let cutter = try cursor.cutter ?? makeCutter(files[index], from: files[index].used)
        cursor.cutter = cutter
        if files[index].mayGrow { files[index].state = try currentState(index) }
        let cut = try cutter.next(rowLimit: budget.rowLimit, end: .max, isFinal: isFinal)
        files[index].used = cutter.position
        if let cut { return cut }
        if !isFinal { return nil }
        try complete(index)
      }
      cursor.cutter = nil
      guard cursor.current + 1 < cursor.files.count || !settings.partitionByFile else { return nil }
      if cursor.current + 1 < cursor.files.count {
        cursor.current += 1
      } else if try !takeNext(&cursor) {
        return nil
      }
    }
  }

  /// Whether a file's last line counts although it has no end.
  private func isFinal(_ cursor: PartitionCursor, _ index: Int) -> Bool {
    if !files[index].mayGrow { return true }
    if settings.partitionByFile { return isBounded }
    return isBounded || cursor.current + 1 < cursor.files.count || !waiting.isEmpty
  }

  private func currentState(_ index: Int) throws -> FileState {
    let now = FileState(path: files[index].path)
    try files[index].checkUnchanged(now)
    return now ?? files[index].state
  }

  private func complete(_ index: Int) throws {
    guard let now = FileState(path: files[index].path), now == files[index].state else {
      throw files[index].changed("has changed")
    }
    files[index].isComplete = true
  }

  /// Takes the next waiting file into a partition; false where there is none, or it has no whole header yet.
  private func takeNext(_ cursor: inout PartitionCursor) throws -> Bool {
    guard let path = waiting.first else { return false }
    let file = try OpenFile(path)
    let isPlain = try ByteStream.format(file) == nil
    let mayGrow = settings.follow && isPlain
    guard let head = try FileHead(file, splitter, isWhole: !mayGrow || waiting.count > 1) else {
      return false
    }
    waiting.removeFirst()
    files.append(
      TakenFile(
        path: path, state: try file.state(), partition: cursor.partition,
        base: cursor.files.last.map { files[$0].position } ?? 0, used: 0,
        bodyStart: head.bodyStart, isComplete: false, mayGrow: mayGrow, header: head.header))
    cursor.files.append(files.count - 1)
    cursor.current = cursor.files.count - 1
    return true
  }

  private func makeCutter(_ taken: TakenFile, from position: Int64) throws -> any FileCutter {
    let file = try OpenFile(taken.path)
    let index = lineIndexes[taken.path] ?? LineIndex(path: taken.path)
    lineIndexes[taken.path] = index
    if settings.shape == .lines, try ByteStream.format(file) == nil {
      return try RangeCutter(file, taken, splitter, from: position, lines: index)
    }
    return try SequentialCutter(file, taken, splitter, from: position, lines: index)
  }

  public func replay(_ ranges: [PartitionRange]) throws -> [any Chunk] {
    var chunks: [any Chunk] = []
    for range in ranges {
      var next = range.offsets.lowerBound
      for file in files where file.partition == range.partition {
        guard next < range.offsets.upperBound, file.base <= next else { break }
        let end = min(range.offsets.upperBound, file.position)
        guard next < end else { continue }
        let cutter = try makeCutter(file, from: next - file.base)
        while cutter.position < end - file.base,
          let cut = try cutter.next(
            rowLimit: nil, end: end - file.base, isFinal: file.isComplete || !file.mayGrow)
        {
          chunks.append(cut.chunk)
        }
        next = file.base + cutter.position
      }
      if next < range.offsets.upperBound {
        throw ConnectorError(
          .offsetsGone, "\(settings.path): offsets from \(next) on are in no file that was read",
          help: "start the pipeline anew with --from-scratch")
      }
    }
    return chunks
  }

  public var partitions: [PartitionStatus] {
    cursors.map { cursor in
      let position = cursor.index.map { files[$0].position } ?? 0
      var end: Int64?
      if waiting.isEmpty, let index = cursor.index, cursor.current + 1 == cursor.files.count {
        end = files[index].isComplete ? position : cursor.plainEnd(files[index])
      }
      return PartitionStatus(partition: cursor.partition, position: position, end: end)
    }
  }

  public func close() {
    watch?.stop()
    watch = nil
    for index in cursors.indices { cursors[index].cutter = nil }
  }
}

/// Where one partition stands.
private struct PartitionCursor {
  let partition: Int
  /// Indices of its taken files, in order.
  var files: [Int] = []
  /// Which of them is being read.
  var current = 0
  var cutter: (any FileCutter)?

  init(partition: Int) { self.partition = partition }

  var index: Int? { current < files.count ? files[current] : nil }

  /// Known only where the bytes are not compressed.
  func plainEnd(_ file: TakenFile) -> Int64? {
    cutter is RangeCutter ? file.base + max(file.state.size, file.used) : nil
  }
}

/// What an epoch may still take.
private struct Budget {
  private var rows: Int
  private var bytes: Int
  private let countsRows: Bool

  /// Up to so many rows the limit is exact.
  private static let exactRowsMax = 100_000

  init(_ limits: EpochLimits) {
    rows = limits.rows
    bytes = limits.bytes
    countsRows = limits.rows <= Budget.exactRowsMax
  }

  var isSpent: Bool { rows <= 0 || bytes <= 0 }
  var rowLimit: Int? { countsRows ? rows : nil }

  mutating func spend(_ cut: CutChunk) {
    rows -= cut.records
    bytes -= cut.chunk.offsets.count
  }
}
