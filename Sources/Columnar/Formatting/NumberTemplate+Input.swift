extension NumberTemplate {
  /// The number that a text gives by this pattern.
  ///
  /// Throws: Postgres' message.
  func read(_ text: Bytes) throws(ExpressionError) -> Decimal {
    if hasExponent { throw ExpressionError("\"EEEE\" not supported for input") }
    if isRoman { throw ExpressionError("\"RN\" not supported for input") }
    var reader = NumberReader(text, self)
    for element in elements where !reader.isAtEnd { reader.read(element) }
    var digits = reader.digits
    if digits.first == ASCII.point { digits.insert(ASCII.zero, at: 0) }
    if digits.isEmpty { throw ExpressionError("invalid input syntax for type numeric: \" \"") }
    let number = try digits.withBytes { (digits) throws(ExpressionError) in
      try Decimal.parse(digits)
    }
    guard let fitted = number.fitted(precision: whole + shifted + fraction, scale: fraction) else {
      throw ExpressionError("numeric field overflow")
    }
    let unsigned = number.scale <= fraction ? number : fitted
    let signed = reader.isNegative ? unsigned.negated : unsigned
    guard hasShift else { return signed }
    guard shifted < Decimal.digitsMax,
      let result = signed.divided(by: Decimal(unchecked: Decimal.powersOfTen[shifted], scale: 0))
    else { throw .outOfRange(.numeric) }
    return result
  }
}

/// Takes a number's characters out of a text.
private struct NumberReader {
  private(set) var digits: [UInt8] = []
  private(set) var isNegative = false
  private let text: Bytes
  private let template: NumberTemplate
  private var at = 0
  private var isSignRead = false
  private var isPointRead = false

  init(_ text: Bytes, _ template: NumberTemplate) {
    self.text = text
    self.template = template
  }

  var isAtEnd: Bool { at >= text.count }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < text.count, text[at] == byte else { return false }
    at += 1
    return true
  }

  mutating func read(_ element: NumberTemplate.Element) {
    switch element {
    case .text: at = Characters.offset(text, of: 1, from: at)
    case .field(let field): read(field)
    }
  }

  private mutating func read(_ field: NumberTemplate.Field) {
    switch field {
    case .nine, .zero, .point, .localPoint: readPlace()
    case .comma, .group: _ = take(ASCII.comma)
    case .currency: _ = take(ASCII.space)
    case .minus:
      if take(ASCII.minus) { (isNegative, isSignRead) = (true, true) }
    case .plus: _ = take(ASCII.plus)
    case .plusMinus: readSign()
    case .ordinal: at = min(at + 2, text.count)
    case .sign, .brackets, .blank, .exponent, .roman, .shift, .fill, .ignored: break
    }
  }

  private mutating func readSign() {
    if take(ASCII.minus) {
      (isNegative, isSignRead) = (true, true)
    } else if take(ASCII.plus) {
      isSignRead = true
    }
  }

  /// A digit or the point; signs stand before the first digit or behind the last.
  private mutating func readPlace() {
    _ = take(ASCII.space)
    if digits.isEmpty, !isSignRead {
      if template.signStyle == .brackets {
        if take(UInt8(ascii: "<")) { (isNegative, isSignRead) = (true, true) }
      } else {
        readSign()
      }
    }
    guard at < text.count else { return }
    if ASCII.isDigit(text[at]) {
      digits.append(text[at])
      at += 1
    } else if template.hasPoint, !isPointRead, take(ASCII.point) {
      digits.append(ASCII.point)
      isPointRead = true
    }
    if !digits.isEmpty, !isSignRead, at < text.count, !ASCII.isDigit(text[at]) {
      if template.signStyle == .trailing || template.signStyle == .plain { readSign() }
    }
  }
}
