/// What the options of a regular expression say: Postgres' letters.
struct RegularExpressionOptions: Hashable {
  var ignoresCase = false
  /// `.` and `[^…]` leave newlines out.
  var dotExcludesNewline = false
  /// `^` and `$` match at newlines too.
  var anchorsAtNewlines = false
  var isExpanded = false
  var isLiteral = false
  /// `g`: every match, not only the first.
  var isGlobal = false

  init() {}

  /// Throws: Postgres' message for a letter that is no option.
  init(_ letters: Bytes) throws(ExpressionError) {
    for letter in letters where try !take(letter, allowsGlobal: true) {
      let rest = Bytes(rebasing: letters.drop { $0 != letter })
      let character = Characters.scalars(rest).first.map { String($0) } ?? ""
      throw ExpressionError("invalid regular expression option: \"\(character)\"")
    }
  }

  /// False for a letter that is no option.
  mutating func take(_ letter: UInt8, allowsGlobal: Bool) throws(ExpressionError) -> Bool {
    switch letter {
    case UInt8(ascii: "g") where allowsGlobal: isGlobal = true
    case UInt8(ascii: "i"): ignoresCase = true
    case UInt8(ascii: "c"): ignoresCase = false
    case UInt8(ascii: "m"), UInt8(ascii: "n"):
      (dotExcludesNewline, anchorsAtNewlines) = (true, true)
    case UInt8(ascii: "p"): (dotExcludesNewline, anchorsAtNewlines) = (true, false)
    case UInt8(ascii: "w"): (dotExcludesNewline, anchorsAtNewlines) = (false, true)
    case UInt8(ascii: "s"): (dotExcludesNewline, anchorsAtNewlines) = (false, false)
    case UInt8(ascii: "x"): isExpanded = true
    case UInt8(ascii: "t"): isExpanded = false
    case UInt8(ascii: "q"): isLiteral = true
    case UInt8(ascii: "b"), UInt8(ascii: "e"):
      throw ExpressionError(
        "regular expression option \"\(Character(Unicode.Scalar(letter)))\" is not supported: "
          + "write the pattern as an advanced regular expression")
    default: return false
    }
    return true
  }
}

/// What a pattern prefers where it could match more or less text: the rule of Postgres, for which the first quantifier of
/// an expression decides, and alternatives always want the longest.
enum MatchPreference {
  case none, longest, shortest
}

/// A pattern in the library's language.
struct TranslatedPattern {
  var pattern: [UInt8]
  var ignoresCase: Bool
  var preference: MatchPreference
  /// Whether the library, which takes the first way to match, can find another length than Postgres.
  var isAmbiguous: Bool
}
