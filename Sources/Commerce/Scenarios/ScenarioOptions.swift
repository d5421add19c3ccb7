import Diagnostics

/// Option texts read against a scenario's descriptions; collects every fault instead of stopping at the first.
struct ScenarioOptions {
  private let scenario: ScenarioDescription
  private let given: [String: String]
  private(set) var faults = DiagnosticList()

  init(_ given: [String: String], of scenario: ScenarioDescription) {
    (self.scenario, self.given) = (scenario, given)
    let known = scenario.options.map(\.name)
    for name in given.keys.sorted() where !known.contains(name) {
      faults.add(
        Diagnostic(
          .error, "unknown-option", "the scenario \(scenario.name) has no option \"\(name)\"",
          at: nil,
          help: "use one of: \(known.joined(separator: ", "))"))
    }
  }

  /// Each option with the text that counts, in the order of the descriptions.
  var effective: [(name: String, text: String)] {
    scenario.options.map { ($0.name, text($0.name)) }
  }

  func text(_ name: String) -> String {
    given[name] ?? description(name).defaultText ?? ""
  }

  mutating func integer(_ name: String) -> Int64 {
    guard case .integer(let range) = description(name).kind else {
      preconditionFailure("\(name) is described as an integer")
    }
    let digits = text(name).filter { $0 != "_" }
    if let value = Int64(digits), range.contains(value) { return value }
    fault(name, "write a whole number from \(range.lowerBound) to \(range.upperBound)")
    return range.lowerBound
  }

  mutating func boolean(_ name: String) -> Bool {
    if let value = Bool(text(name)) { return value }
    fault(name, "write true or false")
    return false
  }

  mutating func choice(_ name: String) -> String {
    guard case .choice(let choices) = description(name).kind else {
      preconditionFailure("\(name) is described as a choice")
    }
    if choices.contains(text(name)) { return text(name) }
    fault(name, "use one of: \(choices.joined(separator: ", "))")
    return choices.first ?? ""
  }

  /// Microseconds of `10 seconds`, `500ms`, `1 minute`.
  mutating func duration(_ name: String) -> Int64 {
    let text = text(name)
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }
    let scales: [(names: [String], scale: Int64)] = [
      (["ms", "millisecond", "milliseconds"], 1_000),
      (["s", "second", "seconds"], CivilTime.microsecondsPerSecond),
      (["min", "minute", "minutes"], CivilTime.microsecondsPerMinute),
      (["h", "hour", "hours"], 60 * CivilTime.microsecondsPerMinute),
    ]
    if let count = Int64(digits), count <= 1_000_000,
      let scale = scales.first(where: { $0.names.contains(String(unit)) })?.scale
    {
      return count * scale
    }
    fault(name, "write a number and a unit, such as '10 seconds' or '500ms'")
    return 0
  }

  /// Millionths of `1%`, `0.5 %`, `0.01`.
  mutating func share(_ name: String) -> Int64 {
    var text = text(name)[...]
    var scale: Int64 = 1_000_000
    if text.last == "%" {
      text = text.dropLast()
      while text.last == " " { text = text.dropLast() }
      scale = 10_000
    }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : "0"
    let isDecimal = (parts + [fraction]).allSatisfy { part in
      !part.isEmpty && part.count <= 6 && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    if isDecimal, let whole = Int64(parts[0]), let numerator = Int64(fraction) {
      let denominator = fraction.utf8.reduce(Int64(1)) { power, _ in power * 10 }
      let millionths = whole * scale + numerator * scale / denominator
      if millionths <= 1_000_000, numerator * scale % denominator == 0 { return millionths }
    }
    fault(name, "write a share from 0 to 1 such as '1%', '0.5 %' or '0.01', in steps of 0.0001 %")
    return 0
  }

  /// Microseconds since 1970 of a whole minute such as `2021-11-30 00:00:00`.
  mutating func minute(_ name: String) -> Int64 {
    if let time = CivilTime.parse(text(name)), time % CivilTime.microsecondsPerMinute == 0,
      let range = Self.starts, range.contains(time)
    {
      return time
    }
    fault(name, "write a whole minute from 1971 to 2199, such as '2021-11-30 00:00:00'")
    return 0
  }

  mutating func fault(_ name: String, _ remedy: String) {
    faults.add(
      Diagnostic(
        .error, "bad-option", "option \(name) cannot be \"\(text(name))\"", at: nil, help: remedy))
  }

  private static let starts: Range<Int64>? = {
    guard let first = CivilTime.parse("1971-01-01 00:00:00"),
      let end = CivilTime.parse("2200-01-01 00:00:00")
    else { return nil }
    return first..<end
  }()

  private func description(_ name: String) -> OptionDescription {
    guard let found = scenario.options.first(where: { $0.name == name }) else {
      preconditionFailure("the scenario \(scenario.name) describes no option \(name)")
    }
    return found
  }
}
