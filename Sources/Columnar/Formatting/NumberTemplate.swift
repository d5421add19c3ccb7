/// A pattern of `to_char(number, …)` and `to_number`, such as `FM999,990.00`.
struct NumberTemplate {
  enum Field {
    case nine, zero, point, comma, group, currency, sign, minus, plus, plusMinus, brackets, blank
    case exponent
    case ordinal(isUpper: Bool)
    case roman(isUpper: Bool)
    case shift, localPoint, fill, ignored
  }

  enum Element {
    case field(Field)
    case text([UInt8])
  }

  enum SignStyle {
    /// A minus, or a space, before the first digit.
    case plain
    /// S: a plus or minus, before the first digit or behind the last.
    case leading, trailing
    /// MI, PL or SG: where they stand.
    case placed
    /// PR: `<…>`.
    case brackets
  }

  private(set) var elements: [Element] = []
  /// Digits before and behind the point, and those that V adds.
  private(set) var whole = 0
  private(set) var fraction = 0
  private(set) var shifted = 0
  /// The digit place, counted through the point, at which zeros begin to be written and the last one that asks for them.
  private(set) var zeroStart: Int?
  private(set) var zeroEnd = 0
  private(set) var hasPoint = false
  private(set) var hasShift = false
  private(set) var isFilled = false
  private(set) var isRoman = false
  private(set) var hasExponent = false
  private(set) var hasPlus = false
  private(set) var hasMinus = false
  private(set) var signStyle = SignStyle.plain
  private var isBlank = false
  /// How many digits stand before S.
  private var signPlace = 0

  /// Throws: Postgres' message for parts that do not go together.
  init(_ pattern: Bytes) throws(ExpressionError) {
    var at = 0
    while at < pattern.count {
      if let (length, field) = NumberTemplate.keyword(pattern, at) {
        at += length
        try add(field)
      } else if pattern[at] == ASCII.quote {
        at += 1
        while at < pattern.count, pattern[at] != ASCII.quote {
          if pattern[at] == ASCII.backslash, at + 1 < pattern.count { at += 1 }
          let end = Characters.offset(pattern, of: 1, from: at)
          elements.append(.text(Array(pattern[at..<end])))
          at = end
        }
        at += 1
      } else {
        let isEscape =
          pattern[at] == ASCII.backslash && at + 1 < pattern.count && pattern[at + 1] == ASCII.quote
        if isEscape { at += 1 }
        let end = Characters.offset(pattern, of: 1, from: at)
        elements.append(.text(Array(pattern[at..<end])))
        at = end
      }
    }
    // A sign before all digits is one of the number; behind them it stands there.
    if signStyle == .leading, signPlace == whole { signStyle = .trailing }
  }

  private static let keywords: [(StaticString, Field)] = [
    (",", .comma), (".", .point), ("0", .zero), ("9", .nine), ("B", .blank), ("C", .ignored),
    ("D", .localPoint), ("EEEE", .exponent), ("FM", .fill), ("G", .group), ("L", .currency),
    ("MI", .minus), ("PL", .plus), ("PR", .brackets), ("RN", .roman(isUpper: true)),
    ("SG", .plusMinus), ("SP", .ignored), ("S", .sign), ("TH", .ordinal(isUpper: true)),
    ("V", .shift), ("b", .blank), ("c", .ignored), ("d", .localPoint), ("eeee", .exponent),
    ("fm", .fill), ("g", .group), ("l", .currency), ("mi", .minus), ("pl", .plus),
    ("pr", .brackets), ("rn", .roman(isUpper: false)), ("sg", .plusMinus), ("sp", .ignored),
    ("s", .sign), ("th", .ordinal(isUpper: false)), ("v", .shift),
  ]

  private static func keyword(_ pattern: Bytes, _ at: Int) -> (Int, Field)? {
    for (word, field) in keywords {
      let length = word.utf8CodeUnitCount
      guard pattern.count - at >= length else { continue }
      if (0..<length).allSatisfy({ pattern[at + $0] == word.utf8Start[$0] }) {
        return (length, field)
      }
    }
    return nil
  }

  private mutating func add(_ field: Field) throws(ExpressionError) {
    elements.append(.field(field))
    if hasExponent {
      if case .exponent = field { throw ExpressionError("cannot use \"EEEE\" twice") }
      throw ExpressionError("\"EEEE\" must be the last pattern used")
    }
    switch field {
    case .nine, .zero: try addDigit(field)
    case .point, .localPoint:
      if hasPoint { throw ExpressionError("multiple decimal points") }
      if hasShift { throw ExpressionError("cannot use \"V\" and decimal point together") }
      hasPoint = true
    case .shift:
      if hasPoint { throw ExpressionError("cannot use \"V\" and decimal point together") }
      hasShift = true
    case .sign, .minus, .plus, .plusMinus, .brackets: try addSign(field)
    case .exponent:
      if isBlank || isFilled || signStyle != .plain || isRoman || hasShift {
        throw ExpressionError("\"EEEE\" is incompatible with other formats")
      }
      hasExponent = true
    case .roman: isRoman = true
    case .fill: isFilled = true
    case .blank: if whole == 0, fraction == 0, zeroStart == nil { isBlank = true }
    case .comma, .group, .currency, .ordinal, .ignored: break
    }
  }

  private mutating func addDigit(_ field: Field) throws(ExpressionError) {
    let isZero = if case .zero = field { true } else { false }
    if signStyle == .brackets {
      throw ExpressionError("\"\(isZero ? 0 : 9)\" must be ahead of \"PR\"")
    }
    if hasShift, !isZero {
      shifted += 1
      return
    }
    if isZero, zeroStart == nil, !hasPoint { zeroStart = whole }
    if hasPoint { fraction += 1 } else { whole += 1 }
    if isZero { zeroEnd = whole + fraction }
  }

  private mutating func addSign(_ field: Field) throws(ExpressionError) {
    let isSigned = signStyle == .leading || signStyle == .trailing
    switch field {
    case .sign:
      if isSigned { throw ExpressionError("cannot use \"S\" twice") }
      if signStyle != .plain {
        throw ExpressionError("cannot use \"S\" and \"PL\"/\"MI\"/\"SG\"/\"PR\" together")
      }
      signStyle = hasPoint ? .trailing : .leading
      signPlace = whole
    case .brackets:
      if signStyle != .plain {
        throw ExpressionError("cannot use \"PR\" and \"S\"/\"PL\"/\"MI\"/\"SG\" together")
      }
      signStyle = .brackets
    default:
      let (isMinus, isPlus): (Bool, Bool) =
        switch field {
        case .minus: (true, false)
        case .plus: (false, true)
        default: (true, true)
        }
      if isSigned {
        let name = isMinus ? (isPlus ? "SG" : "MI") : "PL"
        throw ExpressionError("cannot use \"S\" and \"\(name)\" together")
      }
      hasMinus = hasMinus || isMinus
      hasPlus = hasPlus || isPlus
      signStyle = .placed
    }
  }
}
