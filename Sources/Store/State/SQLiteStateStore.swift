import Columnar
import Dataflow

/// A run's state in one folder: `state.db` and a lock that keeps other runs out.
public final class SQLiteStateStore: StateStore {
  public let stateID: String
  public let folder: String
  private let connection: Connection
  private let lag: ViewLag
  private var lock: FolderLock?
  private let ledger: EpochLedger
  private let snapshots: SnapshotTables
  private var views: [String: ViewWriter] = [:]
  private var sides: [SideRelation: SideWriter] = [:]

  /// Opens a state, or makes one where the folder has none.
  ///
  /// Throws `StoreError`: `unavailable` where another process has the folder, `failed` where the file is damaged, not
  /// ours, or of a newer format.
  public convenience init(folder: String) throws {
    try self.init(folder: folder, lag: ViewLag())
  }

  /// `lag`: how many changes of a view may wait for its table of rows.
  init(folder: String, lag: ViewLag) throws {
    self.lag = lag
    try StateFolder.create(folder)
    lock = try FolderLock(folder: folder)
    self.folder = folder
    let path = StateFolder.database(in: folder)
    StateFolder.removeLeftovers(of: path)
    connection = try Connection(path, .create)
    stateID = try SQLiteStateStore.open(connection)
    ledger = try EpochLedger(connection)
    snapshots = SnapshotTables(connection)
    try loadViews()
  }

  /// Drops a state; nothing happens where there is none. Throws as `init` does where another process has the folder.
  public static func remove(folder: String) throws {
    guard StateFolder.exists(StateFolder.database(in: folder)) else { return }
    let lock = try FolderLock(folder: folder)
    try StateFolder.removeState(in: folder)
    withExtendedLifetime(lock) {}
  }

  private static func open(_ connection: Connection) throws -> String {
    if try connection.isFresh() {
      try connection.execute("PRAGMA page_size = 4096")
      try connection.useWriteAheadLog()
      try connection.syncsCommits(true)
      try connection.transaction {
        try StateSchema.create(connection)
        try connection.mark(StateSchema.format)
        try connection.setMeta("state_id", Array(UniqueID.make().utf8))
      }
    } else {
      try connection.check(StateSchema.format)
      try connection.useWriteAheadLog()
    }
    try StateSchema.createFigures(connection)
    try connection.execute("PRAGMA wal_autocheckpoint = 16000")
    try connection.execute("PRAGMA cache_size = -32768")
    guard let id = try connection.meta("state_id") else {
      throw StoreError(.failed, "\(connection.path): the database is damaged: it has no state id")
    }
    return String(decoding: id, as: UTF8.self)
  }

  private func loadViews() throws {
    views.removeAll()
    sides.removeAll()
    for (number, view) in try ViewCatalogue.views(connection) {
      views[view.name] = try ViewWriter(connection, view: view, number: number, lag: lag)
    }
  }

  // MARK: - Recovery and definition

  public func recover() throws -> Recovery {
    let committed = try ledger.last(committed: true)
    return Recovery(
      snapshots: try snapshots.epochs(upTo: committed?.epoch ?? 0), committed: committed,
      prepared: try ledger.last(committed: false))
  }

  public func record(epoch: Int64) throws -> EpochRecord? { try ledger.entry(epoch)?.record }

  public func pipeline() throws -> StoredPipeline? { try connection.storedPipeline() }

  /// A view whose fields, key or fingerprint changed, or that is to be filled, starts anew.
  public func define(_ pipeline: StoredPipeline, views defined: [StoredView]) throws {
    try connection.syncsCommits(true)
    try connection.transaction {
      let old = try self.pipeline()?.fingerprints ?? [:]
      var changed = Set(old.filter { pipeline.fingerprints[$0.key] != $0.value }.keys)
      // Those that are made anew although their meaning is the same; once filled, they are left alone.
      let committed = try ledger.last(committed: true)?.epoch ?? 0
      if pipeline.fillEpoch > committed { changed.formUnion(pipeline.filling) }
      // Versions start from the rows that are stored.
      for view in defined where view.historyMicroseconds != nil && !changed.contains(view.name) {
        guard let writer = views[view.name], writer.view.hasRows(of: view) else { continue }
        try writer.merge()
      }
      try ViewCatalogue.define(connection, defined, changed: changed)
      try connection.setMeta("pipeline", pipeline.encoded())
    }
    try loadViews()
  }

