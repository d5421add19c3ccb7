import Columnar
import Diagnostics
import SQL

/// Validates the options of one WITH list against their descriptions.
struct OptionReader {
  let context: BindingContext
  /// What the options belong to, for messages: `the topic connector`.
  let owner: String
  let columns: [String]

  /// The described options among the given ones, with defaults; each fault is reported at its place.
  func read(
    _ given: [OptionSyntax], _ descriptions: [OptionDescription], missingAt range: TextRange
  ) -> [String: OptionValue] {
    var values: [String: OptionValue] = [:]
    for description in descriptions {
      let written = given.first { $0.key.name == description.name }
      if let written {
        values[description.name] = read(written, description.kind)
      } else if let text = description.defaultText {
        values[description.name] = parsed(text, description.kind)
      } else if description.isRequired {
        context.faults.error(
          "missing-option", "\(owner) needs the option \(description.name)", at: range,
          help: "add \(quotedIfNeeded(description.name)) = \(example(of: description)) to WITH (…)")
      }
    }
    return values
  }

  private func read(_ option: OptionSyntax, _ kind: OptionDescription.Kind) -> OptionValue? {
    if let value = parsed(option.value, kind) { return value }
    let near: String?
    switch kind {
    case .choice(let words): near = suggestion(for: option.value, among: words)
    case .column: near = suggestion(for: option.value, among: columns)
    default: near = nil
    }
    let what =
      kind.isColumn ? "there is no column \(option.value)" : "'\(option.value)' is not a value"
    context.faults.error(
      "wrong-option", "\(what) for the option \(option.key.name)", at: option.valueRange,
      help: near.map { "did you mean '\($0)'?" } ?? "it takes \(expected(kind))")
    return nil
  }

  /// Nil where the text is no such value.
  func parsed(_ text: String, _ kind: OptionDescription.Kind) -> OptionValue? {
    switch kind {
    case .text: return .text(text)
    case .integer(let range):
      return Int64(text).flatMap { range.contains($0) ? .integer($0) : nil }
    case .boolean:
      switch text.lowercased() {
      case "true", "on", "yes": return .boolean(true)
      case "false", "off", "no": return .boolean(false)
      default: return nil
      }
    case .duration(let none):
      if none && text == "none" { return OptionValue.none }
      return OptionReader.microseconds(text).map { .microseconds($0) }
    case .size: return OptionReader.byteCount(text).map { .byteCount($0) }
    case .choice(let words): return words.contains(text) ? .text(text) : nil
    case .column: return columns.contains(text) ? .text(text) : nil
    case .list(let kinds): return parsedList(text, kinds)
    }
  }

  /// Each part is a value of one of the kinds, each kind at most once.
  private func parsedList(_ text: String, _ kinds: [OptionDescription.Kind]) -> OptionValue? {
    var left = kinds
    var values: [OptionValue] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = OptionReader.trimmed(part)
      guard
        let match = left.indices.first(where: { parsed(word, left[$0]) != nil }),
        let value = parsed(word, left.remove(at: match))
      else { return nil }
      values.append(value)
    }
    return .list(values)
  }

  /// Microseconds of an interval without months that is not negative.
  static func microseconds(_ text: String) -> Int64? {
    guard let value = try? TextInput(.interval).value(text), case .interval(let interval) = value,
      let span = interval.fixedMicroseconds, span >= 0
    else { return nil }
    return span
  }

  /// `64 MiB`, `64 kB`, `1 GiB`, `512 B`.
  static func byteCount(_ text: String) -> Int64? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let factors: [String: Int64] = [
      "B": 1, "kB": 1_000, "KiB": 1 << 10, "MB": 1_000_000, "MiB": 1 << 20,
      "GB": 1_000_000_000, "GiB": 1 << 30,
    ]
    guard let count = Int64(digits), let factor = factors[trimmed(text.dropFirst(digits.count))]
    else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: factor)
    return overflow ? nil : bytes
  }

  private static func trimmed(_ text: Substring) -> String {
    let head = text.drop { $0 == " " }
    let blanks = head.reversed().prefix { $0 == " " }.count
    return String(head.dropLast(blanks))
  }

  private func expected(_ kind: OptionDescription.Kind) -> String {
    switch kind {
    case .text: "a text"
    case .integer(let range):
      range.upperBound == .max
        ? "a whole number from \(range.lowerBound)"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .boolean: "true or false"
    case .duration(let none): "a time such as '10 seconds'\(none ? ", or 'none'" : "")"
    case .size: "a size such as '64 MiB' or '64 kB'"
    case .choice(let words): listed(words.map { "'\($0)'" }, "or")
    case .column: "a column: \(listed(columns, "or"))"
    case .list(let kinds): kinds.map(expected).joined(separator: ", ") + ", with commas between"
    }
  }

  private func example(of description: OptionDescription) -> String {
    switch description.kind {
    case .choice(let words): "'\(words.first ?? "…")'"
    case .integer(let range): "\(range.lowerBound)"
    case .boolean: "true"
    case .duration: "'10 seconds'"
    case .size: "'64 MiB'"
    case .text, .column, .list: "'…'"
    }
  }
}

extension OptionDescription.Kind {
  fileprivate var isColumn: Bool { if case .column = self { true } else { false } }
}
