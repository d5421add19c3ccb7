import Columnar

/// An exact number integer × 2^exponent.
struct WideBinary {
  var integer: WideInteger
  var exponent = 0

  init(_ integer: WideInteger, exponent: Int = 0) {
    self.integer = integer
    self.exponent = exponent
  }

  init(_ count: Int64) { integer = WideInteger(Int128(count)) }

  var isZero: Bool { integer.isZero }

  static func * (left: WideBinary, right: WideBinary) -> WideBinary {
    WideBinary(left.integer * right.integer, exponent: left.exponent + right.exponent)
  }

  static func - (left: WideBinary, right: WideBinary) -> WideBinary {
    if left.isZero { return WideBinary(-right.integer, exponent: right.exponent) }
    if right.isZero { return left }
    let exponent = min(left.exponent, right.exponent)
    return WideBinary(
      (left.integer << (left.exponent - exponent)) - (right.integer << (right.exponent - exponent)),
      exponent: exponent)
  }

  /// The quotient rounded once, half to even; infinite where it is out of range. The divisor is not zero.
  func divided(by divisor: WideBinary) -> Double {
    let (mantissa, exponent, isExact) = quotient(by: divisor, bits: 66, evenExponent: false)
    // The lowest bit stands for whatever is below: it is not a digit of the answer.
    let value = WideBinary.rounded(mantissa | (isExact ? 0 : 1), exponent: exponent)
    return integer.isNegative != divisor.integer.isNegative ? -value : value
  }

  /// The square root of the quotient of two numbers that are not negative, rounded once.
  func dividedRoot(by divisor: WideBinary) -> Double {
    let (mantissa, exponent, isExact) = quotient(by: divisor, bits: 126, evenExponent: true)
    let square = WideInteger(limbs: [
      UInt64(truncatingIfNeeded: mantissa), UInt64(truncatingIfNeeded: mantissa >> 64),
    ])
    guard let root = square.squareRoot.word else { return 0 }
    let isWhole = isExact && root * root == mantissa
    return WideBinary.rounded(root << 1 | (isWhole ? 0 : 1), exponent: exponent / 2 - 1)
  }

  /// The magnitudes' quotient, cut off after about so many bits.
  private func quotient(
    by divisor: WideBinary, bits: Int, evenExponent: Bool
  ) -> (mantissa: UInt128, exponent: Int, isExact: Bool) {
    var shift = bits - (integer.bitWidth - divisor.integer.bitWidth)
    let isOdd = (exponent - divisor.exponent - shift) % 2 != 0
    if evenExponent, isOdd { shift += 1 }
    let (quotient, rest) = (integer << max(shift, 0)).divided(
      by: divisor.integer << max(-shift, 0))
    return (quotient.word ?? 0, exponent - divisor.exponent - shift, rest.isZero)
  }

  private static func rounded(_ mantissa: UInt128, exponent: Int) -> Double {
    if mantissa == 0 { return 0 }
    let width = 128 - mantissa.leadingZeroBitCount
    let dropped = max(width - 53, -1074 - exponent, 0)
    if dropped > 127 { return 0 }
    var kept = mantissa >> UInt128(dropped)
    let half: UInt128 = dropped == 0 ? 0 : 1 << UInt128(dropped - 1)
    let rest = mantissa & (half == 0 ? 0 : half << 1 - 1)
    if half != 0, rest > half || rest == half && kept & 1 != 0 { kept += 1 }
    return Double(sign: .plus, exponent: exponent + dropped, significand: Double(UInt64(kept)))
  }
}
