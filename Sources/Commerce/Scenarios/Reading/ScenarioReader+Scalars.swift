import Columnar
import Diagnostics

/// Values of nodes by kind. Each notes a fault and gives nil where the node is of another kind; `what` is the key.
extension ScenarioReader {
  /// Near names and excerpts cost time; a file with more faults is none that was written by hand.
  static let mostFaults = 200

  private func canNote() -> Bool {
    if faults.items.count < Self.mostFaults { return true }
    let message = "there are over \(Self.mostFaults) faults; the others are not shown"
    faults.add(Diagnostic("too-many-faults", message, at: nil))
    return false
  }

  func fault(_ code: String, _ message: String, _ node: YAMLNode, help: String? = nil) {
    if node.scalar?.isBroken == true { return }
    guard canNote() else { return }
    var notes: [String] = []
    if let parameter = node.scalar?.parameter, let text = node.scalar?.text {
      notes.append("\"\(brief(text))\" comes from the parameter \(parameter)")
    }
    faults.add(Diagnostic(code, message, at: node.range, notes: notes, help: help))
  }

  /// Notes that `owner` has no `kind` of this name, with the nearest name or all of them.
  func unknown(
    _ kind: String, _ name: String, _ owner: String?, _ node: YAMLNode, among names: [String],
    help: String? = nil
  ) {
    guard canNote() else { return }
    let code = "unknown-" + kind.split(separator: " ").joined(separator: "-")
    let message =
      owner.map { "\($0) has no \(kind) \"\(brief(name))\"" }
      ?? "there is no \(kind) \"\(brief(name))\""
    var remedy = help
    if let near = suggestion(for: name, among: names) {
      remedy = "did you mean \"\(near)\"?"
    } else if remedy == nil, !names.isEmpty {
      let shown = names.prefix(20).joined(separator: ", ")
      remedy = "use one of: \(shown)\(names.count > 20 ? ", …" : "")"
    }
    fault(code, message, node, help: remedy)
  }

  /// Long values are cut in messages.
  func brief(_ text: String) -> String {
    text.count <= 60 ? text : "\(text.prefix(57))…"
  }

  private func refuse(_ node: YAMLNode, _ what: String, _ remedy: String) {
    let shown = node.scalar.map { "\"\(brief($0.text))\"" } ?? node.kindName
    fault("bad-value", "\"\(what)\" cannot be \(shown)", node, help: remedy)
  }

  func scalar(_ node: YAMLNode, _ what: String, _ remedy: String) -> String? {
    if let scalar = node.scalar, !node.isNull { return scalar.isBroken ? nil : scalar.text }
    fault(
      "wrong-type", "\"\(what)\" is a single value, not \(node.kindName)", node, help: remedy)
    return nil
  }

  func text(_ node: YAMLNode, _ what: String) -> String? { scalar(node, what, "write a text") }

  func value(_ node: YAMLNode, _ what: String) -> ScenarioValue? {
    if let scalar = node.scalar { return scalar.isBroken ? nil : ScenarioValue(scalar) }
    fault("wrong-type", "\"\(what)\" is a single value, not \(node.kindName)", node)
    return nil
  }

  func entries(_ node: YAMLNode, _ what: String) -> [YAMLEntry] {
    if let entries = node.isNull ? [] : node.entries { return entries }
    fault("wrong-type", "\"\(what)\" is a mapping of names, not \(node.kindName)", node)
    return []
  }

  func items(_ node: YAMLNode, _ what: String) -> [YAMLNode] {
    if let items = node.items { return items }
    fault(
      "wrong-type", "\"\(what)\" is a list, not \(node.kindName)", node,
      help: "write [one, another]")
    return []
  }

  func boolean(_ node: YAMLNode, _ what: String) -> Bool? {
    let remedy = "write true or false"
    guard let text = scalar(node, what, remedy) else { return nil }
    if let value = Bool(text) { return value }
    refuse(node, what, remedy)
    return nil
  }

  func integer(_ node: YAMLNode, _ what: String, in range: ClosedRange<Int64>) -> Int64? {
    let remedy = "write a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let text = scalar(node, what, remedy) else { return nil }
    if let number = ScalarText.number(text[...]), number.isWhole, range.contains(number.unscaled) {
      return number.unscaled
    }
    refuse(node, what, remedy)
    return nil
  }

  func number(_ node: YAMLNode, _ what: String, in range: ClosedRange<Double>) -> Double? {
    let remedy = "write a number \(Self.bounds(range))"
    guard let text = scalar(node, what, remedy) else { return nil }
    if let number = ScalarText.number(text[...]), range.contains(number.double) {
      return number.double
    }
    refuse(node, what, remedy)
    return nil
  }

  private static func bounds(_ range: ClosedRange<Double>) -> String {
    func brief(_ bound: Double) -> String {
      let whole = Int64(bound)
      return Double(whole) == bound ? String(whole) : String(bound)
    }
    return "from \(brief(range.lowerBound)) to \(brief(range.upperBound))"
  }

  func share(_ node: YAMLNode, _ what: String) -> Double? {
    let remedy = "write a share from 0 to 1, such as 1% or 0.01"
    guard let text = scalar(node, what, remedy) else { return nil }
    if let share = ScalarText.share(text[...]) { return share }
    refuse(node, what, remedy)
    return nil
  }

  func weight(_ node: YAMLNode, _ what: String) -> Double? {
    number(node, what, in: 0...1_000_000_000)
  }

