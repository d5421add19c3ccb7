import Columnar
import Dataflow
import Glibc
import Testing

@testable import Store

@Suite struct TopicWriterTests {
  let folder = TemporaryFolder()
  let broker: EmbeddedBroker

  init() throws {
    broker = EmbeddedBroker(folder: folder.path)
    try broker.create("t", partitions: 2)
  }

  @Test func `what was not committed does not show, what was comes back as it was`() throws {
    let writer = try TopicWriter(broker, topic: "t")
    for text in ["a", "k=b", "k=", ""] { try writer.append(TopicRecord(text, at: 5), partition: 1) }
    #expect(try everything(broker, "t", partition: 1) == [])
    try writer.commit()
    let reader = try TopicReader(broker, topic: "t")
    let block = RecordBlock()
    #expect(try reader.read(partition: 1, from: 0, into: block) == 4)
    #expect(texts(block) == ["0:a", "1:k=b", "2:k=", "3:"])
    #expect((0..<4).map { block[$0].isAbsent } == [false, false, true, false])
    #expect(block.timestamps == [5, 5, 5, 5])
    try writer.append(TopicRecord("x"), partition: 1)
    writer.discard()
    try writer.commit()
    #expect(try everything(broker, "t", partition: 1).count == 4)
  }

  @Test func `keys decide the partition, messages without one fill both`() throws {
    let writer = try TopicWriter(broker, topic: "t")
    for number in 0..<50 { try writer.append(TopicRecord("k\(number % 5)=\(number)")) }
    try writer.commit()
    for number in 0..<5 {
      let key = Array("k\(number)".utf8)
      let partition = key.withUnsafeBytes { Partitioner.partition(forKey: $0, of: 2) }
      let there = try everything(broker, "t", partition: partition)
      #expect(there.filter { $0.contains("k\(number)=") }.count == 10)
    }
    for _ in 0..<2 {
      try writer.append(TopicRecord("v"))
      try writer.commit()
    }
    let all = try (0..<2).map { try everything(broker, "t", partition: $0) }
    #expect(all.allSatisfy { $0.last?.hasSuffix(":v") == true })
  }

  @Test func `many batches, large messages and odd timestamps come back in order`() throws {
    var random = Seeded(3)
    let writer = try TopicWriter(broker, topic: "t")
    var sent: [TopicRecord] = []
    for number in 0..<10_000 {
      let size = number == 777 ? 1 << 20 : Int(random.next() % 90)
      let record = TopicRecord(
        key: number % 3 == 0 ? random.bytes(4) : nil,
        value: number % 50 == 0 ? nil : random.bytes(size),
        timestamp: Int64(bitPattern: random.next()) >> 1)
      sent.append(record)
      try writer.append(record, partition: 0)
      if number % 3000 == 0 { try writer.commit() }
    }
    try writer.commit()
    let reader = try TopicReader(broker, topic: "t")
    var received: [TopicRecord] = []
    var next: Int64 = 0
    while true {
      let block = RecordBlock()
      let after = try reader.read(partition: 0, from: next, byteCount: 100_000, into: block)
      if after == next { break }
      for record in 0..<block.count {
        let range = block.keys.isEmpty ? 0..<0 : block.keys[record]
        let key = range.isEmpty ? nil : range.map { block.bytes[$0] }
        received.append(
          TopicRecord(
            key: key, value: block[record].isAbsent ? nil : Array(block.slice(record)),
            timestamp: block.timestamps[record]))
      }
      #expect(block.count == Int(after - next))
      next = after
    }
    #expect(received == sent)
  }

