/// Decimals as unscaled 64-bit integers with a number of digits behind the point.
enum DecimalScale {
  /// The most digits behind the point.
  static let largest = 18

  private static let powers: [Int64] = (0...largest).map { digits in
    (0..<digits).reduce(1) { power, _ in power * 10 }
  }

  static func power(_ digits: Int) -> Int64 { powers[digits] }

  /// Nil where it does not fit.
  static func raise(_ value: Int64, by digits: Int) -> Int64? {
    guard digits <= largest else { return nil }
    let (product, overflow) = value.multipliedReportingOverflow(by: power(digits))
    return overflow ? nil : product
  }

  /// Half is rounded away from zero.
  static func divide(_ value: Int128, by divisor: Int128) -> Int128 {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    guard rest.magnitude >= divisor.magnitude - rest.magnitude else { return quotient }
    return (value < 0) == (divisor < 0) ? quotient + 1 : quotient - 1
  }

  /// The most bytes that `write` needs.
  static let maximumByteCount = 24

  /// Writes `-12.05`; returns the number of bytes.
  @inline(__always)
  static func write(
    _ unscaled: Int64, scale: Int, to output: UnsafeMutablePointer<UInt8>
  ) -> Int {
    if scale == 0 { return DecimalDigits.write(unscaled, to: output) }
    var place = output
    if unscaled < 0 {
      place.pointee = UInt8(ascii: "-")
      place += 1
    }
    let divisor = powers.withUnsafeBufferPointer { UInt64($0[scale]) }
    let (whole, fraction) = unscaled.magnitude.quotientAndRemainder(dividingBy: divisor)
    place += DecimalDigits.write(Int64(truncatingIfNeeded: whole), to: place)
    place.pointee = UInt8(ascii: ".")
    var rest = fraction
    for digit in stride(from: scale, to: 0, by: -1) {
      let (quotient, last) = rest.quotientAndRemainder(dividingBy: 10)
      place[digit] = 0x30 &+ UInt8(truncatingIfNeeded: last)
      rest = quotient
    }
    return place + scale + 1 - output
  }

  static func text(_ unscaled: Int64, scale: Int) -> [UInt8] {
    Array(unsafeUninitializedCapacity: maximumByteCount) { buffer, count in
      if let base = buffer.baseAddress { count = write(unscaled, scale: scale, to: base) }
    }
  }
}
