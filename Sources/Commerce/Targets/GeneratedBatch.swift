import Columnar

/// Consecutive records of a stream of traffic, each with its place in the log.
///
/// Pointers are valid while the batch lives.
public final class GeneratedBatch {
  /// Records in the batch.
  public internal(set) var count = 0
  /// Number of the first record in the stream, from 0.
  public let firstEvent: Int64
  /// Lines of the truth about these records; often empty.
  public internal(set) var truthLines: [UInt8] = []

  private let text: Buffer
  private var byteCount = 0
  /// End of each record's line in `text`, the newline included.
  private let ends: Buffer
  private let times: Buffer
  private let eventTimes: Buffer
  private let partitions: Buffer
  private let keys: Buffer
  private let keyLengths: Buffer

  init(firstEvent: Int64, capacity: Int, maximumRecordBytes: Int) {
    self.firstEvent = firstEvent
    text = Buffer(byteCount: capacity * (maximumRecordBytes + 1))
    ends = Buffer(byteCount: capacity * 8)
    times = Buffer(byteCount: capacity * 8)
    eventTimes = Buffer(byteCount: capacity * 8)
    partitions = Buffer(byteCount: capacity * 4)
    keys = Buffer(byteCount: capacity * DecimalDigits.maximumByteCount)
    keyLengths = Buffer(byteCount: capacity)
  }

  /// All records as lines, each with its newline, in order.
  public var lines: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: text.base, count: byteCount)
  }

  /// Where a record's line ends in `lines`, its newline included.
  public func lineEnd(_ record: Int) -> Int { ends.pointer(to: Int.self)[record] }

  /// The bytes of one record, without a newline.
  public func value(_ record: Int) -> UnsafeBufferPointer<UInt8> {
    let start = record == 0 ? 0 : lineEnd(record - 1)
    return UnsafeBufferPointer(
      start: text.pointer(to: UInt8.self) + start, count: lineEnd(record) - 1 - start)
  }

  /// The message key: what decides the partition.
  public func key(_ record: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: keys.pointer(to: UInt8.self) + record * DecimalDigits.maximumByteCount,
      count: Int(keyLengths.pointer(to: UInt8.self)[record]))
  }

  public func partition(_ record: Int) -> Int {
    Int(partitions.pointer(to: UInt32.self)[record])
  }

  /// When the record comes by the scenario's clock (taken as UTC), µs since 1970: its timestamp in the log. Never
  /// goes back.
  public func timestamp(_ record: Int) -> Int64 { times.pointer(to: Int64.self)[record] }

  /// The event's own time, µs since 1970, at or behind its timestamp (of a corrupted record, what it was before).
  public func eventTime(_ record: Int) -> Int64 { eventTimes.pointer(to: Int64.self)[record] }

  /// Where the next record's text goes: room for the record and its newline.
  @inline(__always)
  var nextText: UnsafeMutablePointer<UInt8> { text.pointer(to: UInt8.self) + byteCount }

  /// Adds the record whose text was written to `nextText`; returns the bytes of its line.
  @inline(__always)
  func append(byteCount added: Int, timestamp: Int64, eventTime: Int64) -> Int {
    nextText[added] = UInt8(ascii: "\n")
    byteCount &+= added &+ 1
    ends.pointer(to: Int.self)[count] = byteCount
    times.pointer(to: Int64.self)[count] = timestamp
    eventTimes.pointer(to: Int64.self)[count] = eventTime
    count &+= 1
    return added &+ 1
  }

  /// Gives a record its key and, by it, its partition among `partitionCount`.
  @inline(__always)
  func assign(key: Int64, partitionCount: Int, record: Int) -> Int {
    let start = keys.pointer(to: UInt8.self) + record &* DecimalDigits.maximumByteCount
    let length = DecimalDigits.write(key, to: start)
    keyLengths.pointer(to: UInt8.self)[record] = UInt8(truncatingIfNeeded: length)
    let partition =
      partitionCount == 1
      ? 0
      : KafkaPartitioner.partition(
        of: UnsafeBufferPointer(start: start, count: length), among: partitionCount)
    partitions.pointer(to: UInt32.self)[record] = UInt32(truncatingIfNeeded: partition)
    return partition
  }
}
