import Commerce
import Dataflow

/// Moves records from a generator to a target at a pace, and writes the truth about those that got there.
struct TrafficSession {
  let scenario: TrafficScenario
  let generator: TrafficGenerator
  let target: any RecordTarget
  let pacer: Pacer
  let truth: TruthOutput
  let isQuiet: Bool

  /// The longest sleep between looks at the clock when records are paced.
  private static let sleepMilliseconds = 10
  /// Readers see records at the latest when so many bytes wait for it.
  private static let commitBytes = 16 << 20

  /// Until the generator ends or a signal asks for the end. Whatever ends it, an error too: the truth's last line says
  /// how far it got.
  func run(until signals: SignalWatch, wake: Wake) throws {
    let ledger = scenario.ledger(target.distributions)
    var progress = TrafficProgress(scenario: scenario, generator: generator, isQuiet: isQuiet)
    try truth.write(scenario.truthHeader(target.distributions))
    do {
      try move(until: signals, wake, ledger, &progress)
      try target.finish(ledger)
    } catch {
      progress.clear()
      // The first error is the one to tell of, even where the truth cannot be written either.
      try? truth.write(ledger.finish(reason: reason(error)))
      try? truth.close()
      throw error
    }
    progress.clear()
    let isWhole = generator.isAtEnd || !signals.isAsked
    try truth.write(ledger.finish(reason: isWhole ? nil : "interrupted by a signal"))
    try truth.close()
    progress.finish(ledger.totals.sum)
  }

  private func move(
    until signals: SignalWatch, _ wake: Wake, _ ledger: TruthLedger,
    _ progress: inout TrafficProgress
  ) throws {
    let start = ContinuousClock.now
    while !signals.isAsked {
      let elapsed = (ContinuousClock.now - start).microseconds
      let due = pacer.due(after: elapsed, position: generator.position)
      let slices = due.map { generator.release($0) } ?? []
      for slice in slices { try target.write(slice, ledger) }
      if slices.isEmpty, generator.isAtEnd { break }
      if pacer.pace != .unlimited || target.pendingByteCount >= Self.commitBytes {
        try target.commit(ledger)
      }
      try truth.write(ledger.takeLines(before: generator.oldestTick))
      progress.update()
      if slices.isEmpty { wake.wait(milliseconds: Self.sleepMilliseconds) }
    }
  }

  private func reason(_ error: any Error) -> String {
    (error as? ConnectorError)?.message ?? "\(error)"
  }
}