  // MARK: - Epochs

  /// Synced when it returns. An epoch that is prepared already stays as it was recorded.
  public func prepare(_ record: EpochRecord) throws {
    if let known = try ledger.entry(record.epoch) {
      precondition(!known.isCommitted, "epoch \(record.epoch) was committed already")
      return
    }
    try connection.syncsCommits(true)
    try ledger.prepare(record)
  }

  /// Not synced: after a power cut the epoch may be only prepared again, and its re-run writes the same.
  public func commit(_ commit: EpochCommit) throws {
    guard let known = try ledger.entry(commit.record.epoch), !known.isCommitted else {
      preconditionFailure("epoch \(commit.record.epoch) was not prepared, or committed already")
    }
    var record = commit.record
    record.preparedAt = known.record.preparedAt
    try connection.syncsCommits(false)
    do {
      try connection.transaction { try write(commit, record) }
    } catch {
      // The writers count along: after a rollback they start from what is stored.
      try? loadViews()
      throw error
    }
  }

  private func write(_ commit: EpochCommit, _ record: EpochRecord) throws {
    let version = RowVersion(epoch: record.epoch, preparedAt: record.preparedAt)
    for (view, batches) in SQLiteStateStore.merged(commit.views.map { ($0.view.name, $0.batches) })
    {
      try writer(of: view).apply(batches, version)
    }
    for (relation, batches) in SQLiteStateStore.merged(
      commit.sides.map { ($0.relation, [$0.batch]) })
    {
      try write(batches, aside: relation, record)
    }
    for status in commit.heldBy {
      try writer(of: status.view).setStatus(watermark: status.watermark, heldBy: status.heldBy)
    }
    try ledger.commit(
      record, ends: commit.partitions.map { ($0.table, $0.status) },
      replayed: commit.replayedRows)
    if let sizes = commit.sizes { try ledger.set(sizes) }
  }

  private func write(
    _ batches: [Batch], aside relation: SideRelation, _ record: EpochRecord
  ) throws {
    switch relation {
    case .errors(let view):
      try writer(of: view).applyErrors(
        batches, RowVersion(epoch: record.epoch, preparedAt: record.preparedAt))
    case .late(let view):
      let side = try sideWriter(relation, .late, view)
      for batch in batches {
        try writer(of: view).add(late: try side.append(batch, epoch: record.epoch))
      }
    case .rejects(let table):
      let side = try sideWriter(relation, .rejects, table)
      for batch in batches { _ = try side.append(batch, epoch: record.epoch) }
    case .duplicates(let table):
      let side = try sideWriter(relation, .duplicates, table)
      for batch in batches { _ = try side.append(batch, epoch: record.epoch) }
    case .warnings(let table):
      let side = try sideWriter(relation, .warnings, table)
      for batch in batches { _ = try side.append(batch, epoch: record.epoch) }
    }
  }

  private func sideWriter(
    _ relation: SideRelation, _ kind: SideKind, _ owner: String
  ) throws -> SideWriter {
    if let known = sides[relation] { return known }
    let made = try SideWriter(connection, kind: kind, owner: owner)
    sides[relation] = made
    return made
  }

  private func writer(of view: String) throws -> ViewWriter {
    guard let writer = views[view] else {
      preconditionFailure("view \(view) was not defined before its rows came")
    }
    return writer
  }

  /// Batches of one owner together, in the order of first appearance.
  private static func merged<Owner: Hashable>(
    _ parts: [(Owner, [Batch])]
  ) -> [(Owner, [Batch])] {
    var merged: [(Owner, [Batch])] = []
    var places: [Owner: Int] = [:]
    for (owner, batches) in parts {
      if let place = places[owner] {
        merged[place].1 += batches
      } else {
        places[owner] = merged.count
        merged.append((owner, batches))
      }
    }
    return merged
  }

  // MARK: - Snapshots

  /// Synced when it returns.
  public func writeSnapshot(epoch: Int64, base: Int64?, states: [OperatorState]) throws {
    try connection.syncsCommits(true)
    try connection.transaction {
      try snapshots.write(epoch: epoch, base: base, states: states)
    }
  }

  public func readSnapshot(epoch: Int64) throws -> [OperatorState] {
    try snapshots.read(epoch: epoch)
  }

  /// Brings the write-ahead log into the database and frees the folder.
  public func close() throws {
    views.removeAll()
    sides.removeAll()
    try connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    lock = nil
  }
}
