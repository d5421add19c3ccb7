import Glibc

extension Decimal {
  /// Rounded half away from zero; nil where it exceeds 64 bits.
  public var int64: Int64? {
    guard let whole = rounded(toScale: 0) else { return nil }
    return Int64(exactly: whole.coefficient)
  }

  /// The nearest double.
  public var double: Double {
    let coefficient = coefficient
    // Both exact, so one correctly rounded division.
    if coefficient.magnitude <= 1 << 53, scale <= 22 {
      return Double(Int64(coefficient)) / DoubleText.powersOfTen[scale]
    }
    var text: [UInt8] = []
    write(to: &text)
    return text.withUnsafeBufferPointer { DoubleText.parse($0) ?? .nan }
  }

  /// The number that the double's shortest text names; nil for NaN, infinities and more than 36 digits.
  public init?(double value: Double) {
    guard value.isFinite else { return nil }
    var text: [UInt8] = []
    DoubleText.append(value, to: &text)
    guard let parsed = text.withUnsafeBufferPointer({ try? Decimal.parse($0) }) else { return nil }
    self = parsed
  }

  /// The number that the float's shortest text names.
  public init?(real value: Double) {
    guard value.isFinite else { return nil }
    var text: [UInt8] = []
    DoubleText.append(real: value, to: &text)
    guard let parsed = text.withUnsafeBufferPointer({ try? Decimal.parse($0) }) else { return nil }
    self = parsed
  }
}
