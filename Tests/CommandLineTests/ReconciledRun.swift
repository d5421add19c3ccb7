import Columnar
import Dataflow
import Glibc
import Store
import Testing

@testable import millrace

/// A small state and a truth file in a folder that goes away with the value.
final class ReconciledRun {
  let folder: String
  var state: String { folder + "/state" }
  var truth: String { folder + "/truth.jsonl" }

  static let header =
    #"{"type":"header","schema":2,"scenario":"property-leads","partitions":{"events":2}}"#

  static func row(
    _ expected: String, _ partition: Int, _ ordinal: Int, id: Int = 1, record: String? = nil
  ) -> String {
    #"{"type":"row","stream":"events","partition":\#(partition),"ordinal":\#(ordinal),"byte_offset":\#(ordinal * 100),"#
      + #""kind":"x","reason":"y","id":\#(id),"expected":"\#(expected)""#
      + (record.map { #","record":\#($0)"# } ?? "") + "}"
  }

  /// The last two lines: the stream's one partition, and the sum.
  static func totals(
    read: Int, rejected: Int = 0, duplicate: Int = 0, late: Int = 0, stream: String = "events",
    topic: String = "t"
  ) -> String {
    let counts =
      #""read":\#(read),"accepted":\#(read - rejected - duplicate),"rejected":\#(rejected),"#
      + #""duplicate":\#(duplicate),"late":\#(late)"#
    return #"{"type":"stream","stream":"\#(stream)","partition":0,"topic":"\#(topic)",\#(counts)}"#
      + "\n" + #"{"type":"totals",\#(counts),"answers":{"paid_user":2},"complete":true}"#
  }

  /// What the state's run set aside.
  struct SetAside {
    var rejects: [(partition: Int64, offset: Int64, raw: String)] = []
    var duplicates: [(partition: Int64, offset: Int64)] = []
    /// Users, and µs since 1970.
    var late: [(user: Int64, date: Int64)] = []
  }

  init(_ lines: [String], read: Int, connector: String = "topic", _ aside: SetAside) throws {
    var template = Array("/tmp/millrace-reconcile-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    folder = template.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    try write(lines)
    try makeState(read: Int64(read), connector: connector, aside)
  }

  deinit {
    for name in ["state/state.db", "state/state.db-wal", "state/state.db-shm", "state/lock"] {
      unlink(folder + "/" + name)
    }
    unlink(truth)
    rmdir(state)
    rmdir(folder)
  }

  func write(_ lines: [String]) throws {
    let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    let descriptor = open(truth, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    try #require(written == bytes.count)
  }

  func report(_ words: String...) throws -> ReconciliationReport {
    let arguments = try ParsedArguments(
      [truth, "--state", state] + words, of: ReconcileCommand.declaration)
    return try ReconcileCommand(arguments).report()
  }

  private static func pipeline(connector: String) -> String {
    let options =
      connector == "files" ? "connector = 'files', path = 'in'" : "connector = 'topic', topic = 't'"
    return """
      SET TIME ZONE 'Asia/Kolkata';
      CREATE TABLE events (
        event_id bigint, user_id bigint NOT NULL, date timestamptz, UNIQUE (event_id)
      ) WITH (\(options), format = 'json', event_time = 'date', watermark = '10 seconds');
      CREATE MATERIALIZED VIEW paid_users AS SELECT user_id, count(*) AS n FROM events GROUP BY user_id;
      CREATE MATERIALIZED VIEW minutes AS SELECT user_id, window_start, count(*) AS n
      FROM TUMBLE(events, date, INTERVAL '1 minute') GROUP BY user_id, window_start;
      """
  }

  private static let lateFields = [
    Field("user_id", .bigint), Field("date", .timestamptz), Field("window_start", .timestamptz),
    Field("window_end", .timestamptz), Field("late_by", .interval),
  ]

  private func makeState(read: Int64, connector: String, _ aside: SetAside) throws {
    let store = try SQLiteStateStore(folder: state)
    let paid = StoredView(
      name: "paid_users", fields: [Field("user_id", .bigint)], key: [0], historyMicroseconds: nil,
      lateFields: nil)
    let minutes = StoredView(
      name: "minutes", fields: [Field("user_id", .bigint)], key: [0], historyMicroseconds: nil,
      lateFields: Self.lateFields)
    try store.define(
      StoredPipeline(
        text: Self.pipeline(connector: connector), settings: [:], fingerprints: [:]),
      views: [paid, minutes])
    var counts = RowCounts()
    counts.read = read
    counts.rejected = Int64(aside.rejects.count)
    counts.duplicate = Int64(aside.duplicates.count)
    counts.accepted = read - counts.rejected - counts.duplicate
    let record = EpochRecord(
      epoch: 1, preparedAt: 0,
      tables: [
        TableRecord(
          table: "events", ranges: [], counts: counts, partitions: [], watermark: .min,
          ended: false, memory: [])
      ])
    try store.prepare(record)
    try store.commit(
      EpochCommit(
        record: record, views: [(view: paid, batches: [Self.users([7, 8])])],
        sides: Self.sides(aside), partitions: [], heldBy: [], replayedRows: 0))
    try store.close()
  }

  private static func users(_ users: [Int64]) -> Batch {
    let builder = ColumnBuilder(.bigint)
    for user in users { builder.append(word: user) }
    return Batch(columns: [builder.finish()], count: users.count)
  }

  private static func sides(_ aside: SetAside) -> [SideBatch] {
    func batch(_ types: [DataType], _ rows: [[Value]]) -> Batch {
      let builders = types.map { ColumnBuilder($0) }
      for row in rows { for (builder, value) in zip(builders, row) { builder.append(value) } }
      return Batch(columns: builders.map { $0.finish() }, count: rows.count)
    }
    let rejects = batch(
      [.bytea, .bigint, .bigint, .text, .text],
      aside.rejects.map {
        [.text($0.raw), .word($0.partition), .word($0.offset), .text("format"), .text("no JSON")]
      })
    let duplicates = batch(
      [.bigint, .bigint], aside.duplicates.map { [.word($0.partition), .word($0.offset)] })
    let late = batch(
      lateFields.map(\.type),
      aside.late.map {
        [.word($0.user), .word($0.date), .word(0), .word(0), .interval(Interval(microseconds: 1))]
      })
    return [
      SideBatch(relation: .rejects(table: "events"), batch: rejects),
      SideBatch(relation: .duplicates(table: "events"), batch: duplicates),
      SideBatch(relation: .late(view: "minutes"), batch: late),
    ]
  }
}
