/// Turns Postgres' advanced regular expressions into those of the library (PCRE2).
///
/// What both write alike has the same meaning here by being written out: `^` and `$` become the ends of the text, `\d` the
/// ten digits, `\m` and `\M` the ends of a word. What only one of them has is an error.
struct PatternTranslation {
  let pattern: [Unicode.Scalar]
  var at = 0
  var options: RegularExpressionOptions
  var output: [UInt8] = []
  /// How many groups were opened, and which of them are closed: only these can be referred to.
  var groups = 0
  var closedGroups: Set<Int> = []
  /// Inside of a lookaround groups do not count.
  var lookarounds = 0
  var depth = 0
  var isAmbiguous = false
  var hasShortest = false

  static let depthMax = 200

  /// Throws: Postgres' message where the pattern is none.
  static func translate(
    _ pattern: Bytes, _ options: RegularExpressionOptions
  ) throws(ExpressionError) -> TranslatedPattern {
    var translation = PatternTranslation(pattern, options)
    return try translation.translated()
  }

  private init(_ pattern: Bytes, _ options: RegularExpressionOptions) {
    self.pattern = Array(Characters.scalars(pattern))
    self.options = options
  }

  static func fault(_ reason: String) -> ExpressionError {
    ExpressionError("invalid regular expression: \(reason)")
  }

  mutating func translated() throws(ExpressionError) -> TranslatedPattern {
    try readDirector()
    var preference = MatchPreference.none
    if options.isLiteral {
      for scalar in pattern[at...] { appendLiteral(scalar) }
    } else {
      preference = try alternatives()
      if at < pattern.count { throw PatternTranslation.fault("parentheses () not balanced") }
    }
    return TranslatedPattern(
      pattern: output, ignoresCase: options.ignoresCase, preference: preference,
      isAmbiguous: isAmbiguous || hasShortest)
  }

  /// `***=` makes the rest a plain text, `***:` and `(?imnx…)` begin a pattern.
  mutating func readDirector() throws(ExpressionError) {
    if follows("***=") {
      at += 4
      options.isLiteral = true
      return
    }
    if follows("***:") {
      at += 4
    } else if follows("***") {
      throw PatternTranslation.fault("quantifier operand invalid")
    }
    guard !options.isLiteral, follows("(?"), at + 2 < pattern.count,
      pattern[at + 2].properties.isAlphabetic
    else { return }
    at += 2
    while at < pattern.count, pattern[at] != ")" {
      let letter = UInt8(exactly: pattern[at].value) ?? 0
      guard try options.take(letter, allowsGlobal: false) else {
        throw PatternTranslation.fault("invalid embedded option")
      }
      at += 1
    }
    guard at < pattern.count else { throw PatternTranslation.fault("invalid embedded option") }
    at += 1
  }

  func follows(_ text: String) -> Bool {
    pattern[at...].starts(with: text.unicodeScalars)
  }

  var next: Unicode.Scalar? { at < pattern.count ? pattern[at] : nil }

  func peek(_ distance: Int) -> Unicode.Scalar? {
    at + distance < pattern.count ? pattern[at + distance] : nil
  }

  mutating func append(_ text: StaticString) {
    output.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A character that stands for itself.
  mutating func appendLiteral(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      let byte = UInt8(scalar.value)
      if byte == 0 {
        append("\\x00")
        return
      }
      if !ASCII.isLetter(byte), !ASCII.isDigit(byte), byte > 32, byte != 127 {
        output.append(ASCII.backslash)
      }
    }
    output.append(contentsOf: UTF8.encode(scalar) ?? .init())
  }

  /// Branches up to a closing bracket or the end.
  mutating func alternatives() throws(ExpressionError) -> MatchPreference {
    depth += 1
    defer { depth -= 1 }
    if depth > PatternTranslation.depthMax {
      throw PatternTranslation.fault("regular expression is too complex")
    }
    var preference = try branch()
    while next == "|" {
      at += 1
      append("|")
      isAmbiguous = true
      _ = try branch()
      preference = .longest
    }
    return preference
  }

  mutating func branch() throws(ExpressionError) -> MatchPreference {
    var preference = MatchPreference.none
    while let scalar = next, scalar != "|", scalar != ")" {
      if options.isExpanded, skipsBlank() { continue }
      let found = try quantified(scalar)
      if preference == .none { preference = found }
    }
    return preference
  }

  /// White space and comments of an expanded pattern.
  mutating func skipsBlank() -> Bool {
    guard let scalar = next else { return false }
    if scalar == "#" {
      while let scalar = next, scalar != "\n" { at += 1 }
      return true
    }
    guard scalar.properties.isWhitespace else { return false }
    at += 1
    return true
  }

  enum Atom {
    case character
    case group(MatchPreference)
    case constraint
    /// A reference to what a group matched.
    case reference
  }

