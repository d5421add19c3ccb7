/// What an option's text can be turned into.
protocol ArgumentValue: Sendable {
  init(argument: String) throws(InvalidArgument)
}

/// Why a text is no value of its type.
struct InvalidArgument: Error, Hashable {
  /// What would be right, after "is not": `a size, such as 64MiB`.
  var expected: String
}

extension String: ArgumentValue {
  init(argument: String) throws(InvalidArgument) {
    guard !argument.isEmpty else { throw InvalidArgument(expected: "a name: it is empty") }
    self = argument
  }
}

extension Int64: ArgumentValue {
  init(argument: String) throws(InvalidArgument) {
    guard let value = Int64(argument), value >= 0 else {
      throw InvalidArgument(expected: "a whole number of 0 or more")
    }
    self = value
  }
}

/// How many: `100000`, `1_000_000`, `100k`, `1.5M`; at least 1.
struct Count: ArgumentValue, Hashable {
  var value: Int64

  init(argument: String) throws(InvalidArgument) {
    guard let value = quantity(argument, units: Self.units), value > 0 else {
      throw InvalidArgument(expected: "a count, such as 5000, 1_000_000 or 1M")
    }
    self.value = value
  }

  static let units: [String: Int64] = ["": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000]
}

/// A size in bytes: `64MiB`, `'2 GB'`; the unit must be given.
struct ByteSize: ArgumentValue, Hashable {
  var byteCount: Int64

  init(argument: String) throws(InvalidArgument) {
    guard let value = quantity(argument, units: Self.units), value > 0 else {
      throw InvalidArgument(expected: "a size with its unit, such as 64MiB or 2GB")
    }
    byteCount = value
  }

  private static let units: [String: Int64] = [
    "b": 1, "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000, "tb": 1_000_000_000_000,
    "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30, "tib": 1 << 40,
  ]
}

/// `10s`, `'10 seconds'`, `1.5h`, `250ms`; more than nothing, the unit must be given.
extension Duration: ArgumentValue {
  init(argument: String) throws(InvalidArgument) {
    guard let value = quantity(argument, units: microsecondUnits), value > 0 else {
      throw InvalidArgument(expected: "a time with its unit, such as 10s, '10 seconds' or 1h")
    }
    self = .microseconds(value)
  }

  /// Parts of a microsecond do not count.
  var microseconds: Int64 {
    components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }
}

private let microsecondUnits: [String: Int64] = {
  let names: [(String, Int64)] = [
    ("us µs microsecond microseconds", 1), ("ms millisecond milliseconds", 1_000),
    ("s sec second seconds", 1_000_000), ("m min minute minutes", 60_000_000),
    ("h hour hours", 3_600_000_000), ("d day days", 86_400_000_000),
  ]
  var units: [String: Int64] = [:]
  for (words, value) in names {
    for word in words.split(separator: " ") { units[String(word)] = value }
  }
  return units
}()

/// So many in a time: `5000/s`, `100k/min`, `1M/h`.
struct Rate: ArgumentValue, Hashable {
  var perSecond: Double

  init(argument: String) throws(InvalidArgument) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let count = quantity(parts[0], units: Count.units), count > 0,
      let time = quantity("1 \(parts[1])", units: microsecondUnits)
    else { throw InvalidArgument(expected: "a rate, such as 5000/s or 100k/min") }
    perSecond = Double(count) * 1_000_000 / Double(time)
  }
}

/// `name=value`, as `--set` takes it; the value may be empty.
struct Setting: ArgumentValue, Hashable {
  var name: String
  var value: String

  init(argument: String) throws(InvalidArgument) {
    guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else {
      throw InvalidArgument(expected: "a setting, such as country=India")
    }
    name = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
  }
}

/// One of a few words.
protocol WordChoice: ArgumentValue, CaseIterable, RawRepresentable where RawValue == String {}

extension WordChoice {
  init(argument: String) throws(InvalidArgument) {
    guard let choice = Self(rawValue: argument) else {
      throw InvalidArgument(
        expected: "one of " + Self.allCases.map(\.rawValue).joined(separator: ", "))
    }
    self = choice
  }
}

/// A number (digits, `_` between them, a decimal point) times its unit; nil where it is none, has another unit, does
/// not come out whole or is too large. Units are compared without case; spaces before them do not count.
private func quantity(_ text: String, units: [String: Int64]) -> Int64? {
  let number = text.prefix { $0.isNumber || $0 == "_" || $0 == "." }
  let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
  guard let factor = units[unit] else { return nil }
  let parts = number.split(separator: ".", omittingEmptySubsequences: false)
  guard parts.count <= 2, let whole = Int64(parts[0].filter { $0 != "_" }),
    !parts[0].hasPrefix("_"), !parts[0].hasSuffix("_")
  else { return nil }
  var (result, overflow) = whole.multipliedReportingOverflow(by: factor)
  if overflow { return nil }
  guard parts.count == 2 else { return result }
  guard (1...12).contains(parts[1].count), let fraction = Int64(parts[1]) else { return nil }
  let scale = (0..<parts[1].count).reduce(Int64(1)) { scale, _ in scale * 10 }
  let (scaled, scaledOverflow) = fraction.multipliedReportingOverflow(by: factor)
  guard !scaledOverflow, scaled % scale == 0 else { return nil }
  (result, overflow) = result.addingReportingOverflow(scaled / scale)
  return overflow ? nil : result
}
