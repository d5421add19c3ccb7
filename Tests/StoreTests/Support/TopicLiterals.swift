import Columnar
import Dataflow
import Store

extension TopicRecord {
  /// `k=v` with a key, `k=` a deletion, `v` without a key.
  init(_ text: String, at timestamp: Int64 = 0) {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map { Array($0.utf8) }
    if parts.count == 1 {
      self.init(value: parts[0], timestamp: timestamp)
    } else {
      self.init(key: parts[0], value: parts[1].isEmpty ? nil : parts[1], timestamp: timestamp)
    }
  }
}

/// The records of a block as `offset:k=v`.
func texts(_ block: RecordBlock) -> [String] {
  (0..<block.count).map { record in
    let span = block[record]
    let value = String(decoding: block.slice(record), as: UTF8.self)
    let key = block.keys.isEmpty || block.keys[record] == 0..<0 ? nil : block.keys[record]
    let keyText = key.map { range in
      String(
        decoding: UnsafeBufferPointer(
          rebasing: UnsafeBufferPointer(
            start: block.bytes, count: block.byteCount)[range]), as: UTF8.self) + "="
    }
    return "\(span.offset):\(keyText ?? "")\(value)"
  }
}

/// Everything in a partition, as `offset:k=v`.
func everything(_ broker: EmbeddedBroker, _ topic: String, partition: Int = 0) throws -> [String] {
  let reader = try TopicReader(broker, topic: topic)
  var next = try reader.partitions()[partition].firstOffset
  var all: [String] = []
  while true {
    let block = RecordBlock()
    let after = try reader.read(partition: partition, from: next, into: block)
    if after == next { return all }
    all += texts(block)
    next = after
  }
}

/// What all chunks hold, partition by partition.
func texts(_ chunks: [any Chunk]) throws -> [String] {
  try chunks.flatMap { chunk in
    let block = RecordBlock()
    try chunk.load(into: block)
    return texts(block).map { "\(chunk.partition)/\($0)" }
  }
}
