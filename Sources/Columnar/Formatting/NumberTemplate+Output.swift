import Glibc

/// A number's digits, ready to be put into a pattern.
struct FormattedDigits {
  var isNegative: Bool
  /// Digits with as many behind the point as the pattern has; `#` where they do not fit.
  var text: [UInt8]

  var wholeCount: Int { text.firstIndex(of: ASCII.point) ?? text.count }
}

extension NumberTemplate {
  /// Throws: where the number has more digits than a numeric, or is far from every Roman one.
  func append(_ value: Decimal, to sink: inout [UInt8]) throws(ExpressionError) {
    if hasExponent {
      return NumberTemplate.appendScientific(value, digits: fraction, to: &sink)
    }
    if isRoman {
      guard let whole = value.int64, Int32(exactly: whole) != nil else {
        throw .outOfRange(.integer)
      }
      return appendRoman(whole, to: &sink)
    }
    guard shifted < Decimal.digitsMax,
      let scaled = value.multiplied(by: Decimal(unchecked: Decimal.powersOfTen[shifted], scale: 0)),
      let rounded = scaled.rounded(toScale: fraction)
    else { throw .outOfRange(.numeric) }
    var text: [UInt8] = []
    rounded.magnitude.write(to: &text)
    appendPlain(FormattedDigits(isNegative: rounded.isNegative, text: text), to: &sink)
  }

  /// `digits` are those that can be relied on: 15 of a double, 6 of a real. No more are shown behind the point.
  func append(_ value: Double, digits reliable: Int, to sink: inout [UInt8]) {
    if hasExponent {
      if value.isFinite {
        let text = CText.scientific(value, digits: fraction)
        sink.append(text.first == ASCII.minus ? ASCII.minus : ASCII.space)
        sink.append(contentsOf: text.drop { $0 == ASCII.minus })
      } else {
        var text = [UInt8](repeating: UInt8(ascii: "#"), count: whole + fraction + 6)
        text[0] = ASCII.space
        text[min(whole + 1, text.count - 1)] = ASCII.point
        sink.append(contentsOf: text)
      }
      return
    }
    if isRoman {
      let whole = Int64(exactly: value.rounded(.toNearestOrEven)) ?? 0
      return appendRoman(whole, to: &sink)
    }
    let scaled = value * pow(10, Double(shifted))
    let wholeCount = CText.fixed(scaled.magnitude, digits: 0).count
    let digits = max(0, min(fraction, reliable - wholeCount))
    let text = CText.fixed(scaled, digits: digits)
    let isNegative = text.first == ASCII.minus
    appendPlain(
      FormattedDigits(isNegative: isNegative, text: Array(text.drop { $0 == ASCII.minus })),
      fractionCount: digits, to: &sink)
  }

  private static func appendScientific(_ value: Decimal, digits: Int, to sink: inout [UInt8]) {
    var magnitude = value.coefficient.magnitude
    var exponent = value.isZero ? 0 : Decimal.digitCount(magnitude) - 1 - value.scale
    let surplus = Decimal.digitCount(magnitude) - (digits + 1)
    if surplus > 0 {
      let power = Decimal.powersOfTen[surplus].magnitude
      let (quotient, rest) = magnitude.quotientAndRemainder(dividingBy: power)
      magnitude = quotient + (rest >= power - rest ? 1 : 0)
      if Decimal.digitCount(magnitude) > digits + 1 {
        magnitude /= 10
        exponent += 1
      }
    }
    var text = Array(String(magnitude).utf8)
    text += [UInt8](repeating: ASCII.zero, count: max(0, digits + 1 - text.count))
    sink.append(value.isNegative ? ASCII.minus : ASCII.space)
    sink.append(text[0])
    if digits > 0 {
      sink.append(ASCII.point)
      sink.append(contentsOf: text[1...])
    }
    sink.append(UInt8(ascii: "e"))
    sink.append(exponent < 0 ? ASCII.minus : ASCII.plus)
    IntegerText.append(UInt64(exponent.magnitude), digitsMin: 2, to: &sink)
  }

  private static let romanWidth = 15

