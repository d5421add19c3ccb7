/// Decimal digits as bytes.
enum DecimalDigits {
  /// The most bytes that `write` needs.
  static let maximumByteCount = 20

  /// Writes a number without leading zeros; returns the number of bytes.
  @inline(__always)
  static func write(_ value: Int64, to output: UnsafeMutablePointer<UInt8>) -> Int {
    var rest = value.magnitude
    let sign = value < 0 ? 1 : 0
    if sign == 1 { output[0] = UInt8(ascii: "-") }
    let end = sign &+ count(rest)
    var place = end
    repeat {
      place &-= 1
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      output[place] = 0x30 &+ UInt8(truncatingIfNeeded: digit)
      rest = quotient
    } while rest != 0
    return end
  }

  /// Writes 0 ... 99 as two digits.
  @inline(__always)
  static func writePair(_ value: Int64, to output: UnsafeMutablePointer<UInt8>) {
    let tens = value / 10
    output[0] = 0x30 &+ UInt8(truncatingIfNeeded: tens)
    output[1] = 0x30 &+ UInt8(truncatingIfNeeded: value &- tens &* 10)
  }

  @inline(__always)
  private static func count(_ value: UInt64) -> Int {
    var (digits, bound) = (1, UInt64(10))
    while value >= bound {
      digits &+= 1
      let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
      if overflow { break }
      bound = next
    }
    return digits
  }
}
