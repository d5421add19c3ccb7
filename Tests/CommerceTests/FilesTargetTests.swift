import Commerce
import Dataflow
import Foundation
import Testing

/// A folder that is removed at the end.
private final class TemporaryFolder {
  let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  func bytes(_ file: String) throws -> [UInt8] {
    Array(try #require(FileManager.default.contents(atPath: file)))
  }
}

private func generator(events: Int64) throws -> TrafficGenerator {
  try TrafficGenerator(
    scenario: "property-leads", options: ["users": "2000", "properties": "1000"], seed: 8,
    partitions: 1, limit: .events(events))
}

@Test(arguments: [1, 20_000, 1 << 30])
func `files in name order are the stream, cut between lines`(_ rollBytes: Int) throws {
  let temporary = try TemporaryFolder()
  let folder = temporary.path + "/new/events"
  let events: Int64 = rollBytes == 1 ? 120 : 3_000
  let target = try FilesTarget(folder: folder, rollBytes: rollBytes)
  let generator = try generator(events: events)
  var expected: [UInt8] = []
  while let batch = generator.nextBatch(upTo: 700) {
    expected += batch.lines
    try target.write(batch)
  }
  try target.finish()
  let names = try temporary.names(folder)
  var found: [UInt8] = []
  for name in names {
    let bytes = try temporary.bytes(folder + "/" + name)
    #expect(bytes.last == UInt8(ascii: "\n"))
    found += bytes
  }
  #expect(found == expected)
  #expect(names.first == "events-00001.jsonl")
  #expect(
    rollBytes == 1 ? names.count == 120 : rollBytes == 20_000 ? names.count > 10 : names.count == 1)
}

@Test func `record by record gives the same files as batch by batch`() throws {
  let temporary = try TemporaryFolder()
  let (one, other) = (temporary.path + "/one", temporary.path + "/other")
  let (batches, records) = (
    try FilesTarget(folder: one, rollBytes: 9_999), try FilesTarget(folder: other, rollBytes: 9_999)
  )
  let generator = try generator(events: 500)
  while let batch = generator.nextBatch(upTo: 64) {
    try batches.write(batch)
    for record in 0..<batch.count {
      try records.write(
        partition: 0, key: nil, value: batch.value(record), timestamp: batch.timestamp(record))
    }
  }
  try batches.finish()
  try records.finish()
  #expect(try temporary.names(one) == temporary.names(other))
  for name in try temporary.names(one) {
    #expect(try temporary.bytes(one + "/" + name) == temporary.bytes(other + "/" + name))
  }
}

@Test func `a folder with an earlier stream is refused`() throws {
  let temporary = try TemporaryFolder()
  let target = try FilesTarget(folder: temporary.path)
  try target.write(try #require(try generator(events: 5).nextBatch(upTo: 5)))
  try target.finish()
  let error = try #require(throws: ConnectorError.self) {
    try FilesTarget(folder: temporary.path)
  }
  #expect(error.message == "the folder \(temporary.path) already holds events-00001.jsonl")
}

@Test func `a full disk is a connector's error that names the file and the reason`() throws {
  let file = try OutputFile(path: "/dev/full")
  let error = try #require(throws: ConnectorError.self) { try file.write([1, 2, 3]) }
  #expect(error.message == "cannot write to /dev/full: No space left on device")
  #expect(error.help != nil)
}

@Test func `a folder below a file cannot be made`() throws {
  let error = try #require(throws: ConnectorError.self) {
    try FilesTarget(folder: "/dev/null/events")
  }
  #expect(error.message == "cannot make the folder /dev/null/events: Not a directory")
}
