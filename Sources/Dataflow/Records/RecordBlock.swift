import Columnar
import Glibc

/// Raw records of one partition, side by side in one reusable buffer: what a source loads and a format decodes.
///
/// One block belongs to one worker and is filled anew for every chunk. Behind the last byte lie at least 64 zero bytes,
/// so that vector loads may read past a record's end.
public final class RecordBlock {
  public private(set) var bytes: UnsafeMutablePointer<UInt8>
  public private(set) var capacity: Int
  /// Bytes in use.
  public var byteCount = 0
  public private(set) var count = 0
  private var spans: UnsafeMutablePointer<Span>
  private var spanCapacity: Int
  /// The records' own timestamps in the log, µs since 1970; empty where the log has none (files).
  public var timestamps: [Int64] = []
  /// Message keys as byte ranges of `bytes`; empty where the log has none. An empty range at 0 is no key.
  public var keys: [Range<Int>] = []
  /// Path of the file that the records come from.
  public var fileName: String?
  /// How many lines of that file end before the block's first byte; counted when it is asked for. Throws
  /// `ConnectorError`.
  public var linesBefore: (() throws -> Int64)?
  /// The header record of that file, for formats that have one (CSV); empty where there is none.
  public var header: [UInt8] = []

  /// Where one record lies, and its offset in the partition.
  public struct Span {
    public var start: UInt32
    public var length: UInt32
    public var offset: Int64
    /// A length that says: this record is longer than the limit and only its first bytes are here.
    public static let overlongBit: UInt32 = 1 << 31
    /// A message without a value (a deletion).
    public static let absent = UInt32.max

    public init(start: UInt32, length: UInt32, offset: Int64) {
      self.start = start
      self.length = length
      self.offset = offset
    }

    public var isAbsent: Bool { length == Span.absent }
    public var isOverlong: Bool { !isAbsent && length & Span.overlongBit != 0 }
    public var byteCount: Int { isAbsent ? 0 : Int(length & ~Span.overlongBit) }
  }

  public init(capacity: Int = 1 << 20) {
    self.capacity = capacity
    bytes = .allocate(capacity: capacity + Buffer.slack)
    spanCapacity = 8192
    spans = .allocate(capacity: spanCapacity)
  }

  deinit {
    bytes.deallocate()
    spans.deallocate()
  }

  public func removeAll() {
    byteCount = 0
    count = 0
    timestamps.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    fileName = nil
    linesBefore = nil
    header = []
  }

  /// Room for at least `total` bytes; what is there stays.
  public func reserve(_ total: Int) {
    guard total > capacity else { return }
    let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: total + Buffer.slack)
    memcpy(fresh, bytes, byteCount)
    bytes.deallocate()
    bytes = fresh
    capacity = total
  }

  /// Zeroes the bytes behind the last one; call it when the block is filled.
  public func seal() { memset(bytes + byteCount, 0, Buffer.slack) }

  @inline(__always)
  public func append(_ span: Span) {
    if count == spanCapacity { growSpans() }
    spans[count] = span
    count &+= 1
  }

  @inline(__always)
  public subscript(record: Int) -> Span { spans[record] }

  /// The bytes of one record.
  public func slice(_ record: Int) -> UnsafeBufferPointer<UInt8> {
    let span = spans[record]
    return UnsafeBufferPointer(start: bytes + Int(span.start), count: span.byteCount)
  }

  private func growSpans() {
    let fresh = UnsafeMutablePointer<Span>.allocate(capacity: spanCapacity * 2)
    fresh.update(from: spans, count: count)
    spans.deallocate()
    spans = fresh
    spanCapacity *= 2
  }
}

/// One piece of a source's input: consecutive records of one partition, loaded by whichever worker is free.
public protocol Chunk: Sendable {
  var partition: Int { get }
  /// Half-open; the next chunk of the partition begins where this one ends. For files an offset is a byte position in
  /// the partition (the files' uncompressed bytes, one after the other): a chunk holds the lines that start in its range.
  var offsets: Range<Int64> { get }
  /// The file that it is a part of; nil where the source has none. A partition's files come one after the other.
  var fileName: String? { get }
  /// Fills an empty block. Blank lines are left out. Throws `ConnectorError`.
  func load(into block: RecordBlock) throws
}

extension Chunk {
  public var fileName: String? { nil }
}
