/// Where generated records go. Called from one thread. Every method throws `ConnectorError`.
public protocol RecordTarget: AnyObject {
  /// A generator for this target is made with this many partitions.
  var partitionCount: Int { get }
  /// Takes one record; the bytes are valid during the call only. `timestamp` is µs since 1970.
  func write(
    partition: Int, key: UnsafeBufferPointer<UInt8>?, value: UnsafeBufferPointer<UInt8>,
    timestamp: Int64) throws
  /// Takes a batch. By default each of its records and then `flush`.
  func write(_ batch: GeneratedBatch) throws
  /// Makes what was written visible to readers.
  func flush() throws
  /// After the last record.
  func finish() throws
}

extension RecordTarget {
  public func write(_ batch: GeneratedBatch) throws {
    for record in 0..<batch.count {
      try write(
        partition: batch.partition(record), key: batch.key(record), value: batch.value(record),
        timestamp: batch.timestamp(record))
    }
    try flush()
  }
}
