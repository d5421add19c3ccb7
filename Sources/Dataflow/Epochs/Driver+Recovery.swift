import Columnar

/// After a crash: the last whole snapshot, then every epoch since, exactly as the ledger has it (architecture §4).
extension Driver {
  func recover() throws {
    let recovery = try store.recover()
    let last = recovery.prepared ?? recovery.committed
    try openSinks(recovery)
    let base = try restoreSnapshot(recovery)
    try circuit.openSources(at: last, wake: wake)

    epoch = base
    let committed = recovery.committed?.epoch ?? 0
    if let filling, base < filling.epoch { filled = try filling.make() }
    while epoch < committed {
      try adoptFilled()
      let record = try requireRecord(epoch + 1)
      try replay(record)
      epoch = record.epoch
    }
    sinkEpochs = recovery.committed?.sinkEpochs ?? [:]
    progress.epoch = committed
    try adoptFilled()
    if let prepared = recovery.prepared {
      let work = try circuit.work(of: prepared)
      let result = try compute(work)
      try checkCounts(result, prepared)
      epoch = prepared.epoch
      try commit(result, work)
    }
  }

  private func openSinks(_ recovery: Recovery) throws {
    let newest = recovery.prepared?.epoch ?? recovery.committed?.epoch ?? 0
    var opened: [ObjectIdentifier: Int64?] = [:]
    for output in graph.outputs {
      guard case .sink(let sink) = output.target else { continue }
      let known = opened[ObjectIdentifier(sink)]
      let remembered =
        try known ?? sink.open(stateID: store.stateID, takeOver: options.takeOver)
      opened[ObjectIdentifier(sink)] = .some(remembered)
      guard let shown = remembered else { continue }
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
        try circuit.restore(states)
        circuit.adopt(record)
        restored = Set(states.map(\.place))
        let known = Set(graph.nodes.map(\.id))
        unsavedStates = states.filter { !known.contains($0.operatorID) }.map { .gone($0.place) }
        lastSnapshotEpoch = candidate
        return candidate
      } catch let error as StoreError {
        observer?.warn("snapshot of epoch \(candidate) is not used: \(error.message)")
      } catch let error as StateDecodingError {
        observer?.warn("snapshot of epoch \(candidate) is not used: \(error.reason)")
        try circuit.runner.resetOperators { _ in true }
      }
    }
    return 0
  }

  private func requireRecord(_ epoch: Int64) throws -> EpochRecord {
    guard let record = try store.record(epoch: epoch) else {
      throw DriverError.noRecord(of: epoch)
    }
    return record
  }

  /// Runs a committed epoch again, sinks and store muted.
  private func replay(_ record: EpochRecord) throws {
    let result = try compute(try circuit.work(of: record))
    try checkCounts(result, record)
    progress.replayedRows += record.rows
  }

  /// Views that were filled take their state before the epoch in which they appear.
  private func adoptFilled() throws {
    guard let filled, filled.epoch == epoch + 1 else { return }
    try circuit.runner.resetOperators { filled.operators.contains($0.id) }
    try circuit.restore(filled.states)
    let places = Set(filled.states.map(\.place))
    let stale = restored.subtracting(places).filter { filled.operators.contains($0.operatorID) }
    unsavedStates += filled.states + stale.map { .gone($0) }
    for (index, table) in graph.tables.enumerated() {
      circuit.tables[index].raise(filled.watermarks[table.name] ?? [:])
    }
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
