import Columnar
import Dataflow

/// Writes a view's changes: its rows, their versions, its errors and what `tail` reads.
final class ViewWriter {
  let view: StoredView
  private let number: Int64
  private let rows: RowTable
  private let errors: RowTable
  private let archive: VersionArchive?
  private let changeLog: ChangeLog
  private let count: Statement
  private let status: Statement

  init(_ connection: Connection, view: StoredView, number: Int64) throws {
    self.view = view
    self.number = number
    let table = StateSchema.rows(number)
    archive =
      view.historyMicroseconds == nil
      ? nil
      : try VersionArchive(connection, table: table, history: StateSchema.history(number))
    rows = try RowTable(
      connection, name: view.name, table: table, archive: archive, isKeyed: view.key != nil)
    errors = try RowTable(
      connection, name: "\(view.name).errors", table: StateSchema.errors(number), archive: nil,
      isKeyed: false)
    changeLog = try ChangeLog(connection, view: number)
    count = try connection.prepare(
      """
      UPDATE views SET row_count = row_count + ?2, late = late + ?3, errors = errors + ?4
      WHERE number = ?1
      """)
    status = try connection.prepare(
      "UPDATE views SET watermark = ?2, held_by = ?3 WHERE number = ?1")
  }

  func apply(_ batches: [Batch], epoch: Int64, preparedAt: Int64) throws {
    var changes = ChangeSet(isKeyed: view.key != nil)
    for batch in batches {
      precondition(
        batch.columns.count == view.fields.count,
        "a batch of view \(view.name) has other columns than the view")
      changes.append(batch, key: view.key)
    }
    var added: Int64 = 0
    try changeLog.write(epoch: epoch) { log in
      try changes.forEachNet { net in
        try rows.apply(net, epoch: epoch, preparedAt: preparedAt)
        added += net.weight
        log.append(net, isKeyed: view.key != nil)
      }
    }
    if added != 0 { try add(rows: added) }
    if case .some(.some(let kept)) = view.historyMicroseconds {
      try archive?.forget(before: preparedAt - kept)
    }
  }

  func applyErrors(_ batches: [Batch], epoch: Int64, preparedAt: Int64) throws {
    var changes = ChangeSet(isKeyed: false)
    for batch in batches { changes.append(batch, key: nil) }
    var added: Int64 = 0
    try changes.forEachNet { net in
      try errors.apply(net, epoch: epoch, preparedAt: preparedAt)
      added += net.weight
    }
    if added != 0 { try add(errors: added) }
  }

  func add(rows: Int64 = 0, late: Int64 = 0, errors: Int64 = 0) throws {
    count.bind(1, number)
    count.bind(2, rows)
    count.bind(3, late)
    count.bind(4, errors)
    try count.run()
  }

  /// What `millrace.views` says of the watermark; Int64.min is none yet.
  func setStatus(watermark: Int64, heldBy: String?) throws {
    status.bind(1, number)
    status.bind(2, watermark == .min ? nil : watermark)
    status.bind(3, heldBy)
    try status.run()
  }
}

extension ChangeSet {
  /// Adds a batch's changes. `key`: columns that identify a row; nil: all of them.
  mutating func append(_ batch: Batch, key: [Int]?) {
    let keyColumns = key.map { $0.map { batch.columns[$0] } } ?? batch.columns
    for row in 0..<batch.count {
      let weight = batch.weight(row)
      if weight == 0 { continue }
      append(
        weight: weight, key: { KeyEncoding.append(keyColumns, row: row, to: &$0) },
        row: { RowEncoding.append(batch.columns, row: row, to: &$0) })
    }
  }
}
