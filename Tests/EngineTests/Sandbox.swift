import Columnar
import Dataflow
import Glibc
import Store

@testable import millrace

/// One run's folder: its inputs, its broker, its state and its outputs.
final class Sandbox {
  private let folder: String
  private let variant: Variant
  private let file: String
  private let state: String
  private let broker: EmbeddedBroker
  /// What the sessions told, each text once.
  private(set) var told: [String] = []

  private static let sessionsMax = 1000

  /// `name`: of the pipeline, where several share a folder and its broker.
  init(folder: String, variant: Variant, name: String = "pipeline") {
    self.folder = folder
    self.variant = variant
    file = "\(folder)/\(name).sql"
    state = name == "pipeline" ? folder + "/state" : "\(folder)/\(name)-state"
    broker = EmbeddedBroker(folder: folder + "/broker")
  }

  func write(_ text: String, input name: String) throws {
    if let slash = name.lastIndex(of: "/") { mkdir("\(folder)/\(name[..<slash])", 0o755) }
    try Files.write(text, "\(folder)/\(name)")
  }

  /// Runs the pipeline, as often as it is killed, to its end.
  func run(_ pipeline: String) throws {
    try Files.write(pipeline, file)
    told = []
    for session in 0..<Self.sessionsMax {
      let arguments = try ParsedArguments(
        [
          file, "--state", state, "--broker", "embedded:\(folder)/broker",
          "--set", "dir=\(folder)", "--workers", "\(variant.workers(session: session))",
          "--epoch-rows", "\(variant.epochRows)", "--snapshot-interval",
          variant.snapshotInterval, "--until-end", "--quiet",
        ], of: RunCommand.declaration)
      do {
        let run = RunSession(
          command: try RunCommand(arguments), onStep: variant.onStep(session: session),
          say: { [self] text in if !told.contains(text) { told.append(text) } })
        return try run.run { _ in }
      } catch is Killed {}
    }
    throw Endless()
  }

  struct Endless: Error {}

  /// What an error tells a user.
  func text(of error: any Error) -> String { anonymous(Failure(error, command: "run").text) }

  /// What the run told beside its progress.
  var warnings: String { anonymous(told.joined()) }

  /// The answer as a table, in the order of its rows' text where the query gives none.
  func answer(_ sql: String) throws -> String {
    let session = try StoredSession(folder: state, broker: broker)
    let answer = try session.answer(sql)
    let output = TextOutput(zone: answer.zone)
    var table = TextTable(
      header: answer.fields.map(\.name), alignsRight: answer.fields.map { _ in false })
    for batch in answer.batches {
      for row in 0..<batch.count {
        let cells = batch.columns.map { cell($0, row, output) }
        for _ in 0..<batch.weight(row) { table.rows.append(cells) }
      }
    }
    if !sql.contains("ORDER BY") { table.rows.sort { $0.lexicographicallyPrecedes($1) } }
    return anonymous(table.rendered(width: nil))
  }

  private func cell(_ column: Column, _ row: Int, _ output: TextOutput) -> String {
    if column.isNull(row) { return "NULL" }
    var bytes: [UInt8] = []
    output.append(column, row: row, to: &bytes)
    return String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).joined(separator: "\\n")
  }

  /// Texts without the folder's name.
  private func anonymous(_ text: String) -> String {
    text.replacing(folder, with: "DIR")
  }

  /// All lines of a folder's files, sorted.
  func lines(ofFilesIn name: String) throws -> String {
    let path = "\(folder)/\(name)"
    let lines = try Files.names(in: path).flatMap { file in
      try Files.read("\(path)/\(file)").split(separator: "\n")
    }
    return lines.sorted().map { $0 + "\n" }.joined()
  }
}

/// The messages of topics.
extension Sandbox {
  /// Lines are values, `partition|timestamp|key|value`, or `partition|timestamp|key` without a value; an empty key is
  /// none.
  func write(_ lines: [Substring], topic: String, partitions: Int) throws {
    if !broker.exists(topic) { try broker.create(topic, partitions: partitions) }
    let writer = try TopicWriter(broker, topic: topic, synced: false)
    for line in lines {
      let parts = line.split(
        separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
      guard !line.hasPrefix("{"), 3...4 ~= parts.count, let partition = Int(parts[0]) else {
        try writer.append(
          TopicRecord(value: Array(line.utf8), timestamp: 0), partition: 0)
        continue
      }
      guard case .word(let time) = try TextInput(.timestamp).value(String(parts[1])) else {
        continue
      }
      let key = parts[2].isEmpty ? nil : Array(parts[2].utf8)
      let value = parts.count == 4 ? Array(parts[3].utf8) : nil
      try writer.append(
        TopicRecord(key: key, value: value, timestamp: time), partition: partition)
    }
    try writer.commit()
  }

  /// All messages as `key → value` lines, sorted; a deletion has no value.
  func messages(of topic: String) throws -> String {
    try records(of: topic).map { "\($0.key) → \($0.value ?? "")" }.sorted()
      .map { $0 + "\n" }.joined()
  }

  /// The last message of each key, without deleted keys.
  func latestMessages(of topic: String) throws -> String {
    var latest: [String: String] = [:]
    for record in try records(of: topic) { latest[record.key] = record.value }
    return latest.map { "\($0.key) → \($0.value)\n" }.sorted().joined()
  }

  private func records(of topic: String) throws -> [(key: String, value: String?)] {
    let topics = EmbeddedTopics(folder: folder + "/broker")
    var records: [(key: String, value: String?)] = []
    var cursor = try TopicCursor(topics, topic, partition: nil, from: .earliest)
    while true {
      let next = try cursor.next(limit: 10_000)
      if next.isEmpty { return records }
      records += next.map { record in
        (
          record.key.map { String(decoding: $0, as: UTF8.self) } ?? "",
          record.value.map { String(decoding: $0, as: UTF8.self) }
        )
      }
    }
  }
}
