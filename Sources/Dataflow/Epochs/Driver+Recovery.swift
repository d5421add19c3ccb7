import Columnar

/// After a crash: the last whole snapshot, then every epoch since, exactly as the ledger has it (architecture §4).
extension Driver {
  func recover() throws {
    let recovery = try store.recover()
    let last = recovery.prepared ?? recovery.committed
    try openSinks(recovery)
    let base = try restoreSnapshot(recovery)
    try openSources(at: last)

    epoch = base
    let committed = recovery.committed?.epoch ?? 0
    while epoch < committed {
      let record = try requireRecord(epoch + 1)
      try replay(record)
      epoch = record.epoch
    }
    sinkEpochs = recovery.committed?.sinkEpochs ?? [:]
    progress.epoch = committed
    if let filled, filled.epoch > committed { try adopt(filled) }
    if let prepared = recovery.prepared {
      let work = try work(of: prepared)
      let result = try compute(work)
      try checkCounts(result, prepared)
      epoch = prepared.epoch
      try commit(result, work)
    }
  }

  private func openSinks(_ recovery: Recovery) throws {
    let newest = recovery.prepared?.epoch ?? recovery.committed?.epoch ?? 0
    for output in graph.outputs {
      guard case .sink(let sink) = output.target else { continue }
      guard let shown = try sink.open(stateID: store.stateID, takeOver: options.takeOver) else {
        continue
      }
      let expected = recovery.committed?.sinkEpochs[output.name] ?? 0
      if shown > newest && !options.takeOver {
        throw DriverError(
          .sinkDiffers,
          "sink \(output.name) shows epoch \(shown), but the state knows only \(newest): "
            + "the state is an old backup",
          help: "use the newer state, or start the sink anew with --take-over")
      }
      if shown < expected && !options.takeOver {
        throw DriverError(
          .sinkDiffers,
          "sink \(output.name) shows epoch \(shown), but the state committed \(expected) to it: "
            + "it was deleted or put back",
          help: "restore the sink, or go on with what it has by --take-over")
      }
      openedSinkEpochs[output.name] = shown
    }
  }

  /// Loads the newest whole snapshot; returns its epoch, 0 where there is none.
  private func restoreSnapshot(_ recovery: Recovery) throws -> Int64 {
    for candidate in recovery.snapshots {
      do {
        let states = try store.readSnapshot(epoch: candidate)
        guard let record = try store.record(epoch: candidate) else {
          throw StoreError(.failed, "the ledger has no entry of epoch \(candidate)")
        }
        try restore(states)
        adopt(record)
        lastSnapshotEpoch = candidate
        return candidate
      } catch let error as StoreError {
        observer?.warn("snapshot of epoch \(candidate) is not used: \(error.message)")
      } catch let error as StateDecodingError {
        observer?.warn("snapshot of epoch \(candidate) is not used: \(error.reason)")
        try runner.resetOperators { _ in true }
      }
    }
    return 0
  }

  func restore(_ states: [OperatorState]) throws {
    let nodes = Dictionary(
      uniqueKeysWithValues: graph.nodes.enumerated().map { ($0.element.id, $0.offset) })
    for entry in states {
      guard let node = nodes[entry.operatorID] else { continue }
      let worker =
        graph.nodes[node].isSingle
        ? 0 : owner(ofKeyGroup: entry.state.group, workers: runner.workers.count)
      try runner.workers[worker].operators[node].restore(entry.state)
    }
  }

  private func adopt(_ record: EpochRecord) {
    for (index, table) in graph.tables.enumerated() {
      guard let known = record.table(table.name) else { continue }
      tables[index] = TableProgress(clock: table.clock, record: known)
    }
  }

  func openSources(at last: EpochRecord?) throws {
    for table in graph.tables {
      let known = last?.table(table.name)
      let positions = Dictionary(
        uniqueKeysWithValues: (known?.partitions ?? []).map { ($0.partition, $0.position) })
      try table.source.open(positions: positions, memory: known?.memory ?? [], wake: wake)
    }
  }

  func requireRecord(_ epoch: Int64) throws -> EpochRecord {
    guard let record = try store.record(epoch: epoch) else {
      throw DriverError(
        .replayDiffers, "the ledger has no entry of epoch \(epoch), which must be replayed",
        help: "start anew with --from-scratch, or restore a backup of the state")
    }
    return record
  }

  /// Runs a committed epoch again, sinks and store muted.
  private func replay(_ record: EpochRecord) throws {
    let result = try compute(try work(of: record))
    try checkCounts(result, record)
    progress.replayedRows += record.rows
  }

  /// The epoch as the ledger has it.
  func work(of record: EpochRecord) throws -> EpochWork {
    var work = EpochWork(
      epoch: record.epoch, preparedAt: record.preparedAt, chunks: [], ended: [], idle: [])
    for (index, table) in graph.tables.enumerated() {
      guard let known = record.table(table.name) else {
        work.idle.append(Set(tables[index].idlePartitions))
        continue
      }
      let chunks = try table.source.replay(known.ranges)
      work.chunks += chunks.map { TableChunk(table: index, chunk: $0) }
      if known.ended { work.ended.insert(index) }
      work.idle.append(Set(known.partitions.filter(\.isIdle).map(\.partition)))
      for partition in known.partitions {
        tables[index].discover(partition.partition, position: partition.position)
      }
    }
    return work
  }

  /// Holds the recomputed ledger figures against the recorded ones.
  private func checkCounts(_ result: EpochResult, _ record: EpochRecord) throws {
    for (index, table) in graph.tables.enumerated() {
      guard let known = record.table(table.name), known.counts != result.counts[index] else {
        continue
      }
      let message =
        "epoch \(record.epoch) of \(table.name) does not replay as it was committed: "
        + "\(result.counts[index].summary) now, \(known.counts.summary) then"
      if options.acceptLoss {
        observer?.warn(message)
      } else {
        throw DriverError(
          .replayDiffers, message,
          help: "--rebuild all computes everything from what is left, --accept-loss goes on")
      }
    }
  }
}

extension RowCounts {
  var summary: String {
    "\(read) read, \(accepted) accepted, \(rejected) rejected, \(duplicate) duplicate"
  }
}
