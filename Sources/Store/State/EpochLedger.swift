import Dataflow

/// The ledger of epochs and what it adds up to: `millrace.epochs`, `.ledger`, `.ledger_epochs`, `.sources`, `.state`.
final class EpochLedger {
  private let connection: Connection
  private let prepareEpoch: Statement
  private let commitEpoch: Statement
  private let find: Statement
  private let addTotals: Statement
  private let addEpoch: Statement
  private let setSource: Statement
  private let addSize: Statement

  init(_ connection: Connection) throws {
    self.connection = connection
    prepareEpoch = try connection.prepare(
      "INSERT INTO epochs (epoch, prepared_at, row_count, record) VALUES (?, ?, ?, ?)")
    commitEpoch = try connection.prepare(
      """
      UPDATE epochs SET committed_at = ?2, row_count = ?3, replayed = ?4, record = ?5
      WHERE epoch = ?1
      """)
    find = try connection.prepare("SELECT record, committed_at FROM epochs WHERE epoch = ?")
    addTotals = try connection.prepare(
      """
      INSERT INTO ledger VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET
      read = read + ?2, accepted = accepted + ?3, rejected = rejected + ?4,
      duplicate = duplicate + ?5, warned = warned + ?6, ahead = ahead + ?7
      """)
    addEpoch = try connection.prepare("INSERT INTO ledger_epochs VALUES (?, ?, ?, ?, ?, ?)")
    setSource = try connection.prepare("REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?)")
    addSize = try connection.prepare(
      "INSERT INTO operator_sizes (owner, operator, row_count, bytes) VALUES (?, ?, ?, ?)")
  }

  /// The record of an epoch and whether it was committed.
  func entry(_ epoch: Int64) throws -> (record: EpochRecord, isCommitted: Bool)? {
    find.bind(1, epoch)
    return try find.first { row in
      (
        try connection.decoding("epoch \(epoch)") { try EpochRecord(encoded: row.blob(0)) },
        !row.isNull(1)
      )
    }
  }

  func last(committed: Bool) throws -> EpochRecord? {
    let statement = try connection.prepare(
      committed
        ? "SELECT max(epoch) FROM epochs WHERE committed_at IS NOT NULL"
        : "SELECT max(epoch) FROM epochs WHERE committed_at IS NULL")
    guard let epoch = try statement.first({ $0.optionalInteger(0) }) ?? nil else { return nil }
    return try entry(epoch)?.record
  }

  func prepare(_ record: EpochRecord) throws {
    prepareEpoch.bind(1, record.epoch)
    prepareEpoch.bind(2, record.preparedAt)
    prepareEpoch.bind(3, record.rows)
    prepareEpoch.bind(4, record.encoded())
    try prepareEpoch.run()
  }

  /// Marks an epoch as committed and adds its counts. Part of a transaction.
  func commit(_ record: EpochRecord, ends: [(String, PartitionStatus)], replayed: Int64) throws {
    commitEpoch.bind(1, record.epoch)
    commitEpoch.bind(2, Clock.now())
    commitEpoch.bind(3, record.rows)
    commitEpoch.bind(4, replayed)
    commitEpoch.bind(5, record.encoded())
    try commitEpoch.run()
    for table in record.tables {
      try add(table.counts, of: table.table, epoch: record.epoch)
      for partition in table.partitions {
        let status = ends.first { $0.0 == table.table && $0.1.partition == partition.partition }
        try set(partition, of: table.table, end: status?.1.end)
      }
    }
  }

  private func add(_ counts: RowCounts, of table: String, epoch: Int64) throws {
    addTotals.bind(1, table)
    addTotals.bind(2, counts.read)
    addTotals.bind(3, counts.accepted)
    addTotals.bind(4, counts.rejected)
    addTotals.bind(5, counts.duplicate)
    addTotals.bind(6, counts.warned)
    addTotals.bind(7, counts.ahead)
    try addTotals.run()
    if counts == RowCounts() { return }
    addEpoch.bind(1, epoch)
    addEpoch.bind(2, table)
    addEpoch.bind(3, counts.read)
    addEpoch.bind(4, counts.accepted)
    addEpoch.bind(5, counts.rejected)
    addEpoch.bind(6, counts.duplicate)
    try addEpoch.run()
  }

  /// What each operator keeps takes the place of what it kept. Part of a transaction.
  func set(_ sizes: [OperatorSize]) throws {
    try connection.execute("DELETE FROM operator_sizes")
    for entry in sizes {
      for owner in entry.owners {
        addSize.bind(1, owner)
        addSize.bind(2, entry.name)
        addSize.bind(3, Int64(entry.size.rows))
        addSize.bind(4, Int64(entry.size.bytes))
        try addSize.run()
      }
    }
  }

  private func set(_ partition: PartitionRecord, of table: String, end: Int64?) throws {
    setSource.bind(1, table)
    setSource.bind(2, Int64(partition.partition))
    setSource.bind(3, partition.position)
    setSource.bind(4, partition.watermark)
    setSource.bind(5, end)
    setSource.bind(6, partition.isIdle ? 1 : 0)
    try setSource.run()
  }
}
