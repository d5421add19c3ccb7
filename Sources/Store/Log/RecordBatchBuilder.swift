import Compression

/// A batch of records as it is stored: two Zstandard frames.
///
/// `spans`: per record its value's length (UInt32.max: none), then, where `hasKeys`, its key's length (UInt32.max: none),
/// then its timestamp less the batch's first (Int64), each list as a whole, little-endian, behind one byte for
/// `hasKeys`. `content`: all values, then all keys.
struct RecordBatch {
  var partition: Int
  var count: Int
  var firstTimestamp: Int64
  var lastTimestamp: Int64
  var contentSize: Int
  var spans: [UInt8]
  var content: [UInt8]
}

/// Collects records of one partition until a batch is full.
struct RecordBatchBuilder {
  /// A batch is full when it has as many records or bytes.
  static let recordsMax = 4096
  static let bytesMax = 512 << 10
  /// A batch that is nearly full may take one more message of the largest size.
  static let contentSizeMax = bytesMax + TopicWriter.messageBytesMax
  static let absent = UInt32.max

  private let partition: Int
  private var values: [UInt8] = []
  private var keys: [UInt8] = []
  private var valueLengths: [UInt32] = []
  private var keyLengths: [UInt32] = []
  private var timestamps: [Int64] = []

  init(partition: Int) { self.partition = partition }

  var isEmpty: Bool { timestamps.isEmpty }
  var byteCount: Int { values.count + keys.count }
  var isFull: Bool {
    timestamps.count >= RecordBatchBuilder.recordsMax || byteCount >= RecordBatchBuilder.bytesMax
  }

  mutating func append(
    key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, timestamp: Int64
  ) {
    timestamps.append(timestamp)
    valueLengths.append(value.map { UInt32($0.count) } ?? RecordBatchBuilder.absent)
    if let value { values.append(contentsOf: value) }
    keyLengths.append(key.map { UInt32($0.count) } ?? RecordBatchBuilder.absent)
    if let key { keys.append(contentsOf: key) }
  }

  /// The batch so far, compressed; the builder is empty afterwards.
  mutating func seal(_ compressor: ZstandardCompressor) -> RecordBatch {
    let first = timestamps.first ?? 0
    let hasKeys = keyLengths.contains { $0 != RecordBatchBuilder.absent }
    for index in timestamps.indices { timestamps[index] &-= first }
    var spans: [UInt8] = [hasKeys ? 1 : 0]
    valueLengths.withUnsafeBytes { spans.append(contentsOf: $0) }
    if hasKeys { keyLengths.withUnsafeBytes { spans.append(contentsOf: $0) } }
    timestamps.withUnsafeBytes { spans.append(contentsOf: $0) }
    values.append(contentsOf: keys)
    let batch = RecordBatch(
      partition: partition, count: timestamps.count, firstTimestamp: first,
      lastTimestamp: first &+ (timestamps.max() ?? 0), contentSize: values.count,
      spans: compressor.compress(spans), content: compressor.compress(values))
    values.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    valueLengths.removeAll(keepingCapacity: true)
    keyLengths.removeAll(keepingCapacity: true)
    timestamps.removeAll(keepingCapacity: true)
    return batch
  }
}
