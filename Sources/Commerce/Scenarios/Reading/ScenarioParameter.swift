import Diagnostics

/// A value of a scenario file that `--set name=value` replaces.
struct ScenarioParameter: Sendable {
  var name: String
  /// As the file writes it.
  var defaultText: String
  /// One sentence; empty where the file has none.
  var summary: String
  var kind: Kind
  /// Defaults that depend on another parameter's value.
  var conditional: Conditional?
  /// Whether the file's value was quoted: then another value is text too.
  var isQuoted: Bool
  var range: TextRange

  enum Kind: Sendable {
    case text
    case boolean
    case integer(ClosedRange<Int64>)
    case number
    case share
    case duration
    case moment
    case values([String])
  }

  struct Conditional: Sendable {
    var parameter: String
    var defaults: [(value: String, text: String)]
  }

  /// Nil where the text can be a value of it, else what to write.
  func remedy(for text: String) -> String? {
    switch kind {
    case .text: return nil
    case .boolean: return Bool(text) == nil ? "write true or false" : nil
    case .integer(let range):
      let number = ScalarText.number(text[...])
      if let number, number.isWhole, range.contains(number.unscaled) { return nil }
      let isWide = range.lowerBound == .min
      return isWide
        ? "write a whole number"
        : "write a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number: return ScalarText.number(text[...]) == nil ? "write a number" : nil
    case .share:
      return ScalarText.share(text[...]) == nil
        ? "write a share from 0 to 1, such as 1% or 0.01" : nil
    case .duration:
      return ScalarText.duration(text[...]) == nil
        ? "write a number and a unit, such as '10 seconds' or '500ms'" : nil
    case .moment:
      return ScalarText.moment(text[...]) == nil
        ? "write a time such as '2026-03-02 00:00:00'" : nil
    case .values(let values):
      return values.contains(text) ? nil : "use one of: \(values.joined(separator: ", "))"
    }
  }

  /// What a default looks like is what other values must be.
  static func kind(of scalar: YAMLScalar) -> Kind {
    let text = scalar.text[...]
    guard scalar.isPlain else { return .text }
    if Bool(scalar.text) != nil { return .boolean }
    if let number = ScalarText.number(text) {
      return number.isWhole ? .integer(.min ... .max) : .number
    }
    if text.hasSuffix("%"), ScalarText.share(text) != nil { return .share }
    if ScalarText.duration(text) != nil { return .duration }
    if ScalarText.moment(text) != nil { return .moment }
    return .text
  }
}

/// The parameters of a file with the texts that count, put in place of `${name}`.
struct ScenarioParameters {
  /// What `${name}` may make of a file, in all.
  static let largestExpansion = 4 << 20

  private(set) var all: [ScenarioParameter] = []
  private(set) var texts: [(name: String, text: String)] = []
  private var scalars: [String: YAMLScalar] = [:]
  private var expanded = 0

  /// Reads the section `parameters`, if there is one, and what `--set` gives.
  init(_ section: YAMLNode?, given: [String: String], _ reader: ScenarioReader) {
    for entry in section.map({ reader.entries($0, "parameters") }) ?? [] {
      if let parameter = Self.parameter(entry, reader) { all.append(parameter) }
    }
    for name in given.keys.sorted() where !all.contains(where: { $0.name == name }) {
      let names = all.map(\.name)
      let near = suggestion(for: name, among: names).map { "did you mean \"\($0)\"?" }
      let known = names.isEmpty ? nil : "use one of: \(names.joined(separator: ", "))"
      reader.faults.add(
        Diagnostic(
          "unknown-parameter", "the scenario has no parameter \"\(reader.brief(name))\"", at: nil,
          help: near ?? known))
    }
    for parameter in all { settle(parameter, given, reader) }
  }

  private mutating func settle(
    _ parameter: ScenarioParameter, _ given: [String: String], _ reader: ScenarioReader
  ) {
    var text = parameter.defaultText
    if let conditional = parameter.conditional {
      let value = scalars[conditional.parameter]?.text
      if value == nil {
        reader.faults.add(
          Diagnostic(
            "unknown-parameter",
            "no parameter \"\(reader.brief(conditional.parameter))\" stands before this one",
            at: parameter.range, help: "name it further up"))
      }
      if let found = conditional.defaults.first(where: { $0.value == value }) { text = found.text }
    }
    if let override = given[parameter.name] {
      text = override
      if let remedy = parameter.remedy(for: text) {
        reader.faults.add(
          Diagnostic(
            "bad-parameter", "parameter \(parameter.name) cannot be \"\(reader.brief(text))\"",
            at: nil, help: remedy))
        text = parameter.defaultText
      }
    }
    scalars[parameter.name] = YAMLScalar(
      text: text, isPlain: !parameter.isQuoted, parameter: parameter.name)
    texts.append((parameter.name, text))
  }

