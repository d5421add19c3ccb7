import Columnar
import Commerce
import Dataflow

/// Moves events from a generator to a target at a pace, and writes the truth about them.
struct TrafficSession {
  let generator: TrafficGenerator
  let target: any RecordTarget
  let pacer: Pacer
  let truth: OutputFile?
  let isQuiet: Bool

  /// The longest sleep between looks at the clock when events are paced.
  private static let tickMilliseconds = 10

  /// Until the generator ends or a signal asks for the end; what was written is whole then, the truth too.
  func run(until signals: SignalWatch, wake: Wake) throws {
    let start = ContinuousClock.now
    var progress = ProgressLine(isQuiet: isQuiet)
    try truth?.write(generator.truthHeader)
    while !signals.isAsked {
      let elapsed = (ContinuousClock.now - start).microseconds
      let due = pacer.due(
        after: elapsed, position: generator.position, limit: TrafficGenerator.largestBatch,
        scenarioTime: generator.scenarioTime)
      if due == 0 {
        if let count = generator.eventCount, generator.position >= count { break }
        wake.wait(milliseconds: Self.tickMilliseconds)
        continue
      }
      guard let batch = generator.nextBatch(upTo: due) else { break }
      try target.write(batch)
      if !batch.truthLines.isEmpty { try truth?.write(batch.truthLines) }
      progress.update { report(since: start) }
    }
    try target.finish()
    try truth?.write(generator.finish())
    try truth?.close()
    progress.clear()
    if !isQuiet { StandardStream.say(summary(since: start)) }
  }

  private func report(since start: ContinuousClock.Instant) -> ProgressReport {
    let time = TextOutput().text(
      .word(generator.scenarioTime(ofEvent: generator.position)), .timestamp)
    let rate = rate(since: start)
    let place = generator.eventCount.map { " of \(grouped($0))" } ?? ""
    return ProgressReport(
      line: "\(grouped(generator.position))\(place) events, \(grouped(rate))/s, "
        + "scenario time \(time ?? "")",
      json: "{\"events\":\(generator.position),\"events_per_second\":\(rate),"
        + "\"scenario_time\":\"\(time ?? "")\"}")
  }

  private func summary(since start: ContinuousClock.Instant) -> String {
    let totals = generator.totals
    let tenths = (ContinuousClock.now - start).microseconds / 100_000
    return """
      \(grouped(totals.read)) events in \(tenths / 10).\(tenths % 10) s \
      (\(grouped(rate(since: start)))/s): \(grouped(totals.accepted)) good, \
      \(grouped(totals.late)) of them late, \(grouped(totals.rejected)) corrupted, \
      \(grouped(totals.duplicates)) duplicate

      """
  }

  private func rate(since start: ContinuousClock.Instant) -> Int64 {
    let elapsed = max((ContinuousClock.now - start).microseconds, 1)
    return Int64(Double(generator.position) * 1_000_000 / Double(elapsed))
  }
}

/// Digits in groups of three, for people: `1 234 567`.
func grouped(_ number: Int64) -> String {
  let digits = String(number.magnitude)
  var text = number < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text += " " }
    text.append(digit)
  }
  return text
}
