/// A whole number of any size: what sums of squares need before they are rounded once. Not for rows: for answers.
struct WideInteger {
  /// The lowest first, none of them a leading zero.
  private(set) var limbs: [UInt64]
  private(set) var isNegative: Bool

  init(limbs: [UInt64], isNegative: Bool = false) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
    self.isNegative = isNegative && !self.limbs.isEmpty
  }

  init(_ value: Int128) {
    let magnitude = value.magnitude
    self.init(
      limbs: [
        UInt64(truncatingIfNeeded: magnitude), UInt64(truncatingIfNeeded: magnitude >> 64),
      ], isNegative: value < 0)
  }

  /// Two's complement.
  init(signed limbs: [UInt64]) {
    let isNegative = limbs.last.map { $0 >> 63 != 0 } ?? false
    self.init(
      limbs: isNegative ? WideInteger.negated(limbs) : limbs, isNegative: isNegative)
  }

  private static func negated(_ limbs: [UInt64]) -> [UInt64] {
    var carry = true
    return limbs.map { limb in
      let (value, overflow) = (~limb).addingReportingOverflow(carry ? 1 : 0)
      carry = overflow
      return value
    }
  }

  static func powerOfTen(_ exponent: Int) -> WideInteger {
    var result = WideInteger(1)
    var left = exponent
    while left > 0 {
      let taken = min(left, 18)
      var factor: Int128 = 1
      for _ in 0..<taken { factor *= 10 }
      result = result * WideInteger(factor)
      left -= taken
    }
    return result
  }

  var isZero: Bool { limbs.isEmpty }
  var isOdd: Bool { limbs.first.map { $0 & 1 != 0 } ?? false }
  var magnitude: WideInteger { WideInteger(limbs: limbs) }

  /// Bits of the magnitude.
  var bitWidth: Int {
    limbs.last.map { limbs.count * 64 - $0.leadingZeroBitCount } ?? 0
  }

  /// The magnitude, where it fits.
  var word: UInt128? {
    if limbs.count > 2 { return nil }
    return UInt128(limbs.first ?? 0) | UInt128(limbs.count == 2 ? limbs[1] : 0) << 64
  }

  // MARK: Arithmetic

  static prefix func - (value: WideInteger) -> WideInteger {
    WideInteger(limbs: value.limbs, isNegative: !value.isNegative)
  }

  static func + (left: WideInteger, right: WideInteger) -> WideInteger {
    if left.isNegative == right.isNegative {
      return WideInteger(limbs: sum(left.limbs, right.limbs), isNegative: left.isNegative)
    }
    if isLess(left.limbs, right.limbs) {
      return WideInteger(
        limbs: difference(right.limbs, left.limbs), isNegative: right.isNegative)
    }
    return WideInteger(limbs: difference(left.limbs, right.limbs), isNegative: left.isNegative)
  }

  static func - (left: WideInteger, right: WideInteger) -> WideInteger { left + -right }

  static func * (left: WideInteger, right: WideInteger) -> WideInteger {
    var product = [UInt64](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (index, limb) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (other, factor) in right.limbs.enumerated() {
        let (high, low) = limb.multipliedFullWidth(by: factor)
        let (first, overflow) = low.addingReportingOverflow(carry)
        let (second, again) = product[index + other].addingReportingOverflow(first)
        product[index + other] = second
        carry = high &+ (overflow ? 1 : 0) &+ (again ? 1 : 0)
      }
      product[index + right.limbs.count] = carry
    }
    return WideInteger(limbs: product, isNegative: left.isNegative != right.isNegative)
  }

  static func << (value: WideInteger, bits: Int) -> WideInteger {
    if value.isZero || bits == 0 { return value }
    let (whole, part) = (bits / 64, UInt64(bits % 64))
    var limbs = [UInt64](repeating: 0, count: whole)
    var carry: UInt64 = 0
    for limb in value.limbs {
      limbs.append(limb << part | carry)
      carry = part == 0 ? 0 : limb >> (64 - part)
    }
    limbs.append(carry)
    return WideInteger(limbs: limbs, isNegative: value.isNegative)
  }

  /// Of the magnitudes: quotient towards zero, and what is left.
  func divided(by divisor: WideInteger) -> (quotient: WideInteger, rest: WideInteger) {
    precondition(!divisor.isZero, "division of a wide integer by zero")
    let shift = bitWidth - divisor.bitWidth
    if shift < 0 { return (WideInteger(0), magnitude) }
    var quotient = [UInt64](repeating: 0, count: shift / 64 + 1)
    var shifted = (divisor.magnitude << shift).limbs
    var rest = limbs
    for bit in stride(from: shift, through: 0, by: -1) {
      if !WideInteger.isLess(rest, shifted) {
        rest = WideInteger(limbs: WideInteger.difference(rest, shifted)).limbs
        quotient[bit / 64] |= 1 << UInt64(bit % 64)
      }
      WideInteger.halve(&shifted)
    }
    return (WideInteger(limbs: quotient), WideInteger(limbs: rest))
  }

  /// The magnitudes' quotient rounded half up.
  func dividedRounding(by divisor: WideInteger) -> (quotient: WideInteger, isExact: Bool) {
    let (quotient, rest) = divided(by: divisor)
    let isUp = !WideInteger.isLess((rest + rest).limbs, divisor.limbs)
    return (isUp ? quotient + WideInteger(1) : quotient, rest.isZero)
  }

  /// The greatest number whose square is not greater than the magnitude.
  var squareRoot: WideInteger {
    if isZero { return self }
    var root = WideInteger(1) << ((bitWidth + 1) / 2)
    while true {
      let next = WideInteger(limbs: (root + divided(by: root).quotient).halved)
      if !WideInteger.isLess(next.limbs, root.limbs) { return root }
      root = next
    }
  }

  private var halved: [UInt64] {
    var limbs = limbs
    WideInteger.halve(&limbs)
    return limbs
  }

  // MARK: Magnitudes

  static func isLess(_ left: [UInt64], _ right: [UInt64]) -> Bool {
    for index in stride(from: max(left.count, right.count) - 1, through: 0, by: -1) {
      let (one, other) = (
        index < left.count ? left[index] : 0, index < right.count ? right[index] : 0
      )
      if one != other { return one < other }
    }
    return false
  }

  private static func sum(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
    var carry: UInt64 = 0
    var result: [UInt64] = []
    for index in 0..<max(left.count, right.count) {
      let (sum, overflow) = (index < left.count ? left[index] : 0).addingReportingOverflow(
        index < right.count ? right[index] : 0)
      let (total, again) = sum.addingReportingOverflow(carry)
      result.append(total)
      carry = overflow || again ? 1 : 0
    }
    return result + [carry]
  }

  /// The left one is not less.
  private static func difference(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
    var borrow: UInt64 = 0
    var result = left
    for index in left.indices {
      let (difference, overflow) = left[index].subtractingReportingOverflow(
        index < right.count ? right[index] : 0)
      let (total, again) = difference.subtractingReportingOverflow(borrow)
      result[index] = total
      borrow = overflow || again ? 1 : 0
    }
    return result
  }

  private static func halve(_ limbs: inout [UInt64]) {
    var carry: UInt64 = 0
    for index in limbs.indices.reversed() {
      let limb = limbs[index]
      limbs[index] = limb >> 1 | carry << 63
      carry = limb & 1
    }
  }
}