  func duration(_ node: YAMLNode, _ what: String, from least: Int64 = 0) -> Int64? {
    let remedy =
      least > 1
      ? "write at least \(Self.durationText(least)), such as '1 minute'"
      : "write a number and a unit, such as '10 seconds' or '500ms'"
    guard let text = scalar(node, what, remedy) else { return nil }
    if let duration = ScalarText.duration(text[...]), duration >= least { return duration }
    refuse(node, what, remedy)
    return nil
  }

  static func durationText(_ microseconds: Int64) -> String {
    let units: [(name: String, scale: Int64)] = [
      ("day", 86_400_000_000), ("hour", 3_600_000_000), ("minute", 60_000_000),
      ("second", 1_000_000), ("ms", 1_000),
    ]
    for unit in units where microseconds >= unit.scale && microseconds % unit.scale == 0 {
      let count = microseconds / unit.scale
      return "\(count) \(unit.name)\(count == 1 || unit.name == "ms" ? "" : "s")"
    }
    return microseconds == 0 ? "0 seconds" : "\(microseconds) us"
  }

  func rate(_ node: YAMLNode, _ what: String) -> ScalarText.Rate? {
    let remedy = "write a number and a time, such as '20 per second' or '100000 per minute'"
    guard let text = scalar(node, what, remedy) else { return nil }
    if let rate = ScalarText.rate(text[...]) { return rate }
    refuse(node, what, remedy)
    return nil
  }

  /// The two sides of a range such as `1..5`, neither upside down.
  private func range<Bound: Comparable>(
    _ node: YAMLNode, _ what: String, _ example: String, _ bound: (Substring) -> Bound?
  ) -> ClosedRange<Bound>? {
    let remedy = "write a range such as \(example)"
    guard let text = scalar(node, what, remedy) else { return nil }
    guard let sides = ScalarText.range(text[...]), let lower = bound(sides.lower),
      let upper = bound(sides.upper)
    else {
      refuse(node, what, remedy)
      return nil
    }
    guard lower <= upper else {
      fault(
        "bad-range", "the range \"\(brief(text))\" ends before it begins", node,
        help: "write \(sides.upper)..\(sides.lower)")
      return nil
    }
    return lower...upper
  }

  func integers(
    _ node: YAMLNode, _ what: String, in limits: ClosedRange<Int64>
  ) -> ClosedRange<Int64>? {
    guard
      let range = range(
        node, what, "1..5",
        { ScalarText.number($0).flatMap { $0.isWhole ? $0.unscaled : nil } })
    else { return nil }
    if limits.contains(range.lowerBound), limits.contains(range.upperBound) { return range }
    refuse(node, what, "write whole numbers from \(limits.lowerBound) to \(limits.upperBound)")
    return nil
  }

  func durations(_ node: YAMLNode, _ what: String) -> ClosedRange<Int64>? {
    range(node, what, "5 seconds..2 minutes", ScalarText.duration)
  }

  /// A range of numbers, each as it is written.
  func numbers(_ node: YAMLNode, _ what: String) -> (ScalarText.Number, ScalarText.Number)? {
    guard range(node, what, "0.5..2", { ScalarText.number($0)?.double }) != nil,
      let text = node.scalar?.text, let sides = ScalarText.range(text[...]),
      let lower = ScalarText.number(sides.lower), let upper = ScalarText.number(sides.upper)
    else { return nil }
    return (lower, upper)
  }

  /// µs since 1970 in UTC, a whole second from 1971 to 2199: a moment, or `{local: …, zone: …}`.
  func moment(_ node: YAMLNode, _ what: String) -> Int64? {
    let remedy = "write a time from 1971 to 2199, such as '2026-03-02 00:00:00'"
    if node.entries != nil { return localMoment(node, remedy) }
    guard let text = scalar(node, what, remedy) else { return nil }
    if let time = ScalarText.moment(text[...]), Self.moments.contains(time) { return time }
    refuse(node, what, remedy)
    return nil
  }

  private static let moments = 31_536_000_000_000..<Int64(7_258_118_400_000_000)

  private func localMoment(_ node: YAMLNode, _ remedy: String) -> Int64? {
    guard let section = SectionReader(node, .localTime, self), let place = section["local"],
      let zone = section["zone"].flatMap({ self.zone($0, "zone") }),
      let text = scalar(place, "local", remedy)
    else { return nil }
    guard let local = CivilTime.parse(text), Self.moments.contains(local) else {
      refuse(place, "local", remedy)
      return nil
    }
    let seconds = local / CivilTime.microsecondsPerSecond
    let instant = zone.toUTC(local: seconds)
    guard instant + zone.offset(atUTC: instant) == seconds else {
      fault(
        "no-such-time", "\(text) does not exist in \(zone.name): its clocks skip it", place,
        help: "take a time before or after the change of the clocks")
      return nil
    }
    return instant * CivilTime.microsecondsPerSecond
  }

  func zone(_ node: YAMLNode, _ what: String) -> Zone? {
    let remedy = "write a name such as Europe/Paris or UTC"
    guard let name = scalar(node, what, remedy) else { return nil }
    if Self.isZoneName(name), let zone = Zone(name) { return zone }
    fault("unknown-zone", "there is no time zone \"\(brief(name))\"", node, help: remedy)
    return nil
  }

  /// Names of the tz data: no paths, and nothing that stands for the machine's own zone.
  static func isZoneName(_ name: String) -> Bool {
    let isFine = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2F, 0x5F: true
      default: false
      }
    }
    return isFine && name.first?.isUppercase == true && name.utf8.count <= 64
  }
}
