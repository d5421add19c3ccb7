import Diagnostics

/// Replaces `${name}`, `${name:-default}` and `${ENV:NAME}` inside the text literals of a script.
///
/// The replacement happens behind the parser, so that no value can change what a statement does.
public enum Substitution {
  /// The script with its texts replaced; a place without value is a fault there.
  ///
  /// Values from the environment are recorded in `ParsedScript.secrets`; pass what is shown to people
  /// through `DiagnosticList.redacting`.
  public static func apply(
    _ script: ParsedScript, values: [String: String], environment: [String: String]
  ) -> ParsedScript {
    let replacement = Replacement(
      text: Array(script.text.utf8), values: values, environment: environment)
    var result = Parser.parse(script.text) { replacement.replace($0, at: $1) }
    result.diagnostics.add(contentsOf: replacement.diagnostics)
    result.secrets = replacement.secrets
    return result
  }
}

/// One run over the literals of a script; the parser's thread and the caller's take turns.
private final class Replacement {
  private let text: [UInt8]
  private let values: [String: String]
  private let environment: [String: String]
  private(set) var diagnostics = DiagnosticList()
  private(set) var secrets: [String: String] = [:]

  init(text: [UInt8], values: [String: String], environment: [String: String]) {
    self.text = text
    self.values = values
    self.environment = environment
  }

  func replace(_ literal: String, at range: TextRange) -> String {
    guard literal.contains("${") else { return literal }
    var result = ""
    var rest = literal[...]
    var place = range.lower
    while let start = rest.firstRange(of: "${") {
      result += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
        diagnostics.add(
          Diagnostic(
            "substitution", "this ${ is not closed", at: find("${", from: &place, in: range),
            help: "write ${name}"))
        return result + rest[start.lowerBound...]
      }
      let written = rest[start.lowerBound...end]
      let name = rest[start.upperBound..<end]
      result += value(name, at: find(written, from: &place, in: range))
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private func value(_ written: Substring, at range: TextRange) -> String {
    if written.hasPrefix("ENV:") { return environmentValue(written.dropFirst(4), at: range) }
    let parts = written.firstRange(of: ":-")
    let name = String(parts.map { written[..<$0.lowerBound] } ?? written)
    let isName =
      !name.isEmpty
      && name.utf8.allSatisfy { LexicalFault.isNameByte($0) || $0 == UInt8(ascii: "-") }
    guard isName else {
      diagnostics.add(
        Diagnostic(
          "substitution", "\"\(name)\" is no name of a value", at: range,
          help: "write ${name}, ${name:-default} or ${ENV:NAME}"))
      return ""
    }
    if let value = values[name] { return value }
    if let parts { return String(written[parts.upperBound...]) }
    let near = suggestion(for: name, among: values.keys.sorted())
    diagnostics.add(
      Diagnostic(
        "unset-value", "the value ${\(name)} is not set", at: range,
        help: near.map { "did you mean ${\($0)}?" }
          ?? "give it with --set \(name)=value, or a default: ${\(name):-default}"))
    return ""
  }

  private func environmentValue(_ name: Substring, at range: TextRange) -> String {
    let name = String(name)
    if let value = environment[name] {
      if !value.isEmpty { secrets[value] = name }
      return value
    }
    diagnostics.add(
      Diagnostic(
        "unset-value", "the environment variable \(name) is not set", at: range,
        help: suggestion(for: name, among: environment.keys.sorted()).map { "did you mean \($0)?" }
          ?? "set it before the start: export \(name)=…"))
    return ""
  }

  /// Where the written form stands in the source; the whole literal when escapes hide it.
  private func find(_ written: some StringProtocol, from place: inout Int, in range: TextRange)
    -> TextRange
  {
    let wanted = Array(written.utf8)
    var index = place
    while index + wanted.count <= range.upper {
      if text[index..<index + wanted.count].elementsEqual(wanted) {
        place = index + wanted.count
        return TextRange(index, place)
      }
      index += 1
    }
    return range
  }
}

extension DiagnosticList {
  /// The list with each secret's value replaced by the name of its variable; `secrets` maps values to names.
  public func redacting(_ secrets: [String: String]) -> DiagnosticList {
    // Longer ones first: a value may hold another one.
    let ordered = secrets.sorted { ($1.key.utf8.count, $0.key) < ($0.key.utf8.count, $1.key) }
    func redact(_ text: String) -> String {
      ordered.reduce(text) { text, secret in
        text.replacing(secret.key, with: "${ENV:\(secret.value)}")
      }
    }
    return DiagnosticList(
      items.map { item in
        var item = item
        item.message = redact(item.message)
        item.notes = item.notes.map(redact)
        item.help = item.help.map(redact)
        return item
      })
  }
}