  private func appendRoman(_ value: Int64, to sink: inout [UInt8]) {
    var text = [UInt8](repeating: UInt8(ascii: "#"), count: NumberTemplate.romanWidth)
    if 1...3999 ~= value {
      text = []
      var rest = value
      let numerals: [(Int64, String)] = [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
      ]
      for (size, numeral) in numerals {
        while rest >= size {
          text += Array(numeral.utf8)
          rest -= size
        }
      }
    }
    for element in elements {
      switch element {
      case .text(let bytes): sink.append(contentsOf: bytes)
      case .field(.roman(let isUpper)):
        if !isFilled {
          sink.append(
            contentsOf: repeatElement(
              ASCII.space, count: max(0, NumberTemplate.romanWidth - text.count)))
        }
        sink.append(contentsOf: isUpper ? text : text.map(ASCII.lowercased))
      case .field: continue
      }
    }
  }

  private func appendPlain(
    _ digits: FormattedDigits, fractionCount: Int? = nil, to sink: inout [UInt8]
  ) {
    var digits = digits
    let places = whole + shifted
    if digits.wholeCount > places {
      digits.text = [UInt8](repeating: UInt8(ascii: "#"), count: places)
      digits.text.append(ASCII.point)
      digits.text += [UInt8](repeating: UInt8(ascii: "#"), count: fractionCount ?? fraction)
    }
    var writer = NumberWriter(self, digits, places: places)
    for element in elements {
      switch element {
      case .text(let bytes): sink.append(contentsOf: bytes)
      case .field(let field): writer.append(field, to: &sink)
      }
    }
  }
}

/// Puts digits into the places of a pattern, from left to right.
private struct NumberWriter {
  private let template: NumberTemplate
  private let digits: FormattedDigits
  /// Places before the first digit.
  private let padding: Int
  /// The last digit that FM keeps, or the point; nil where nothing is left out.
  private let lastKept: Int?
  private let slots: Int
  private var style: NumberTemplate.SignStyle
  private var place = 0
  private var cursor = 0
  private var isSignWritten: Bool
  /// Whether the place before held a digit: a comma is written only behind one.
  private var isInDigits = false

  init(_ template: NumberTemplate, _ digits: FormattedDigits, places: Int) {
    self.template = template
    self.digits = digits
    padding = max(places - digits.wholeCount, 0)
    slots = places + template.fraction + (template.hasPoint ? 1 : 0)
    style = template.signStyle
    if style == .brackets, template.isFilled, !digits.isNegative { style = .plain }
    switch style {
    case .placed: isSignWritten = template.hasMinus
    case .leading, .trailing: isSignWritten = false
    case .plain, .brackets: isSignWritten = template.isFilled && !digits.isNegative
    }
    lastKept =
      template.isFilled && template.hasPoint
      ? NumberWriter.lastKept(digits.text, template, padding) : nil
  }

  private static func lastKept(_ text: [UInt8], _ template: NumberTemplate, _ padding: Int) -> Int?
  {
    guard let point = text.firstIndex(of: ASCII.point) else { return nil }
    let last = text.lastIndex { $0 != ASCII.zero } ?? point
    let kept = max(last, point)
    guard template.zeroEnd > padding else { return kept }
    return max(kept, min(text.count - 1, template.zeroEnd - padding))
  }

  mutating func append(_ field: NumberTemplate.Field, to sink: inout [UInt8]) {
    switch field {
    case .nine, .point, .localPoint: appendPlace(isZero: false, to: &sink)
    case .zero: appendPlace(isZero: true, to: &sink)
    case .comma, .group:
      if isInDigits {
        sink.append(ASCII.comma)
      } else if !template.isFilled {
        sink.append(ASCII.space)
      }
    case .currency: sink.append(ASCII.space)
    case .minus: appendPlaced(digits.isNegative ? ASCII.minus : nil, to: &sink)
    case .plus: appendPlaced(digits.isNegative ? nil : ASCII.plus, to: &sink)
    case .plusMinus: sink.append(sign)
    case .ordinal(let isUpper): appendOrdinal(isUpper, to: &sink)
    case .sign, .brackets, .blank, .exponent, .roman, .shift, .fill, .ignored: break
    }
  }

  private var sign: UInt8 { digits.isNegative ? ASCII.minus : ASCII.plus }

