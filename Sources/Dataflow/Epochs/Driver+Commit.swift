import Columnar

/// The commit protocol of architecture §4: sinks take the rows, *prepared* is synced, sinks show them, *committed*.
extension Driver {
  func commit(_ result: EpochResult, _ work: EpochWork) throws {
    let sinks = sinksWithRows(result)
    for (names, sink, batches) in sinks where !hasShown(names[0], work.epoch) {
      try sink.prepare(epoch: work.epoch, batches: batches)
    }
    for name in sinks.flatMap(\.names) { sinkEpochs[name] = work.epoch }
    try options.onStep?(.sinksPrepared, work.epoch)

    let record = record(of: work, result)
    try store.prepare(record)
    try options.onStep?(.prepared, work.epoch)

    for (position, (names, sink, _)) in sinks.enumerated()
    where !hasShown(names[0], work.epoch) {
      try sink.commit(epoch: work.epoch)
      if position == 0 { try options.onStep?(.firstSinkCommitted, work.epoch) }
    }
    try options.onStep?(.sinksCommitted, work.epoch)

    try store.commit(storeCommit(record, result))
    try options.onStep?(.committed, work.epoch)
    report(record, result)
  }

  /// A sink that showed this epoch before the crash is not given it again.
  private func hasShown(_ sink: String, _ epoch: Int64) -> Bool {
    openedSinkEpochs[sink, default: 0] >= epoch
  }

  /// Sinks, the outputs that have rows for them and their net changes; a sink without any is left alone.
  ///
  /// A sink that several queries write is one: it shows an epoch of all of them or of none.
  private func sinksWithRows(
    _ result: EpochResult
  ) -> [(names: [String], sink: any Sink, batches: [Batch])] {
    var sinks: [(names: [String], sink: any Sink, batches: [Batch])] = []
    for (index, output) in graph.outputs.enumerated() {
      guard case .sink(let sink) = output.target else { continue }
      let net = consolidated(result.outputs[index])
      if net.isEmpty { continue }
      if let known = sinks.firstIndex(where: { $0.sink === sink }) {
        sinks[known].names.append(output.name)
        sinks[known].batches += net
      } else {
        sinks.append(([output.name], sink, net))
      }
    }
    return sinks
  }

  private func record(of work: EpochWork, _ result: EpochResult) -> EpochRecord {
    let records = graph.tables.enumerated().map { index, table in
      TableRecord(
        table: table.name,
        ranges: ranges(of: work.chunks.filter { $0.table == index }.map(\.chunk)),
        counts: result.counts[index], partitions: circuit.tables[index].sortedPartitions,
        watermark: circuit.tables[index].watermark,
        eventWatermark: circuit.tables[index].eventWatermark, ended: circuit.tables[index].hasEnded,
        memory: table.source.memory)
    }
    return EpochRecord(
      epoch: work.epoch, preparedAt: work.preparedAt, tables: records, sinkEpochs: sinkEpochs)
  }

  private func ranges(of chunks: [any Chunk]) -> [PartitionRange] {
    var ranges: [PartitionRange] = []
    for chunk in chunks {
      if let last = ranges.last, last.partition == chunk.partition,
        last.offsets.upperBound == chunk.offsets.lowerBound
      {
        ranges[ranges.count - 1].offsets = last.offsets.lowerBound..<chunk.offsets.upperBound
      } else {
        ranges.append(PartitionRange(partition: chunk.partition, offsets: chunk.offsets))
      }
    }
    return ranges
  }

  private func storeCommit(_ record: EpochRecord, _ result: EpochResult) -> EpochCommit {
    var views: [(view: StoredView, batches: [Batch])] = []
    var held: [(view: String, watermark: Int64, heldBy: String?)] = []
    progress.heldBy = windowHolders()
    for (index, output) in graph.outputs.enumerated() {
      guard case .view(let view) = output.target else { continue }
      views.append((view, consolidated(result.outputs[index])))
      held.append((view.name, watermark(of: output), progress.heldBy[view.name]))
    }
    let partitions = graph.tables.flatMap { table in
      table.source.partitions.map { (table: table.name, status: $0) }
    }
    return EpochCommit(
      record: record, views: views, sides: result.sides, partitions: partitions, heldBy: held,
      replayedRows: epochReplayedRows, sizes: stateSizes(record))
  }

  /// What operators keep: five times a second, and where a table's input has ended, for that may be the last epoch.
  private func stateSizes(_ record: EpochRecord) -> [OperatorSize]? {
    let now = Milliseconds.now
    let isDue = measuredAt.map { now - $0 >= 200 } ?? true
    guard isDue || record.tables.contains(where: \.ended) else { return nil }
    measuredAt = now
    return circuit.stateSizes
  }

  /// Rows that were read again before the first epoch of this process; said once.
  private var epochReplayedRows: Int64 { progress.epochs == 0 ? progress.replayedRows : 0 }

  /// The least watermark of the tables that feed an output; Int64.min where none has event time.
  private func watermark(of output: OutputNode) -> Int64 {
    let upstream: Set<Int> =
      switch output.origin {
      case .table(let table): [table]
      case .node(let node): circuit.runner.routes.tables[node]
      }
    let clocked = upstream.filter { circuit.tables[$0].clock != nil }
    return clocked.map { circuit.tables[$0].watermark }.min() ?? Int64.min
  }

  private func report(_ record: EpochRecord, _ result: EpochResult) {
    progress.epoch = record.epoch
    progress.epochs += 1
    for table in record.tables {
      progress.counts[table.table, default: RowCounts()].add(table.counts)
      progress.watermarks[table.table] = table.watermark
    }
    warnOfClocks()
    for side in result.sides {
      if case .late(let view) = side.relation {
        progress.late[view, default: 0] += Int64(side.batch.count)
      }
    }
    explainLateRows(result)
    for remark in result.remarks.sorted() { warnOnce(remark) }
    observer?.epochCommitted(progress)
  }

  /// Most of a table's first rows lie ahead of the log's clock: their zone is likely to be another than the session's.
  private func warnOfClocks() {
    for (table, counts) in progress.counts.sorted(by: { $0.key < $1.key })
    where !judgedClocks.contains(table) && counts.read >= Driver.rowsThatJudgeAClock {
      judgedClocks.insert(table)
      if counts.ahead * 2 > counts.read {
        observer?.warn(
          "\(counts.ahead) of the first \(counts.read) rows of \(table) lie further ahead of the log's own "
            + "timestamps than max_ahead and do not move its watermark; the time zone is the likely cause: "
            + "check SET TIME ZONE")
      }
    }
  }

  private static let rowsThatJudgeAClock = 1_000
}