  private static func parameter(
    _ entry: YAMLEntry, _ reader: ScenarioReader
  ) -> ScenarioParameter? {
    let isName = entry.name.utf8.allSatisfy {
      $0 == 0x5F || Character(Unicode.Scalar($0)).isLetter
        || (0x30...0x39).contains($0)
    }
    guard isName, !entry.name.isEmpty, entry.name.utf8.allSatisfy({ $0 < 0x80 }) else {
      reader.fault(
        "bad-name", "a parameter cannot be called \"\(reader.brief(entry.name))\"", entry.key,
        help: "use letters, digits and _")
      return nil
    }
    if let scalar = entry.value.scalar {
      return ScenarioParameter(
        name: entry.name, defaultText: scalar.text, summary: "",
        kind: ScenarioParameter.kind(of: scalar), isQuoted: !scalar.isPlain,
        range: entry.value.range)
    }
    guard let section = SectionReader(entry.value, .parameter, reader),
      let value = section["default"]
    else { return nil }
    return described(entry, section, value, reader)
  }

  private static func described(
    _ entry: YAMLEntry, _ section: SectionReader, _ value: YAMLNode, _ reader: ScenarioReader
  ) -> ScenarioParameter? {
    guard let scalar = value.scalar else {
      reader.fault("wrong-type", "\"default\" is a single value, not \(value.kindName)", value)
      return nil
    }
    var parameter = ScenarioParameter(
      name: entry.name, defaultText: scalar.text, summary: section.text("summary") ?? "",
      kind: ScenarioParameter.kind(of: scalar), isQuoted: !scalar.isPlain, range: value.range)
    if let limits = section["range"] {
      if let range = reader.integers(limits, "range", in: .min ... .max) {
        parameter.kind = .integer(range)
      }
    } else if section.has("values") {
      parameter.kind = .values(section.items("values").compactMap { reader.text($0, "values") })
    }
    if let node = section["where"], let entries = node.entries {
      let pairs = entries.compactMap { entry in
        reader.text(entry.value, entry.name).map { (entry, $0) }
      }
      parameter.conditional = conditional(pairs, node, reader)
    }
    if let remedy = parameter.remedy(for: scalar.text) {
      reader.fault(
        "bad-parameter", "the default \"\(reader.brief(scalar.text))\" is not allowed", value,
        help: remedy)
    }
    return parameter
  }

  /// `where: {event_id=false: 0%}`: another default where another parameter has that value.
  private static func conditional(
    _ pairs: [(entry: YAMLEntry, text: String)], _ node: YAMLNode, _ reader: ScenarioReader
  ) -> ScenarioParameter.Conditional? {
    var result: ScenarioParameter.Conditional?
    for pair in pairs {
      let sides = pair.entry.name.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, result == nil || result?.parameter == String(sides[0]) else {
        reader.fault(
          "bad-value", "\"where\" cannot hold \"\(reader.brief(pair.entry.name))\"",
          pair.entry.key, help: "write PARAMETER=VALUE: default, always of the same parameter")
        return nil
      }
      var conditional =
        result ?? ScenarioParameter.Conditional(parameter: String(sides[0]), defaults: [])
      conditional.defaults.append((String(sides[1]), pair.text))
      result = conditional
    }
    return result
  }

  // MARK: Placeholders

  /// The node with each `${name}` replaced; a scalar that is only `${name}` keeps the parameter's kind.
  mutating func substituted(_ node: YAMLNode, _ reader: ScenarioReader) -> YAMLNode {
    var node = node
    switch node.content {
    case .scalar(let scalar):
      if scalar.text.contains("${") {
        node.content = .scalar(substituted(scalar, node, reader))
      }
    case .sequence(let items):
      node.content = .sequence(items.map { substituted($0, reader) })
    case .mapping(let entries):
      node.content = .mapping(
        entries.map { YAMLEntry(key: $0.key, value: substituted($0.value, reader)) })
    }
    return node
  }

  private mutating func substituted(
    _ scalar: YAMLScalar, _ node: YAMLNode, _ reader: ScenarioReader
  ) -> YAMLScalar {
    var result = scalar
    result.text = ""
    var rest = scalar.text[...]
    while let open = rest.firstRange(of: "${") {
      let tail = rest[open.upperBound...]
      guard let close = tail.firstIndex(of: "}") else { break }
      let name = String(tail[..<close])
      guard let value = scalars[name] else {
        reader.unknown(
          "parameter", name, nil, node, among: all.map(\.name),
          help: "name it under \"parameters\"")
        result.isBroken = true
        return result
      }
      if rest.startIndex == scalar.text.startIndex, open.lowerBound == rest.startIndex,
        tail.index(after: close) == scalar.text.endIndex
      {
        return value
      }
      result.text += rest[..<open.lowerBound] + value.text
      result.parameter = name
      rest = tail[tail.index(after: close)...]
      expanded += value.text.utf8.count
      guard expanded <= Self.largestExpansion else {
        reader.fault("too-large", "the parameters make over 4 MiB of this file", node)
        return scalar
      }
    }
    result.text += rest
    return result
  }
}