  @Test func `two writers wait for each other and keep every message`() throws {
    /// Each writer and its failure belong to its own thread until that has ended.
    final class Box: @unchecked Sendable {
      let writer: TopicWriter
      var failure: (any Error)?
      init(_ writer: TopicWriter) { self.writer = writer }
    }
    var boxes: [Box] = []
    var threads: [pthread_t] = []
    for _ in 0..<2 {
      let box = Box(try TopicWriter(broker, topic: "t", synced: false))
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let box = Unmanaged<Box>.fromOpaque(argument).takeRetainedValue()
          do {
            for number in 0..<100 {
              try box.writer.append(TopicRecord("\(number)"), partition: 0)
              try box.writer.commit()
            }
          } catch { box.failure = error }
          return nil
        }, Unmanaged.passRetained(box).toOpaque())
      threads.append(thread)
      boxes.append(box)
    }
    for thread in threads { pthread_join(thread, nil) }
    for box in boxes { #expect(box.failure == nil) }
    let all = try everything(broker, "t")
    #expect(all.count == 200)
    #expect(Set(all.map { $0.split(separator: ":")[0] }).count == 200)
  }

  @Test func `whole batches go by offset and by age`() throws {
    let writer = try TopicWriter(broker, topic: "t")
    for batch in 0..<5 as Range<Int64> {
      for number in 0..<10 as Range<Int64> {
        try writer.append(TopicRecord("v", at: batch * 100 + number), partition: 0)
      }
      try writer.commit()
    }
    try writer.delete(partition: 0, before: 15)
    #expect(try broker.describe("t").partitions[0].firstOffset == 10)
    try writer.delete(olderThan: 309)
    #expect(try broker.describe("t").partitions[0].firstOffset == 30)
    #expect(try everything(broker, "t").first == "30:v")
    let error = #expect(throws: ConnectorError.self) {
      try TopicReader(broker, topic: "t").read(partition: 0, from: 3, into: RecordBlock())
    }
    #expect(error?.kind == .offsetsGone)
    try writer.delete(olderThan: .max)
    let empty = try broker.describe("t").partitions[0]
    #expect(empty.firstOffset == 50 && empty.nextOffset == 50 && empty.byteCount == 0)
    try writer.append(TopicRecord("v"), partition: 0)
    try writer.commit()
    #expect(try everything(broker, "t") == ["50:v"])
  }

  @Test func `a cut copy of a topic that is written holds whole commits only`() throws {
    let writer = try TopicWriter(broker, topic: "t")
    for number in 0..<20 {
      for _ in 0..<10 { try writer.append(TopicRecord("\(number)"), partition: 0) }
      try writer.commit(owner: TopicOwner(stateID: "s", epoch: Int64(number + 1)))
    }
    let log = folder.read("t.db-wal")
    var random = Seeded(13)
    var partial = 0
    for _ in 0..<25 {
      let copy = TemporaryFolder()
      copy.write("t.db", folder.read("t.db"))
      copy.write("t.db-wal", Array(log.prefix(Int.random(in: 0...log.count, using: &random))))
      let there = EmbeddedBroker(folder: copy.path)
      guard let description = try? there.describe("t") else { continue }
      let epoch = description.owner?.epoch ?? 0
      #expect(try everything(there, "t").count == Int(epoch) * 10)
      if 1..<20 ~= epoch { partial += 1 }
    }
    #expect(partial > 0)
  }

  @Test func `damaged batches are refused and never trap`() throws {
    let writer = try TopicWriter(broker, topic: "t")
    for text in ["a=b", "c", "d="] { try writer.append(TopicRecord(text, at: 9), partition: 0) }
    try writer.commit()
    let other = try Connection(folder.file("t.db"), .readWrite)
    for column in ["spans", "content"] {
      let found = try other.prepare("SELECT \(column) FROM batches").first { $0.blob(0) }
      let whole = try #require(found)
      let set = try other.prepare("UPDATE batches SET \(column) = ?")
      for position in whole.indices {
        for bit in 0..<8 as Range<UInt8> {
          var damaged = whole
          damaged[position] ^= 1 << bit
          set.bind(1, damaged)
          try set.run()
          // A bit of the frame's header may mean nothing; then the records are as they were.
          if let there = try? everything(broker, "t") {
            #expect(there == ["0:a=b", "1:c", "2:d="])
          }
        }
      }
      for length in whole.indices {
        set.bind(1, Array(whole[..<length]))
        try set.run()
        #expect(throws: ConnectorError.self) { try everything(broker, "t") }
      }
      set.bind(1, whole)
      try set.run()
    }
    for damage in ["record_count = 4", "record_count = -1", "content_size = 1"] {
      try other.execute("UPDATE batches SET \(damage)")
      #expect(throws: ConnectorError.self, "\(damage)") {
        try TopicReader(broker, topic: "t").read(partition: 0, from: 0, into: RecordBlock())
      }
      try other.execute("UPDATE batches SET record_count = 3, content_size = 4")
    }
  }
}
