import Columnar
import Dataflow
import Glibc
import Testing

@testable import Store

@Suite struct TopicSourceTests {
  let folder = TemporaryFolder()
  let broker: EmbeddedBroker

  init() throws {
    broker = EmbeddedBroker(folder: folder.path)
    try broker.create("t", partitions: 2)
  }

  func write(_ texts: [String], partition: Int = 0) throws {
    let writer = try TopicWriter(broker, topic: "t", synced: false)
    for text in texts { try writer.append(TopicRecord(text), partition: partition) }
    try writer.commit()
  }

  func open(
    _ positions: [Int: Int64] = [:], memory: [UInt8] = [], untilEnd: Bool = true
  ) throws -> TopicSource {
    let source = TopicSource(broker, topic: "t", untilEnd: untilEnd)
    try source.open(positions: positions, memory: memory, wake: Wake())
    return source
  }

  @Test func `a bounded source reads to the ends that the topic had, then is finished`() throws {
    try write(["a", "b"])
    try write(["c"], partition: 1)
    let source = try open()
    try write(["later"])
    #expect(source.isBounded)
    let gathered = try source.gather(EpochLimits())
    #expect(try texts(gathered.chunks) == ["0/0:a", "0/1:b", "1/0:c"])
    #expect(gathered.isFinished && gathered.partitionsAtEnd == [0, 1])
    #expect(source.partitions.map(\.position) == [2, 1])
    let more = try source.gather(EpochLimits())
    #expect(more.chunks.isEmpty && more.isFinished)
    let next = try open([0: 2, 1: 1], memory: source.memory)
    #expect(try texts(next.gather(EpochLimits()).chunks) == ["0/2:later"])
  }

  @Test func `an empty topic is finished at once where its end is asked for`() throws {
    #expect(try open().gather(EpochLimits()).isFinished)
    let unbounded = try open(untilEnd: false)
    let gathered = try unbounded.gather(EpochLimits())
    #expect(!gathered.isFinished && gathered.partitionsAtEnd == [0, 1])
    unbounded.close()
  }

  @Test(arguments: [1, 7, 1000]) func `row limits are kept exactly`(rows: Int) throws {
    for start in [0, 30, 31] { try write((start..<start + 30).map { "\($0)" }) }
    try write((0..<20).map { "\($0)" }, partition: 1)
    let source = try open()
    var all: [String] = []
    while true {
      let gathered = try source.gather(EpochLimits(rows: rows, bytes: 1 << 30))
      let part = try texts(gathered.chunks)
      #expect(part.count == min(rows, 110 - all.count))
      all += part
      if gathered.isFinished { break }
    }
    #expect(all.count == 110 && Set(all).count == 110)
    #expect(all.filter { $0.hasPrefix("1/") } == (0..<20).map { "1/\($0):\($0)" })
  }

  @Test func `replay gives the same records, also from the middle of a batch`() throws {
    for _ in 0..<4 { try write((0..<25).map { "\($0)" }) }
    let source = try open()
    let all = try texts(source.gather(EpochLimits()).chunks)
    let ranges = [
      PartitionRange(partition: 0, offsets: 10..<60),
      PartitionRange(partition: 0, offsets: 60..<61),
      PartitionRange(partition: 1, offsets: 0..<0),
    ]
    #expect(try texts(source.replay(ranges)) == Array(all[10..<61]))
    let beyond = [PartitionRange(partition: 0, offsets: 90..<101)]
    #expect(throws: ConnectorError.self) { try source.replay(beyond) }
  }

  @Test func `chunks hold about a mebibyte each and follow each other`() throws {
    let value = String(repeating: "x", count: 1000)
    try write(Array(repeating: value, count: 6000))
    let chunks = try open().gather(EpochLimits()).chunks
    #expect(chunks.count > 3)
    for (chunk, next) in zip(chunks, chunks.dropFirst()) {
      #expect(chunk.offsets.upperBound == next.offsets.lowerBound)
    }
    #expect(chunks.last?.offsets.upperBound == 6000)
    let few = try open().gather(EpochLimits(rows: 1_000_000, bytes: 1 << 20)).chunks
    #expect(few.count == 1)
  }

  @Test func `deleted, recreated and shorter topics are told apart`() throws {
    try write(["a", "b"])
    let source = try open()
    _ = try source.gather(EpochLimits())
    let memory = source.memory
    let shorter = #expect(throws: ConnectorError.self) { try open([0: 3], memory: memory) }
    #expect(shorter?.kind == .changedInput)
    try write(["c"])
    try TopicWriter(broker, topic: "t").delete(partition: 0, before: 2)
    let gone = #expect(throws: ConnectorError.self) { try open([0: 1], memory: memory) }
    #expect(gone?.kind == .offsetsGone)
    #expect(
      gone?.help?.contains("--rebuild") == true && gone?.help?.contains("--accept-loss") == true)
    let replayed = #expect(throws: ConnectorError.self) {
      try source.replay([PartitionRange(partition: 0, offsets: 0..<2)])
    }
    #expect(replayed?.kind == .offsetsGone)
    #expect(try texts(open([0: 2], memory: memory).gather(EpochLimits()).chunks) == ["0/2:c"])
    #expect(try texts(open().gather(EpochLimits()).chunks) == ["0/2:c"])
    try broker.delete("t")
    let missing = #expect(throws: ConnectorError.self) { try open([0: 2], memory: memory) }
    #expect(missing?.kind == .unavailable)
    try broker.create("t", partitions: 2)
    let anew = #expect(throws: ConnectorError.self) { try open([0: 0], memory: memory) }
    #expect(anew?.kind == .changedInput)
  }

  @Test func `a commit of another connection rings the bell`() throws {
    let wake = Wake()
    let source = TopicSource(broker, topic: "t", untilEnd: false)
    try source.open(positions: [:], memory: [], wake: wake)
    defer { source.close() }
    for number in 0..<20 as Range<Int64> {
      try write(["\(number)"])
      var rang = 0
      while source.partitions[0].position == number {
        // Well below the second after which the watcher looks without a notice.
        #expect(wake.wait(milliseconds: 500))
        _ = try source.gather(EpochLimits())
        rang += 1
        if rang > 50 { break }
      }
      #expect(source.partitions[0].position == number + 1)
    }
  }
}
