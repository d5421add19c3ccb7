import Dataflow

extension TopicFile {
  /// Remembers the sink's state and epoch. Part of a transaction.
  func setOwner(_ owner: TopicOwner) throws {
    try connection.execute("DELETE FROM owner")
    let statement = try connection.prepare("INSERT INTO owner VALUES (?, ?)")
    statement.bind(1, owner.stateID)
    statement.bind(2, owner.epoch)
    try statement.run()
  }

  /// Deletes whole batches in front of an offset.
  func delete(partition: Int, before offset: Int64) throws {
    try connection.transaction {
      var end: Int64?
      try forEachBatch(partition, 0..<max(offset, 0)) { place in
        if place.offsets.upperBound <= offset { end = place.offsets.upperBound }
        return place.offsets.upperBound < offset
      }
      if let end { try deleteBatches(partition, upTo: end) }
    }
  }

  /// Deletes batches from each partition's beginning on while all their messages are older than `moment`.
  func delete(olderThan moment: Int64) throws {
    try connection.transaction {
      let statement = try connection.prepare(
        """
        SELECT number + record_count FROM batches WHERE number >= ?1 AND number < ?2
        AND number < coalesce((SELECT min(number) FROM batches
          WHERE number >= ?1 AND number < ?2 AND last_timestamp >= ?3), ?2)
        ORDER BY number DESC LIMIT 1
        """)
      for state in try partitions() where state.firstOffset < state.nextOffset {
        statement.bind(1, TopicSchema.number(partition: state.partition, offset: 0))
        statement.bind(
          2, TopicSchema.number(partition: state.partition, offset: state.nextOffset))
        statement.bind(3, moment)
        guard let end = try statement.first({ $0.integer(0) }) else { continue }
        try deleteBatches(state.partition, upTo: TopicSchema.offset(ofNumber: end))
      }
    }
  }

  private func deleteBatches(_ partition: Int, upTo end: Int64) throws {
    let first = TopicSchema.number(partition: partition, offset: 0)
    let last = TopicSchema.number(partition: partition, offset: end)
    let bytes = try connection.integer(
      """
      SELECT coalesce(sum(byte_count), 0) FROM batches
      WHERE number >= \(first) AND number < \(last)
      """)
    try connection.execute("DELETE FROM batches WHERE number >= \(first) AND number < \(last)")
    try connection.execute(
      """
      UPDATE partitions SET first_offset = \(end), byte_count = byte_count - \(bytes)
      WHERE partition = \(partition)
      """)
  }
}
