import Columnar
import Dataflow

@testable import Store

/// A batch of bigint columns.
func words(_ rows: [[Int64?]], weights: [Int64]? = nil) -> Batch {
  let width = rows.first?.count ?? 0
  let builders = (0..<width).map { _ in ColumnBuilder(.bigint) }
  for row in rows {
    for (builder, value) in zip(builders, row) {
      builder.append(value.map { .word($0) } ?? .null)
    }
  }
  return Batch(
    columns: builders.map { $0.finish() }, count: rows.count, weights: weights.map(buffer))
}

func buffer(_ weights: [Int64]) -> Buffer {
  let made = Buffer(byteCount: weights.count * 8)
  for (row, weight) in weights.enumerated() { made.pointer(to: Int64.self)[row] = weight }
  return made
}

/// Rows of a relation as texts such as `1|2|NULL`, sorted; copies as often as they weigh.
func rows(_ batches: [Batch]) -> [String] {
  var texts: [String] = []
  for batch in batches {
    for row in 0..<batch.count {
      let text = batch.row(row).map(describe).joined(separator: "|")
      texts += Array(repeating: text, count: Int(max(batch.weight(row), 0)))
    }
  }
  return texts.sorted()
}

func describe(_ value: Value) -> String {
  switch value {
  case .null: "NULL"
  case .boolean(let value): value ? "t" : "f"
  case .word(let value): "\(value)"
  case .double(let value): "\(value)"
  case .decimal(let value): "\(value.coefficient)e-\(value.scale)"
  case .interval(let value): "\(value.months)m\(value.days)d\(value.microseconds)"
  case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
  }
}

/// A view of bigint columns.
func view(
  _ name: String, _ columns: [String], key: [Int]? = nil, history: Int64?? = nil,
  late: [Field]? = nil
) -> StoredView {
  StoredView(
    name: name, fields: columns.map { Field($0, .bigint) }, key: key,
    historyMicroseconds: history, lateFields: late)
}

func counts(_ read: Int64, accepted: Int64? = nil, rejected: Int64 = 0) -> RowCounts {
  var counts = RowCounts()
  counts.read = read
  counts.accepted = accepted ?? (read - rejected)
  counts.rejected = rejected
  return counts
}

/// The record of an epoch that read `counts.read` rows of one partition of `events`.
func record(_ epoch: Int64, _ counts: RowCounts = counts(1), from: Int64 = 0) -> EpochRecord {
  EpochRecord(
    epoch: epoch, preparedAt: epoch * 1_000_000,
    tables: [
      TableRecord(
        table: "events",
        ranges: [PartitionRange(partition: 0, offsets: from..<from + counts.read)],
        counts: counts,
        partitions: [
          PartitionRecord(
            partition: 0, position: from + counts.read, watermark: .min, isIdle: false)
        ],
        watermark: .min, ended: false, memory: [1, 2, 3])
    ])
}

extension EpochCommit {
  init(_ record: EpochRecord, _ views: [(StoredView, Batch)] = [], sides: [SideBatch] = []) {
    self.init(
      record: record, views: views.map { (view: $0.0, batches: [$0.1]) }, sides: sides,
      partitions: [], heldBy: [], replayedRows: 0)
  }
}

extension SQLiteStateStore {
  /// Prepares and commits.
  func run(_ commit: EpochCommit) throws {
    try prepare(commit.record)
    try self.commit(commit)
  }

  func define(_ views: [StoredView], fingerprint: String = "1") throws {
    let names = views.map { ($0.name, fingerprint) }
    try define(
      StoredPipeline(
        text: "SELECT 1", settings: ["n": "2"], fingerprints: Dictionary(names) { $1 }),
      views: views)
  }
}
