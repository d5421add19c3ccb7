/// Values as scenario files spell them: numbers, shares, durations, rates, ranges and moments.
enum ScalarText {
  /// A number as it is written: unscaled ÷ 10^scale, at most 18 digits.
  struct Number: Hashable {
    var unscaled: Int64
    var scale: Int

    /// Exactly rounded up to 15 digits.
    var double: Double { Double(unscaled) / ScalarText.power(scale) }

    var isWhole: Bool { scale == 0 }

    /// Unscaled at another scale; nil where digits would be lost or do not fit.
    func unscaled(at scale: Int) -> Int64? {
      var (value, left) = (unscaled, scale - self.scale)
      while left < 0 {
        guard value % 10 == 0 else { return nil }
        value /= 10
        left += 1
      }
      while left > 0 {
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        value = product
        left -= 1
      }
      return value
    }
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  /// `12`, `-3.50`, `1_000_000`.
  static func number(_ text: Substring) -> Number? {
    var rest = text
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest = rest.dropFirst() }
    var number = Number(unscaled: 0, scale: 0)
    var (digits, isFraction, last) = (0, false, UInt8(ascii: "."))
    for byte in rest.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        guard digits <= 18 else { return nil }
        number.unscaled = number.unscaled * 10 + Int64(byte - UInt8(ascii: "0"))
        if isFraction { number.scale += 1 }
      case UInt8(ascii: "."):
        guard !isFraction, digits > 0, last != UInt8(ascii: "_") else { return nil }
        isFraction = true
      case UInt8(ascii: "_"):
        guard digits > 0, !isFraction, last != byte else { return nil }
      default: return nil
      }
      last = byte
    }
    guard digits > 0, last != UInt8(ascii: "."), last != UInt8(ascii: "_") else { return nil }
    if isNegative { number.unscaled = -number.unscaled }
    return number
  }

  /// `1%`, `0.5 %`, `0.01`; nil outside of 0 to 1.
  static func share(_ text: Substring) -> Double? {
    var rest = text
    let isPercentage = rest.last == "%"
    if isPercentage {
      rest = rest.dropLast()
      while rest.last == " " { rest = rest.dropLast() }
    }
    guard var number = number(rest), number.unscaled >= 0 else { return nil }
    if isPercentage { number.scale += 2 }
    return number.double <= 1 ? number.double : nil
  }

  private static let units: [(names: [Substring], microseconds: Int64)] = [
    (["us", "µs", "microsecond", "microseconds"], 1),
    (["ms", "millisecond", "milliseconds"], 1_000),
    (["s", "second", "seconds"], 1_000_000),
    (["min", "minute", "minutes"], 60_000_000),
    (["h", "hour", "hours"], 3_600_000_000),
    (["d", "day", "days"], 86_400_000_000),
  ]

  private static func unit(_ name: Substring) -> Int64? {
    units.first { $0.names.contains(name) }?.microseconds
  }

  /// A hundred years.
  static let longestDuration: Int64 = 36_525 * 86_400_000_000

  /// Microseconds of `10 seconds`, `1.5 hours`, `500ms`; at most a hundred years.
  static func duration(_ text: Substring) -> Int64? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
    let name = text.dropFirst(digits.utf8.count).drop { $0 == " " }
    guard let number = number(digits), let unit = unit(name) else { return nil }
    let (product, overflow) = number.unscaled.multipliedReportingOverflow(by: unit)
    guard !overflow,
      let duration = Number(unscaled: product, scale: number.scale).unscaled(at: 0),
      duration <= longestDuration
    else { return nil }
    return duration
  }

  struct Rate {
    var count: Number
    /// µs.
    var period: Int64

    var perSecond: Double { count.double / (Double(period) / 1_000_000) }
  }

  /// `20 per second`, `100000 per 5 minutes`.
  static func rate(_ text: Substring) -> Rate? {
    let words = text.split(separator: " ")
    guard words.count >= 3, words[1] == "per", let count = number(words[0]), count.unscaled >= 0
    else { return nil }
    let period = words.count == 3 ? unit(words[2]) : duration(text[words[2].startIndex...])
    return period.flatMap { $0 > 0 ? Rate(count: count, period: $0) : nil }
  }

  /// The two sides of `1..5`; one value is a range of itself.
  static func range(_ text: Substring) -> (lower: Substring, upper: Substring)? {
    var place = text.startIndex
    while place < text.endIndex {
      if text[place...].hasPrefix("..") {
        let lower = trimmed(text[..<place])
        let upper = trimmed(text[place...].dropFirst(2))
        return lower.isEmpty || upper.isEmpty ? nil : (lower, upper)
      }
      place = text.index(after: place)
    }
    return (trimmed(text), trimmed(text))
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text = text.dropLast() }
    return text
  }

  /// µs since 1970 of `2026-03-02`, `2026-03-02 10:00:00`, `2026-03-02T10:00:00+05:30` or `…Z`; UTC without an offset.
  static func moment(_ text: Substring) -> Int64? {
    let isDate = text.utf8.count == 10
    let head = isDate ? "\(text) 00:00:00" : String(text.prefix(19))
    let spaced = head.utf8.count == 19 ? head.prefix(10) + " " + head.dropFirst(11) : head[...]
    guard isDate || head.dropFirst(10).first.map({ $0 == " " || $0 == "T" }) == true,
      let local = CivilTime.parse(String(spaced))
    else { return nil }
    let offset = isDate ? "" : trimmed(text.dropFirst(19))
    if offset.isEmpty || offset == "Z" { return local }
    let bytes = Array(offset.utf8)
    guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      bytes[3] == UInt8(ascii: ":"), let hours = Int64(offset.dropFirst().prefix(2)),
      let minutes = Int64(offset.suffix(2)), hours <= 15, minutes < 60
    else { return nil }
    let east = (hours * 60 + minutes) * CivilTime.microsecondsPerMinute
    return bytes[0] == UInt8(ascii: "+") ? local - east : local + east
  }
}

extension ScenarioValue {
  /// What a scalar stands for: plain `null`, `true`, `false` and numbers are themselves, everything else is text.
  init(_ scalar: YAMLScalar) {
    guard scalar.isPlain else {
      self = .text(scalar.text)
      return
    }
    switch scalar.text {
    case "", "~", "null": self = .null
    case "true": self = .boolean(true)
    case "false": self = .boolean(false)
    default:
      if let number = ScalarText.number(scalar.text[...]) {
        self =
          number.isWhole
          ? .integer(number.unscaled) : .decimal(unscaled: number.unscaled, scale: number.scale)
      } else {
        self = .text(scalar.text)
      }
    }
  }

  /// As a scenario file spells it.
  var scalar: YAMLScalar {
    switch self {
    case .text(let text): YAMLScalar(text: text, isPlain: false)
    default: YAMLScalar(text: text, isPlain: true)
    }
  }

  /// For messages and reports.
  var text: String {
    switch self {
    case .null: "null"
    case .boolean(let value): String(value)
    case .integer(let value): String(value)
    case .decimal(let unscaled, let scale):
      Self.decimalText(unscaled, scale)
    case .text(let text): text
    }
  }

  static func decimalText(_ unscaled: Int64, _ scale: Int) -> String {
    let digits = String(unscaled.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
    let sign = unscaled < 0 ? "-" : ""
    guard scale > 0 else { return sign + digits }
    return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
  }
}
