import Dataflow
import Glibc
import Testing

@testable import millrace

/// A broker in memory with one topic, `events`, of two partitions; a key's last byte chooses.
private final class MemoryBroker: TopicBroker {
  var partitions: [[TopicRecord]] = [[], []]
  var appends = 0

  func topics() -> [TopicSummary] { [] }
  func create(_ topic: String, partitions: Int, replicationFactor: Int) {}
  func delete(_ topic: String) {}

  func describe(_ topic: String) throws -> [TopicPartition] {
    guard topic == "events" else { throw ConnectorError(.unavailable, "no topic \(topic)") }
    return partitions.enumerated().map { index, records in
      TopicPartition(partition: index, firstOffset: 0, nextOffset: Int64(records.count))
    }
  }

  func append(_ records: [NewRecord], to topic: String) {
    appends += 1
    for record in records {
      let partition = Int(record.key?.last ?? 0) % 2
      partitions[partition].append(
        TopicRecord(
          partition: partition, offset: Int64(partitions[partition].count), timestamp: 0,
          key: record.key, value: record.value))
    }
  }

  func read(_ topic: String, partition: Int, from offset: Int64, limit: Int) -> [TopicRecord] {
    Array(partitions[partition].dropFirst(Int(offset)).prefix(limit))
  }
}

private func withTemporaryFile<Result>(
  holding bytes: [UInt8], _ body: (String) throws -> Result
) throws -> Result {
  var template = Array("/tmp/millrace-test-XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  try #require(descriptor >= 0)
  let path = template.withUnsafeBufferPointer { buffer in
    String(decoding: buffer.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
  defer { unlink(path) }
  try #require(bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count)
  close(descriptor)
  return try body(path)
}

private func lines(_ bytes: [UInt8]) throws -> [String] {
  try withTemporaryFile(holding: bytes) { path in
    var input = try LineInput(path: path)
    var lines: [String] = []
    while let line = try input.next() { lines.append(String(decoding: line, as: UTF8.self)) }
    return lines
  }
}

@Test func `lines end at line breaks, the last one also without`() throws {
  #expect(try lines(Array("a\n\nb".utf8)) == ["a", "", "b"])
  #expect(try lines(Array("a\nb\n".utf8)) == ["a", "b"])
  #expect(try lines([]) == [])
}

@Test func `a line may be longer than any buffer`() throws {
  let long = String(repeating: "x", count: 1_000_000)
  #expect(try lines(Array("a\n\(long)\nb".utf8)) == ["a", long, "b"])
}

@Test func `a missing input file is told by name`() {
  #expect(throws: FileError.self) { _ = try LineInput(path: "/nonexistent/file") }
}

private func written(_ text: String, key: String? = nil) throws -> MemoryBroker {
  let broker = MemoryBroker()
  try withTemporaryFile(holding: Array(text.utf8)) { path in
    let words = ["events", path] + (key.map { ["--key", $0] } ?? [])
    let command = try TopicsWriteCommand(
      ParsedArguments(words, of: TopicsWriteCommand.declaration))
    _ = try command.write(to: broker)
  }
  return broker
}

private func text(_ record: TopicRecord) -> String {
  String(decoding: record.value ?? [], as: UTF8.self)
}

@Test func `each line that is not blank becomes a record`() throws {
  let broker = try written("{\"a\":1}\r\n\n  \n{\"a\":2}")
  #expect(broker.partitions[0].map(text) == ["{\"a\":1}", "{\"a\":2}"])
  #expect(broker.partitions[0].allSatisfy { $0.key == nil })
}

@Test func `a key goes with every record`() throws {
  #expect(try written("x", key: "a").partitions[1].map(\.key) == [Array("a".utf8)])
}

@Test func `many lines are appended in batches`() throws {
  let broker = try written(String(repeating: "line\n", count: 25_000))
  #expect(broker.partitions[0].count == 25_000 && broker.appends == 3)
}

private func read(_ broker: MemoryBroker, _ words: String...) throws -> String {
  var ends: [Int32] = [0, 0]
  try #require(pipe(&ends) == 0)
  defer { close(ends[0]) }
  let command = try TopicsReadCommand(
    ParsedArguments(["events"] + words, of: TopicsReadCommand.declaration))
  do {
    defer { close(ends[1]) }
    try command.read(from: broker, to: StandardStream(descriptor: ends[1]))
  }
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  let count = max(Glibc.read(ends[0], &buffer, buffer.count), 0)
  return String(decoding: buffer[..<count], as: UTF8.self)
}

@Test func `reading goes partition by partition, from a place, to a limit`() throws {
  let broker = MemoryBroker()
  broker.append((1...3).map { NewRecord(key: [0], value: Array("a\($0)".utf8)) }, to: "events")
  broker.append([NewRecord(key: [1], value: Array("b1".utf8))], to: "events")
  #expect(try read(broker) == "a1\na2\na3\nb1\n")
  #expect(try read(broker, "--from", "1", "--limit", "2") == "a2\na3\n")
  #expect(try read(broker, "--partition", "1") == "b1\n")
  #expect(try read(broker, "--from", "latest") == "")
  #expect(throws: ConnectorError.self) { try read(broker, "--partition", "2") }
}

@Test func `JSON shows offsets and keys, and deletions as null`() throws {
  let broker = MemoryBroker()
  broker.partitions[0] = [
    TopicRecord(partition: 0, offset: 0, timestamp: 1_500, key: [0x6B], value: nil)
  ]
  #expect(
    try read(broker, "--format", "json") == """
      {"log_partition":0,"log_offset":0,"log_timestamp":"1970-01-01T00:00:00.001500Z",\
      "log_key":"k","value":null}

      """)
  #expect(try read(broker) == "")
}

@Test(arguments: ["-1", "first", "", "1.5"]) func `a place in a topic is a word or an offset`(
  wrong: String
) {
  #expect(throws: InvalidArgument.self) { try TopicStart(argument: wrong) }
}