  private func appendPlaced(_ sign: UInt8?, to sink: inout [UInt8]) {
    if let sign {
      sink.append(sign)
    } else if !template.isFilled {
      sink.append(ASCII.space)
    }
  }

  private func appendOrdinal(_ isUpper: Bool, to sink: inout [UInt8]) {
    let text = digits.text
    if digits.isNegative || template.hasPoint || text.first == UInt8(ascii: "#") { return }
    let isTeen = text.count > 1 && text[text.count - 2] == UInt8(ascii: "1")
    let ending: String =
      switch isTeen ? nil : text.last {
      case UInt8(ascii: "1"): "st"
      case UInt8(ascii: "2"): "nd"
      case UInt8(ascii: "3"): "rd"
      default: "th"
      }
    sink.append(contentsOf: (isUpper ? ending.uppercased() : ending).utf8)
  }

  /// The zero before the point of a fraction is not written, unless the pattern asks for zeros.
  private var isIdleZero: Bool {
    template.zeroStart == nil && cursor == 0 && digits.text.first == ASCII.zero
      && template.fraction > 0
  }

  private var keepsOnlyPoint: Bool {
    lastKept.map { digits.text[$0] == ASCII.point } ?? false
  }

  private mutating func appendPlace(isZero: Bool, to sink: inout [UInt8]) {
    isInDigits = false
    let isZeroed = template.zeroStart.map { $0 <= place } ?? false
    let begins = place >= padding || template.zeroStart == place
    if !isSignWritten, begins, !isIdleZero || keepsOnlyPoint { appendSign(to: &sink) }
    if place < padding {
      if isZeroed {
        sink.append(ASCII.zero)
        isInDigits = true
      } else if !template.isFilled {
        sink.append(ASCII.space)
      }
    } else {
      appendDigit(isZero: isZero, to: &sink)
      cursor = min(cursor + 1, digits.text.count)
    }
    place += 1
    if place == slots { appendEnd(to: &sink) }
  }

  private mutating func appendDigit(isZero: Bool, to sink: inout [UInt8]) {
    guard cursor < digits.text.count else { return }
    if digits.text[cursor] == ASCII.point {
      sink.append(ASCII.point)
    } else if let lastKept, cursor > lastKept, !isZero {
      return
    } else if isIdleZero {
      if !template.isFilled {
        sink.append(ASCII.space)
      } else if keepsOnlyPoint {
        sink.append(ASCII.zero)
      }
    } else {
      sink.append(digits.text[cursor])
      isInDigits = true
    }
  }

  private mutating func appendSign(to sink: inout [UInt8]) {
    switch style {
    case .trailing: return
    case .leading: sink.append(sign)
    case .brackets: sink.append(digits.isNegative ? UInt8(ascii: "<") : ASCII.space)
    case .plain, .placed:
      if digits.isNegative {
        sink.append(ASCII.minus)
      } else if !template.isFilled {
        sink.append(ASCII.space)
      }
    }
    isSignWritten = true
  }

  private func appendEnd(to sink: inout [UInt8]) {
    if style == .trailing { sink.append(sign) }
    if style == .brackets, isSignWritten {
      sink.append(digits.isNegative ? UInt8(ascii: ">") : ASCII.space)
    }
  }
}

/// Doubles by the C library's formats.
private enum CText {
  static func fixed(_ value: Double, digits: Int) -> [UInt8] { write("%.*f", value, digits) }
  static func scientific(_ value: Double, digits: Int) -> [UInt8] { write("%.*e", value, digits) }

  private static func write(_ format: String, _ value: Double, _ digits: Int) -> [UInt8] {
    if !value.isFinite {
      var text: [UInt8] = []
      DoubleText.append(value, to: &text)
      return text
    }
    return finite(format, value, digits)
  }

  private static func finite(_ format: String, _ value: Double, _ digits: Int) -> [UInt8] {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { buffer in
      let count = withVaList([Int32(digits), value]) {
        vsnprintf(buffer.baseAddress, buffer.count, format, $0)
      }
      return buffer[..<min(max(Int(count), 0), buffer.count - 1)].map { UInt8(bitPattern: $0) }
    }
  }
}
