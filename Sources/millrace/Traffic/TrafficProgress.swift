import Columnar
import Commerce

/// How far a generator is, on standard error.
struct TrafficProgress {
  private let scenario: TrafficScenario
  private let generator: TrafficGenerator
  private let isQuiet: Bool
  private let start = ContinuousClock.now
  private var line: ProgressLine

  private static let barWidth = 24

  init(scenario: TrafficScenario, generator: TrafficGenerator, isQuiet: Bool) {
    (self.scenario, self.generator, self.isQuiet) = (scenario, generator, isQuiet)
    line = ProgressLine(isQuiet: isQuiet)
  }

  mutating func update() {
    let progress = self
    line.update { progress.report }
  }

  mutating func clear() { line.clear() }

  func finish(_ counts: TruthCounts) {
    if isQuiet { return }
    let tenths = (ContinuousClock.now - start).microseconds / 100_000
    StandardStream.say(
      """
      \(grouped(counts.read)) events in \(tenths / 10).\(tenths % 10) s \
      (\(grouped(rate(counts.read)))/s): \(grouped(counts.accepted)) to accept, \
      \(grouped(counts.late)) of them late, \(grouped(counts.rejected)) to reject, \
      \(grouped(counts.duplicate)) duplicate

      """)
  }

  private var report: ProgressReport {
    let time = TextOutput().text(.word(generator.time), .timestamp) ?? ""
    let rate = rate(generator.position)
    return ProgressReport(
      line: "\(Self.bar(share))\(grouped(generator.position)) events, \(grouped(rate))/s, "
        + "scenario time \(time)",
      json: "{\"events\":\(generator.position),\"events_per_second\":\(rate),"
        + "\"scenario_time\":\"\(time)\"}")
  }

  /// From 0 to 1; nil where there is no end.
  private var share: Double? {
    let passed = Double(generator.time - scenario.start)
    let share: Double? =
      switch generator.limit {
      case .events(let count): Double(generator.position) / Double(max(count, 1))
      case .duration(let duration): passed / Double(max(duration, 1))
      case .until(let moment): passed / Double(max(moment - scenario.start, 1))
      case .endless: nil
      }
    return share.map { min(max($0, 0), 1) }
  }

  static func bar(_ share: Double?) -> String {
    guard let share else { return "" }
    let filled = Int(share * Double(barWidth))
    let percent = String(Int(share * 100))
    return "[" + String(repeating: "#", count: filled)
      + String(repeating: "·", count: barWidth - filled) + "] "
      + String(repeating: " ", count: 3 - percent.count) + percent + " %  "
  }

  private func rate(_ count: Int64) -> Int64 {
    let elapsed = max((ContinuousClock.now - start).microseconds, 1)
    return Int64(Double(count) * 1_000_000 / Double(elapsed))
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
