import Diagnostics

/// One token of the text, as Postgres' scanner cuts it.
struct Token {
  enum Kind {
    case word
    case quotedName
    case string
    case number
    case symbol
  }

  var kind: Kind
  /// Byte offsets in the whole text.
  var range: TextRange
  /// A keyword that Postgres' grammar never takes as a column's name.
  var isReserved: Bool
  /// Lower case for words; as written for the rest.
  var text: String
  /// As it stands in the source.
  var written: String
}

/// A half-open range of token indices.
struct TokenSpan {
  var lower: Int
  var upper: Int

  init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = max(lower, upper)
  }

  var isEmpty: Bool { lower >= upper }
  var indices: Range<Int> { lower..<upper }
}
