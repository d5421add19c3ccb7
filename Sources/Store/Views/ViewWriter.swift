import Columnar
import Dataflow

/// How far a view's table of rows may lag behind its change log.
///
/// An epoch's changes fall at random places of the table, and each place costs a page to write and sync. So an epoch is
/// only appended to the log, which costs what the changes take, and many epochs go into the table together.
struct ViewLag {
  /// Changes that may wait: as many as the view has rows, within these bounds.
  ///
  /// Whoever reads the view reads what waits along with it, so this at most doubles what a large view takes to read.
  var rows: ClosedRange<Int64> = 16_384...262_144
  /// How many bytes they may take, in the log and in the memory of a reader.
  var bytes: Int64 = 16 << 20
  /// An epoch of more changes than this goes into the table at once: many of its rows share a page.
  var rowsOfEpoch = 65_536
  /// A view of fewer rows than this does not lag: it takes few pages, and a row that cannot be is found in its epoch.
  var rowsAtOnce: Int64 = 1024
}

/// Writes a view's changes: its rows, their versions, its errors and what `tail` reads.
///
/// Views with history never lag: a version's end is written where its row lies.
final class ViewWriter {
  let view: StoredView
  private let number: Int64
  private let rows: RowTable
  private let errors: RowTable
  private let archive: VersionArchive?
  private let changeLog: ChangeLog
  private let connection: Connection
  private let lag: ViewLag
  private let count: Statement
  private let status: Statement
  private let mark: Statement
  private var rowCount: Int64
  /// What the change log holds and the table of rows does not yet.
  private var waiting: (rows: Int64, bytes: Int64)

  init(_ connection: Connection, view: StoredView, number: Int64, lag: ViewLag) throws {
    self.connection = connection
    self.view = view
    self.number = number
    self.lag = lag
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
    mark = try connection.prepare(
      """
      UPDATE views SET merged_epoch =
      (SELECT coalesce(max(epoch), merged_epoch) FROM view_changes WHERE number = ?1)
      WHERE number = ?1
      """)
    rowCount = try connection.integer("SELECT row_count FROM views WHERE number = \(number)")
    waiting = try UnmergedChanges.size(connection, view: number)
  }

  func apply(_ batches: [Batch], _ version: RowVersion) throws {
    var changes = ChangeSet(isKeyed: view.key != nil)
    changes.begin(version)
    for batch in batches {
      precondition(
        batch.columns.count == view.fields.count,
        "a batch of view \(view.name) has other columns than the view")
      changes.append(batch, key: view.key)
    }
    var isMerged =
      archive != nil || rowCount < lag.rowsAtOnce
      || changes.count > min(lag.rowsOfEpoch, Int(lag.rows.upperBound))
    // In the order of the epochs: what waits goes first.
    if isMerged { try merge() }
    var entries = ChangeLog.Entries()
    var added: Int64 = 0
    try changes.forEachNet { net in
      if isMerged { try rows.apply(net) }
      added += net.weight
      entries.append(net, isKeyed: view.key != nil)
    }
    if !isMerged, entries.isTooLarge {
      try merge()
      try changes.forEachNet { try rows.apply($0) }
      isMerged = true
    }
    try changeLog.append(entries, epoch: version.epoch)
    guard rowCount + added >= 0 else {
      throw StoreError.weightBelowZero(
        in: view.name, epoch: version.epoch, "takes more rows away than there are")
    }
    if added != 0 { try add(rows: added) }
    try settle(entries, isMerged: isMerged)
    if case .some(.some(let kept)) = view.historyMicroseconds {
      try archive?.forget(before: version.preparedAt - kept)
    }
  }

  /// Brings the table of rows up to date where too much waits for it, and drops what nobody needs from the log.
  private func settle(_ entries: borrowing ChangeLog.Entries, isMerged: Bool) throws {
    if isMerged {
      try markMerged()
    } else {
      waiting.rows += entries.count
      waiting.bytes += Int64(entries.byteCount)
      let limit = min(max(rowCount, lag.rows.lowerBound), lag.rows.upperBound)
      if waiting.rows > limit || waiting.bytes > lag.bytes { try merge() }
    }
    try changeLog.trim(keeping: waiting.rows)
  }

  /// Applies what waits to the table of rows, in the order of keys. Part of a transaction.
  func merge() throws {
    if waiting.rows == 0 { return }
    var changes = try UnmergedChanges.read(connection, view: number, view)
    try changes.forEachNet { net in
      try UnmergedChanges.check(net, of: view)
      try rows.apply(net)
    }
    try markMerged()
    waiting = (0, 0)
  }

  private func markMerged() throws {
    mark.bind(1, number)
    try mark.run()
  }

  func applyErrors(_ batches: [Batch], _ version: RowVersion) throws {
    var changes = ChangeSet(isKeyed: false)
    changes.begin(version)
    for batch in batches { changes.append(batch, key: nil) }
    var added: Int64 = 0
    try changes.forEachNet { net in
      try errors.apply(net)
      added += net.weight
    }
    if added != 0 { try add(errors: added) }
  }

  func add(rows: Int64 = 0, late: Int64 = 0, errors: Int64 = 0) throws {
    rowCount += rows
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
