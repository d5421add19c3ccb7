import Dataflow
import Foundation
import Testing

@testable import Commerce

/// A folder that is removed at the end.
private final class TemporaryFolder {
  let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).sorted()
  }

  func text(_ file: String) throws -> String {
    let bytes = try #require(FileManager.default.contents(atPath: path + "/" + file))
    return String(decoding: bytes, as: UTF8.self)
  }
}

private let dayLength: Int64 = 86_400_000_000
private let streams = [
  TrafficStream(name: "a", topic: "a", csvHeader: Array("id\n".utf8)),
  TrafficStream(name: "b", topic: "b", csvHeader: Array("id\n".utf8)),
]

/// Writes records whose event times are given in days; returns the truth.
private func write(
  _ target: FilesTarget, _ blocks: [(stream: Int, days: [Double])]
) throws -> TruthLedger {
  var streamsOfTruth = [StreamDefinition.plain("a"), .plain("b")]
  for index in 0..<2 { streamsOfTruth[index].timeField = nil }
  var scenario = Scenario.plain(streamsOfTruth)
  scenario.start = dayLength
  let ledger = TruthLedger(scenario, target.distributions)
  var numbers: [Int64] = [1, 1]
  for (stream, days) in blocks {
    var events = Blocks.block(
      stream: stream, firstNumber: numbers[stream], arrivals: days.map { _ in 3 * dayLength })
    events.eventTimes = days.map { Int64($0 * Double(dayLength)) }
    numbers[stream] += Int64(days.count)
    let rendered = Blocks.rendered(events)
    let block = ReleasedBlock(
      rendered,
      partitions: Partitions(target.distributions[stream].partitioning, start: dayLength)
        .assign(rendered, hasKeys: false), end: days.count, tick: 0)
    try target.write(GeneratedSlice(block: block, records: 0..<days.count), ledger)
  }
  try target.finish(ledger)
  return ledger
}

@Test(arguments: [1, 9, 1 << 30])
func `a stream's files in name order are the stream, cut between lines`(_ rollBytes: Int) throws {
  let temporary = try TemporaryFolder()
  let target = try FilesTarget(
    folder: temporary.path + "/new", streams: streams, format: .json, rollBytes: rollBytes)
  let ledger = try write(target, [(0, [1, 1, 1]), (1, [1]), (0, [1, 1])])
  let names = try temporary.names("new/a")
  let parts = try names.map { try temporary.text("new/a/" + $0) }
  #expect(parts.joined() == "0:1\n0:2\n0:3\n0:4\n0:5\n")
  #expect(parts.allSatisfy { $0.last == "\n" })
  #expect(names.first == "part-00001.jsonl" && names.count == [1: 5, 9: 2, 1 << 30: 1][rollBytes])
  #expect(try temporary.text("new/b/part-00001.jsonl") == "1:1\n")
  #expect(ledger.totals.streams.map(\.sum.read) == [5, 1])
  #expect(ledger.totals.streams.map(\.sum.bytes) == [20, 4])
}

@Test func `every CSV file begins with its header, and the truth counts its bytes`() throws {
  let temporary = try TemporaryFolder()
  let target = try FilesTarget(
    folder: temporary.path, streams: streams, format: .csv, rollBytes: 7)
  let ledger = try write(target, [(0, [1, 1])])
  #expect(try temporary.names("a") == ["part-00001.csv", "part-00002.csv"])
  #expect(try temporary.text("a/part-00002.csv") == "id\n0:2\n")
  #expect(ledger.totals.streams[0].sum.bytes == 14)
}

@Test func `each day of event time has a folder, which is a partition of its own`() throws {
  let temporary = try TemporaryFolder()
  let target = try FilesTarget(
    folder: temporary.path, streams: streams, format: .json, days: DayFolder("d_%Y-%m-%d"),
    start: dayLength, rollBytes: 1 << 20)
  // More days than stay open; the first is written to again.
  let ledger = try write(target, [(0, [1.5, 1.9, 2.1, 1.7]), (0, [3, 4, 5, 6, 7, 1.2])])
  #expect(try temporary.names("a").first == "d_1970-01-02")
  #expect(try temporary.names("a").count == 7)
  #expect(try temporary.text("a/d_1970-01-02/part-00001.jsonl") == "0:1\n0:2\n0:4\n0:10\n")
  #expect(ledger.totals.streams[0].partitions.map(\.read) == [4, 1, 1, 1, 1, 1, 1])
  let truth = String(decoding: ledger.finish(reason: nil), as: UTF8.self)
  #expect(truth.contains(#""partition":1,"topic":"a","folder":"d_1970-01-03""#))
}

@Test(arguments: [
  ("data_%Y_%m_%d", "data_2021_11_30"), ("%Y/%m/%d", "2021/11/30"), ("%%%d%m%Y", "%30112021"),
])
func `folders are named after days`(_ pattern: String, _ name: String) throws {
  #expect(try #require(DayFolder(pattern)).name(18_961) == name)
}

@Test(arguments: ["data", "%Y_%m", "%Y%m%d%H", "/%Y%m%d", "../%Y%m%d", "a//%Y%m%d", "%Y%m%d%"])
func `a folder's name that does not tell days apart is refused`(_ pattern: String) {
  #expect(DayFolder(pattern) == nil)
}

@Test func `a folder that holds something is refused`() throws {
  let temporary = try TemporaryFolder()
  _ = try write(
    FilesTarget(folder: temporary.path, streams: streams, format: .json), [(1, [1])])
  let error = try #require(throws: ConnectorError.self) {
    try FilesTarget(folder: temporary.path, streams: streams, format: .json)
  }
  #expect(error.message == "the folder \(temporary.path)/b already holds part-00001.jsonl")
}

@Test func `a full disk is a connector's error that names the file and the reason`() throws {
  let file = try OutputFile(path: "/dev/full")
  let error = try #require(throws: ConnectorError.self) { try file.write([1, 2, 3]) }
  #expect(error.message == "cannot write to /dev/full: No space left on device")
  #expect(error.help != nil)
}

@Test func `a folder below a file cannot be made`() throws {
  let error = try #require(throws: ConnectorError.self) {
    try FilesTarget(folder: "/dev/null/x", streams: streams, format: .json)
  }
  #expect(error.message == "cannot make the folder /dev/null/x/a: Not a directory")
}