  mutating func quantified(
    _ scalar: Unicode.Scalar
  ) throws(ExpressionError) -> MatchPreference {
    let atom = try atom(scalar)
    while options.isExpanded, skipsBlank() {}
    guard let quantifier = try quantifier() else {
      if case .group(let preference) = atom { return preference }
      return .none
    }
    if case .constraint = atom { throw PatternTranslation.fault("quantifier operand invalid") }
    output.append(contentsOf: quantifier.text.utf8)
    if try self.quantifier() != nil { throw PatternTranslation.fault("quantifier operand invalid") }
    if quantifier.isFixed {
      if case .group(let preference) = atom { return preference }
      return .none
    }
    if quantifier.isShortest { hasShortest = true }
    switch atom {
    case .group, .reference: isAmbiguous = true
    default: break
    }
    return quantifier.isShortest ? .shortest : .longest
  }

  struct Quantifier {
    var text: String
    var isFixed = false
    var isShortest = false
  }

  mutating func quantifier() throws(ExpressionError) -> Quantifier? {
    guard let scalar = next else { return nil }
    var result: Quantifier
    switch scalar {
    case "*", "+", "?":
      at += 1
      result = Quantifier(text: String(scalar))
    case "{":
      guard let digit = peek(1), ("0"..."9").contains(digit) else { return nil }
      result = try bound()
    default: return nil
    }
    if next == "?" {
      at += 1
      result.isShortest = true
      result.text += "?"
    }
    return result
  }

  /// `{m}`, `{m,}`, `{m,n}` with at most 255.
  mutating func bound() throws(ExpressionError) -> Quantifier {
    let fault = PatternTranslation.fault("invalid repetition count(s)")
    at += 1
    func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
      scalar.map { ("0"..."9").contains($0) } ?? false
    }
    func number() throws(ExpressionError) -> Int {
      var value = 0
      while isDigit(next), let scalar = next {
        value = value * 10 + Int(scalar.value - 48)
        if value > 255 { throw fault }
        at += 1
      }
      return value
    }
    let low = try number()
    var high: Int? = low
    let hasComma = next == ","
    if hasComma {
      at += 1
      high = isDigit(next) ? try number() : nil
    }
    guard let end = next else { throw PatternTranslation.fault("braces {} not balanced") }
    guard end == "}" else { throw fault }
    if let high, high < low { throw fault }
    at += 1
    let text = high == low ? "{\(low)}" : "{\(low),\(high.map(String.init) ?? "")}"
    return Quantifier(text: text, isFixed: !hasComma && high == low)
  }

  mutating func atom(_ scalar: Unicode.Scalar) throws(ExpressionError) -> Atom {
    switch scalar {
    case "(": return try group()
    case "[": return try bracket()
    case "\\": return try escape()
    case ".":
      at += 1
      if options.dotExcludesNewline { append("[^\\n]") } else { append("(?s:.)") }
      return .character
    case "^":
      at += 1
      if options.anchorsAtNewlines { append("(?:\\A|(?<=\\n))") } else { append("\\A") }
      return .constraint
    case "$":
      at += 1
      if options.anchorsAtNewlines { append("(?:\\z|(?=\\n))") } else { append("\\z") }
      return .constraint
    case "*", "+", "?": throw PatternTranslation.fault("quantifier operand invalid")
    case "{":
      if let digit = peek(1), ("0"..."9").contains(digit) {
        throw PatternTranslation.fault("quantifier operand invalid")
      }
      fallthrough
    default:
      at += 1
      appendLiteral(scalar)
      return .character
    }
  }

  mutating func group() throws(ExpressionError) -> Atom {
    at += 1
    guard next == "?" else {
      if lookarounds > 0 {
        append("(?:")
        let preference = try alternatives()
        try close()
        return .group(preference)
      }
      append("(")
      groups += 1
      let number = groups
      let preference = try alternatives()
      try close()
      closedGroups.insert(number)
      return .group(preference)
    }
    at += 1
    let heads: [(String, StaticString)] = [
      ("=", "(?="), ("!", "(?!"), ("<=", "(?<="), ("<!", "(?<!"),
    ]
    if next == ":" {
      at += 1
      append("(?:")
      let preference = try alternatives()
      try close()
      return .group(preference)
    }
    if next == "#" {
      while let scalar = next, scalar != ")" {
        _ = scalar
        at += 1
      }
      try closeComment()
      return .constraint
    }
    for (head, written) in heads where follows(head) {
      at += head.unicodeScalars.count
      append(written)
      lookarounds += 1
      _ = try alternatives()
      lookarounds -= 1
      try close()
      return .constraint
    }
    throw PatternTranslation.fault("quantifier operand invalid")
  }

  mutating func closeComment() throws(ExpressionError) {
    guard next == ")" else { throw PatternTranslation.fault("parentheses () not balanced") }
    at += 1
  }

  mutating func close() throws(ExpressionError) {
    guard next == ")" else { throw PatternTranslation.fault("parentheses () not balanced") }
    at += 1
    append(")")
  }
}
