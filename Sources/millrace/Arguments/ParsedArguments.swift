import Diagnostics

/// The words of one command, checked against its declaration.
struct ParsedArguments: Sendable {
  private(set) var operands: [String] = []
  private(set) var asksForHelp = false
  private var values: [String: [String]] = [:]

  /// Throws `UsageError`, which names the first wrong word.
  init(_ words: some Sequence<String>, of command: CommandDeclaration) throws {
    var words = Array(words)[...]
    while let word = words.popFirst() {
      if word == "--" {
        operands += words
        break
      } else if word == "--help" || word == "-h" {
        asksForHelp = true
      } else if word.hasPrefix("-"), word != "-" {
        try take(option: word, rest: &words, of: command)
      } else {
        operands.append(word)
      }
    }
    if !asksForHelp { try checkOperands(of: command) }
  }

  /// The value of an option, nil where it was not given.
  func value<Value>(_ option: Option<Value>) throws -> Value? {
    try values[option.name]?.last.map { try Value(argument: $0) }
  }

  /// The values of a repeated option, in the order given.
  func all<Value>(_ option: Option<Value>) throws -> [Value] {
    try (values[option.name] ?? []).map { try Value(argument: $0) }
  }

  func has(_ flag: Flag) -> Bool { values[flag.name] != nil }

  /// The value of a flag that may have one; nil where it was not given or stands alone.
  func value(_ flag: Flag) -> String? { values[flag.name]?.last.flatMap { $0.isEmpty ? nil : $0 } }

  /// Whether an option was given, with whichever value.
  func has<Value>(_ option: Option<Value>) -> Bool { values[option.name] != nil }

  private mutating func take(
    option word: String, rest words: inout ArraySlice<String>, of command: CommandDeclaration
  ) throws {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let shown = String(parts[0])
    guard let option = command.options.first(where: { "--" + $0.name == shown }) else {
      let names = command.options.map { "--" + $0.name } + ["--help"]
      let near = suggestion(for: shown, among: names).map { "did you mean \($0)? " } ?? ""
      throw UsageError(
        "unknown option \(shown)", help: near + "'millrace \(command.name) --help' lists them")
    }
    var value = parts.count > 1 ? String(parts[1]) : nil
    if let placeholder = option.placeholder {
      if value == nil, let next = words.first, !next.hasPrefix("--") { value = words.popFirst() }
      guard let value else { throw UsageError("\(shown) needs a value: \(shown) \(placeholder)") }
      do { try option.check(value) } catch let error as InvalidArgument {
        throw UsageError("\(shown): \"\(value)\" is not \(error.expected)")
      }
    } else if let ending = option.valueEnding {
      if value == nil, let next = words.first, next.hasSuffix(ending) { value = words.popFirst() }
    } else if value != nil {
      throw UsageError("\(shown) takes no value", help: "write \(shown) alone")
    }
    if values[option.name] != nil, !option.isRepeated {
      throw UsageError("\(shown) is given twice", help: "leave one of them out")
    }
    values[option.name, default: []].append(value ?? "")
  }

  private func checkOperands(of command: CommandDeclaration) throws {
    let required = command.operands.filter { $0.presence == .required }
    if operands.count < required.count {
      throw UsageError(
        "\(required[operands.count].name) is missing",
        help: "usage: millrace " + command.usage)
    }
    let isOpen = command.operands.contains { $0.presence == .repeated }
    if !isOpen, operands.count > command.operands.count {
      throw UsageError(
        "\"\(operands[command.operands.count])\" is one word too many",
        help: "usage: millrace " + command.usage)
    }
  }
}
