/// Turns Postgres' advanced regular expressions into those of the library (PCRE2).
///
/// What both write alike has the same meaning here by being written out: `^` and `$` become the ends of the text, `\d` the
/// ten digits, `\m` and `\M` the ends of a word. What only one of them has is an error.
struct PatternTranslation {
  private let pattern: [Unicode.Scalar]
  private var at = 0
  private var options: RegularExpressionOptions
  private var output: [UInt8] = []
  /// How many groups were opened, and which of them are closed: only these can be referred to.
  private var groups = 0
  private var closedGroups: Set<Int> = []
  /// Inside of a lookaround groups do not count.
  private var lookarounds = 0
  private var depth = 0
  private var isAmbiguous = false
  private var hasShortest = false

  private static let depthMax = 200

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

  private mutating func translated() throws(ExpressionError) -> TranslatedPattern {
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
  private mutating func readDirector() throws(ExpressionError) {
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

  private func follows(_ text: String) -> Bool {
    pattern[at...].starts(with: text.unicodeScalars)
  }

  private var next: Unicode.Scalar? { at < pattern.count ? pattern[at] : nil }

  private func peek(_ distance: Int) -> Unicode.Scalar? {
    at + distance < pattern.count ? pattern[at + distance] : nil
  }

  private mutating func append(_ text: StaticString) {
    output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A character that stands for itself.
  private mutating func appendLiteral(_ scalar: Unicode.Scalar) {
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
  private mutating func alternatives() throws(ExpressionError) -> MatchPreference {
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

  private mutating func branch() throws(ExpressionError) -> MatchPreference {
    var preference = MatchPreference.none
    while let scalar = next, scalar != "|", scalar != ")" {
      if options.isExpanded, skipsBlank() { continue }
      let found = try quantified(scalar)
      if preference == .none { preference = found }
    }
    return preference
  }

  /// White space and comments of an expanded pattern.
  private mutating func skipsBlank() -> Bool {
    guard let scalar = next else { return false }
    if scalar == "#" {
      while let scalar = next, scalar != "\n" { at += 1 }
      return true
    }
    guard scalar.properties.isWhitespace else { return false }
    at += 1
    return true
  }

  private enum Atom {
    case character
    case group(MatchPreference)
    case constraint
    /// A reference to what a group matched.
    case reference
  }

  private mutating func quantified(
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

  private struct Quantifier {
    var text: String
    var isFixed = false
    var isShortest = false
  }

  private mutating func quantifier() throws(ExpressionError) -> Quantifier? {
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
  private mutating func bound() throws(ExpressionError) -> Quantifier {
    let fault = PatternTranslation.fault("invalid repetition count(s)")
    at += 1
    func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { ("0"..."9").contains($0) } ?? false }
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
    if next == "," {
      at += 1
      high = isDigit(next) ? try number() : nil
    }
    guard next == "}" else { throw fault }
    if let high, high < low { throw fault }
    at += 1
    let text = high == low ? "{\(low)}" : "{\(low),\(high.map(String.init) ?? "")}"
    return Quantifier(text: text, isFixed: high == low)
  }

  private mutating func atom(_ scalar: Unicode.Scalar) throws(ExpressionError) -> Atom {
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

  private mutating func group() throws(ExpressionError) -> Atom {
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

  private mutating func closeComment() throws(ExpressionError) {
    guard next == ")" else { throw PatternTranslation.fault("parentheses () not balanced") }
    at += 1
  }

  private mutating func close() throws(ExpressionError) {
    guard next == ")" else { throw PatternTranslation.fault("parentheses () not balanced") }
    at += 1
    append(")")
  }
}

/// Escapes outside of brackets.
extension PatternTranslation {
  static let word: StaticString = "\\p{L}\\p{Nd}\\p{Nl}_"
  static let space: StaticString = "\\t-\\r \\x{1680}\\x{2000}-\\x{2006}\\x{2008}-\\x{200a}\\x{2028}\\x{2029}\\x{205f}\\x{3000}"

  private mutating func escape() throws(ExpressionError) -> Atom {
    let fault = PatternTranslation.fault("invalid escape \\ sequence")
    guard let scalar = peek(1) else { throw fault }
    if scalar.isASCII, ("1"..."9").contains(scalar) { return try numbered() }
    if let literal = try literalEscape() {
      appendLiteral(literal)
      return .character
    }
    at += 2
    switch scalar {
    case "A": append("\\A")
    case "Z": append("\\z")
    case "m": appendWordEdge(begins: true)
    case "M": appendWordEdge(begins: false)
    case "y":
      append("(?:")
      appendWordEdge(begins: true)
      append("|")
      appendWordEdge(begins: false)
      append(")")
    case "Y":
      append("(?!")
      appendWordEdge(begins: true)
      append("|")
      appendWordEdge(begins: false)
      append(")")
    default:
      guard appendClass(scalar) else { throw fault }
      return .character
    }
    return .constraint
  }

  private mutating func appendWordEdge(begins: Bool) {
    append(begins ? "(?<![" : "(?<=[")
    append(PatternTranslation.word)
    append(begins ? "])(?=[" : "])(?![")
    append(PatternTranslation.word)
    append("])")
  }

  /// `\d`, `\s`, `\w` and their opposites.
  private mutating func appendClass(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "d": append("[0-9]")
    case "D": append("[^0-9]")
    case "s", "w", "S", "W":
      append(scalar == "s" || scalar == "w" ? "[" : "[^")
      append(scalar == "s" || scalar == "S" ? PatternTranslation.space : PatternTranslation.word)
      append("]")
    default: return false
    }
    return true
  }

  /// `\1`, or with as many digits as there are groups for; else an octal character.
  private mutating func numbered() throws(ExpressionError) -> Atom {
    let start = at
    at += 1
    var number = 0
    var digits = 0
    while let scalar = next, ("0"..."9").contains(scalar), digits < 3 {
      let grown = number * 10 + Int(scalar.value - 48)
      if digits > 0, grown > groups { break }
      (number, digits) = (grown, digits + 1)
      at += 1
    }
    if digits == 1, let following = next, ("0"..."7").contains(following), number <= 7 {
      // `\12` without twelve groups is a character by its octal number.
      at = start + 1
      appendLiteral(try octal())
      return .character
    }
    guard closedGroups.contains(number), lookarounds == 0 else {
      throw PatternTranslation.fault("invalid backreference number")
    }
    output.append(contentsOf: "\\g{\(number)}".utf8)
    return .reference
  }

  private mutating func octal() throws(ExpressionError) -> Unicode.Scalar {
    var value: UInt32 = 0
    var digits = 0
    while let scalar = next, ("0"..."7").contains(scalar), digits < 3 {
      value = value * 8 + scalar.value - 48
      digits += 1
      at += 1
    }
    guard digits > 0, let result = Unicode.Scalar(value) else {
      throw PatternTranslation.fault("invalid escape \\ sequence")
    }
    return result
  }

  /// The character that an escape stands for, read; nil where it stands for no single one.
  private mutating func literalEscape() throws(ExpressionError) -> Unicode.Scalar? {
    let fault = PatternTranslation.fault("invalid escape \\ sequence")
    guard let scalar = peek(1) else { throw fault }
    let plain: [Unicode.Scalar: Unicode.Scalar] = [
      "a": "\u{7}", "b": "\u{8}", "B": "\\", "e": "\u{1B}", "f": "\u{C}", "n": "\n", "r": "\r",
      "t": "\t", "v": "\u{B}",
    ]
    if let control = plain[scalar] {
      at += 2
      return control
    }
    switch scalar {
    case "0":
      at += 1
      return try octal()
    case "c":
      guard let letter = peek(2) else { throw fault }
      at += 3
      return Unicode.Scalar(letter.value & 31)
    case "u", "U", "x":
      at += 2
      return try hexadecimal(scalar == "u" ? 4 : scalar == "U" ? 8 : nil)
    default:
      if scalar.isASCII, ASCII.isLetter(UInt8(scalar.value)) || ("0"..."9").contains(scalar) {
        return nil
      }
      at += 2
      return scalar
    }
  }

  /// Exactly so many digits, or at least one.
  private mutating func hexadecimal(_ wanted: Int?) throws(ExpressionError) -> Unicode.Scalar {
    var value: UInt32 = 0
    var digits = 0
    while let scalar = next, scalar.isASCII, let digit = ASCII.hexValue(UInt8(scalar.value)),
      digits < wanted ?? 255
    {
      value = min(value, 0x0FFF_FFFF) * 16 + UInt32(digit)
      digits += 1
      at += 1
    }
    guard digits >= wanted ?? 1, let result = Unicode.Scalar(value) else {
      throw PatternTranslation.fault("invalid escape \\ sequence")
    }
    return result
  }
}

/// Bracket expressions.
extension PatternTranslation {
  private static let classes: [String: StaticString] = [
    "alpha": "\\p{L}\\p{Nl}\\p{Nd}", "alnum": "\\p{L}\\p{Nl}\\p{Nd}",
    "digit": "0-9", "xdigit": "0-9A-Fa-f", "upper": "\\p{Lu}\\p{Lt}", "lower": "\\p{Ll}",
    "blank": " \\t\\x{1680}\\x{2000}-\\x{2006}\\x{2008}-\\x{200a}\\x{205f}\\x{3000}",
    "cntrl": "\\x00-\\x1f\\x7f-\\x9f\\x{2028}\\x{2029}",
  ]

  private mutating func bracket() throws(ExpressionError) -> Atom {
    for (word, begins) in [("[[:<:]]", true), ("[[:>:]]", false)] where follows(word) {
      at += 7
      appendWordEdge(begins: begins)
      return .constraint
    }
    at += 1
    append("[")
    var isFirst = true
    if next == "^" {
      at += 1
      append("^")
      if options.dotExcludesNewline { append("\\n") }
    }
    let unbalanced = PatternTranslation.fault("brackets [] not balanced")
    while true {
      guard let scalar = next else { throw unbalanced }
      if scalar == "]", !isFirst { break }
      isFirst = false
      guard let first = try bracketItem() else {
        if next == "-", peek(1) != "]" { throw PatternTranslation.fault("invalid character range") }
        continue
      }
      guard next == "-", let end = peek(1), end != "]" else {
        appendLiteral(first)
        continue
      }
      at += 1
      guard let last = try bracketItem(), first <= last else {
        throw PatternTranslation.fault("invalid character range")
      }
      appendLiteral(first)
      append("-")
      appendLiteral(last)
    }
    at += 1
    append("]")
    return .character
  }

  /// One character; nil where a whole class was written instead.
  private mutating func bracketItem() throws(ExpressionError) -> Unicode.Scalar? {
    guard let scalar = next else { throw PatternTranslation.fault("brackets [] not balanced") }
    if scalar == "\\" {
      if let literal = try literalEscape() { return literal }
      guard let letter = peek(1) else {
        throw PatternTranslation.fault("invalid escape \\ sequence")
      }
      at += 2
      try appendBracketClass(letter)
      return nil
    }
    if scalar == "[", let kind = peek(1), kind == ":" || kind == "." || kind == "=" {
      return try named(kind)
    }
    at += 1
    return scalar
  }

  private mutating func appendBracketClass(_ letter: Unicode.Scalar) throws(ExpressionError) {
    switch letter {
    case "d": append("0-9")
    case "s": append(PatternTranslation.space)
    case "w": append(PatternTranslation.word)
    case "D": append("\\x00-/:-\\x{10ffff}")
    case "S", "W":
      throw ExpressionError(
        "regular expressions with \\\(letter) inside of brackets are not supported: write an alternative")
    default: throw PatternTranslation.fault("invalid escape \\ sequence")
    }
  }

  /// `[:name:]`, `[.x.]`, `[=x=]`.
  private mutating func named(_ kind: Unicode.Scalar) throws(ExpressionError) -> Unicode.Scalar? {
    at += 2
    var name = ""
    while let scalar = next, !(scalar == kind && peek(1) == "]") {
      name.unicodeScalars.append(scalar)
      at += 1
    }
    guard next != nil else { throw PatternTranslation.fault("brackets [] not balanced") }
    at += 2
    if kind == ":" {
      try appendNamedClass(name)
      return nil
    }
    guard let only = name.unicodeScalars.first, name.unicodeScalars.count == 1 else {
      throw PatternTranslation.fault("invalid collating element")
    }
    return only
  }

  private mutating func appendNamedClass(_ name: String) throws(ExpressionError) {
    switch name {
    case "space": append(PatternTranslation.space)
    case "word": append(PatternTranslation.word)
    case "punct": append("\\p{P}\\p{S}\\p{No}")
    case "graph": append("\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Co}")
    case "print":
      append("\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Co}\\p{Zs}")
    case "upper" where options.ignoresCase, "lower" where options.ignoresCase:
      append("\\p{L}")
    default:
      guard let written = PatternTranslation.classes[name] else {
        throw PatternTranslation.fault("invalid character class")
      }
      append(written)
    }
  }
}
