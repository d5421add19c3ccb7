import Columnar
import Dataflow

/// Reads a topic of the embedded log as a table's input; an offset is the message's number in its partition.
///
/// Hidden columns: timestamps and keys are filled in the block. `memory` is the topic's id, so that a topic made anew
/// under the same name is noticed.
public final class TopicSource: Source {
  /// Uncompressed bytes of a chunk, about.
  static let chunkByteCount = 1 << 20

  public let isBounded: Bool
  private let broker: EmbeddedBroker
  private let topic: String
  private let files: TopicFilePool
  private var file: TopicFile?
  private var watcher: TopicWatcher?
  private var states: [State] = []
  private var firstPartition = 0

  private struct State {
    var position: Int64
    /// What the topic held at the last look.
    var end: Int64
    /// Where a bounded reading ends; nil: never.
    var stop: Int64?
    var chunks: [TopicChunk] = []

    var readableEnd: Int64 { stop.map { min($0, end) } ?? end }
  }

  /// `untilEnd`: reads up to the ends that the topic has when it is opened, and is finished then.
  public init(_ broker: EmbeddedBroker, topic: String, untilEnd: Bool) {
    self.broker = broker
    self.topic = topic
    isBounded = untilEnd
    files = TopicFilePool(broker, topic)
  }

  public var memory: [UInt8] { file.map { Array($0.id.utf8) } ?? [] }

  public var partitions: [PartitionStatus] {
    states.enumerated().map {
      PartitionStatus(partition: $0.offset, position: $0.element.position, end: $0.element.end)
    }
  }

  /// Throws `unavailable` where the topic is missing, `changedInput` where it is another one or shorter than it was,
  /// `offsetsGone` where messages that are still to be read were deleted.
  public func open(positions: [Int: Int64], memory: [UInt8], wake: Wake) throws {
    let file = try TopicFile(broker, topic, .readOnly)
    if !memory.isEmpty, memory != Array(file.id.utf8) {
      throw ConnectorError(
        .changedInput,
        "topic \(topic) in \(broker.folder) was deleted and made anew since the "
          + "last run", help: "start with --from-scratch to read the new topic from its beginning")
    }
    self.file = file
    states = try file.partitions().map { partition in
      let position = positions[partition.partition] ?? partition.firstOffset
      guard position <= partition.nextOffset else {
        throw ConnectorError(
          .changedInput,
          "topic \(topic): partition \(partition.partition) ends at offset "
            + "\(partition.nextOffset), but the last run read up to \(position): the topic is an "
            + "older copy or was made anew",
          help: "put the topic's files back, or start with --from-scratch")
      }
      if position < partition.firstOffset {
        throw file.offsetsGone(position..<partition.firstOffset)
      }
      return State(
        position: position, end: partition.nextOffset,
        stop: isBounded ? partition.nextOffset : nil)
    }
    if !isBounded {
      let watcher = try TopicWatcher(broker, topic: topic, wake: wake)
      watcher.start()
      self.watcher = watcher
    }
  }

  public func gather(_ limits: EpochLimits) throws -> Gathered {
    let file = try opened()
    for partition in try file.partitions() where states.indices.contains(partition.partition) {
      states[partition.partition].end = partition.nextOffset
    }
    var rows = limits.rows
    var bytes = limits.bytes
    // A chunk from each partition in turn, so that none is left behind; the next call begins with another one.
    var waiting = states.indices.map { ($0 + firstPartition) % states.count }
    firstPartition += 1
    while !waiting.isEmpty, rows > 0, bytes > 0 {
      var still: [Int] = []
      for partition in waiting where rows > 0 && bytes > 0 {
        guard let chunk = try nextChunk(file, partition, rows: rows) else { continue }
        rows -= Int(chunk.offsets.upperBound - chunk.offsets.lowerBound)
        bytes -= chunk.places.reduce(0) { $0 + $1.contentSize }
        still.append(partition)
      }
      waiting = still
    }
    return collect()
  }

  /// The gathered chunks in partition order.
  private func collect() -> Gathered {
    var gathered = Gathered()
    for partition in states.indices {
      gathered.chunks += states[partition].chunks
      states[partition].chunks = []
      if states[partition].position == states[partition].readableEnd {
        gathered.partitionsAtEnd.append(partition)
      }
    }
    gathered.isFinished = isBounded && gathered.partitionsAtEnd.count == states.count
    return gathered
  }

  private func nextChunk(_ file: TopicFile, _ partition: Int, rows: Int) throws -> TopicChunk? {
    let from = states[partition].position
    let end = from + min(states[partition].readableEnd - from, Int64(rows))
    guard
      let chunk = try TopicSource.chunk(file, files, partition, from..<end)
    else { return nil }
    states[partition].position = chunk.offsets.upperBound
    states[partition].chunks.append(chunk)
    return chunk
  }

  public func replay(_ ranges: [PartitionRange]) throws -> [any Chunk] {
    let file = try opened()
    var chunks: [any Chunk] = []
    for range in ranges {
      var rest = range.offsets
      while let chunk = try TopicSource.chunk(file, files, range.partition, rest) {
        chunks.append(chunk)
        rest = chunk.offsets.upperBound..<rest.upperBound
      }
      if !rest.isEmpty { throw file.offsetsGone(rest) }
    }
    return chunks
  }

  /// The first chunk of a range; nil where the range is empty. Throws `offsetsGone` where its beginning was deleted.
  private static func chunk(
    _ file: TopicFile, _ files: TopicFilePool, _ partition: Int, _ range: Range<Int64>
  ) throws -> TopicChunk? {
    var places: [TopicFile.BatchPlace] = []
    var size = 0
    try file.forEachBatch(partition, range) { place in
      places.append(place)
      size += place.contentSize
      return size < chunkByteCount
    }
    guard let first = places.first, let last = places.last else {
      if range.isEmpty { return nil }
      throw file.offsetsGone(range)
    }
    guard first.offsets.lowerBound <= range.lowerBound else {
      throw file.offsetsGone(range.lowerBound..<first.offsets.lowerBound)
    }
    let end = min(last.offsets.upperBound, range.upperBound)
    return TopicChunk(
      partition: partition, offsets: range.lowerBound..<end, places: places, files: files)
  }

  private func opened() throws -> TopicFile {
    guard let file else { preconditionFailure("a source is opened before it is read") }
    return file
  }

  public func close() {
    watcher?.stop()
    watcher = nil
    file = nil
  }
}
