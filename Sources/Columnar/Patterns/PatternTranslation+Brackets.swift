/// Bracket expressions.
extension PatternTranslation {
  static let classes: [String: StaticString] = [
    "alpha": "\\p{L}\\p{Nl}\\p{Nd}", "alnum": "\\p{L}\\p{Nl}\\p{Nd}",
    "digit": "0-9", "xdigit": "0-9A-Fa-f", "upper": "\\p{Lu}\\p{Lt}", "lower": "\\p{Ll}",
    "blank": " \\t\\x{1680}\\x{2000}-\\x{2006}\\x{2008}-\\x{200a}\\x{205f}\\x{3000}",
    "cntrl": "\\x00-\\x1f\\x7f-\\x9f\\x{2028}\\x{2029}",
  ]

  mutating func bracket() throws(ExpressionError) -> Atom {
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
  mutating func bracketItem() throws(ExpressionError) -> Unicode.Scalar? {
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

  mutating func appendBracketClass(_ letter: Unicode.Scalar) throws(ExpressionError) {
    switch letter {
    case "d": append("0-9")
    case "s": append(PatternTranslation.space)
    case "w": append(PatternTranslation.word)
    case "D": append("\\x00-/:-\\x{10ffff}")
    case "S", "W":
      throw ExpressionError(
        "regular expressions with \\\(letter) inside of brackets are not supported: write an alternative"
      )
    default: throw PatternTranslation.fault("invalid escape \\ sequence")
    }
  }

  /// `[:name:]`, `[.x.]`, `[=x=]`.
  mutating func named(_ kind: Unicode.Scalar) throws(ExpressionError) -> Unicode.Scalar? {
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

  mutating func appendNamedClass(_ name: String) throws(ExpressionError) {
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
