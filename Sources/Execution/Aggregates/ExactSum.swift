/// A sum of doubles without rounding: a fixed-point number of 36 limbs of 64 bits whose lowest bit is worth 2^−1074.
///
/// Two's complement, so taking a number away leaves no trace of it. A group mostly needs a few neighbouring limbs:
/// `NarrowSum` holds five of them, and only a sum that outgrows those becomes one of these.
enum ExactSum {
  static let limbCount = 36
  /// The exponent of the lowest bit.
  static let lowestExponent = -1074

  /// A finite double × weight as integer × 2^(64 × limb + shift − 1074).
  struct Term {
    var limb: Int
    /// Low, middle and high limb, the sign extended into the high one.
    var low: UInt64
    var middle: UInt64
    var high: UInt64
  }

  @inline(__always)
  static func term(_ value: Double, _ weight: Int64) -> Term {
    let bits = value.bitPattern
    let exponent = Int(truncatingIfNeeded: bits >> 52 & 0x7ff)
    var mantissa = Int64(bitPattern: bits & 0xf_ffff_ffff_ffff)
    if exponent != 0 { mantissa |= 1 << 52 }
    if bits >> 63 != 0 { mantissa = 0 &- mantissa }
    let position = max(exponent, 1) &- 1
    let shift = UInt64(truncatingIfNeeded: position & 63)
    return Term(Int128(mantissa) &* Int128(weight), limb: position >> 6, shift: shift)
  }
}

extension ExactSum.Term {
  /// product × 2^shift, from limb `limb` on.
  @inline(__always)
  init(_ product: Int128, limb: Int, shift: UInt64) {
    let lowPart = UInt64(truncatingIfNeeded: product)
    let highPart = Int64(truncatingIfNeeded: product >> 64)
    if shift == 0 {
      self.init(
        limb: limb, low: lowPart, middle: UInt64(bitPattern: highPart),
        high: UInt64(bitPattern: highPart >> 63))
      return
    }
    self.init(
      limb: limb, low: lowPart &<< shift,
      middle: lowPart &>> (64 &- shift) | UInt64(bitPattern: highPart) &<< shift,
      high: UInt64(bitPattern: highPart >> Int64(64 &- shift)))
  }
}

extension ExactSum {
  /// Adds a term whose low limb is `limbs[first]`; `count` limbs in all, at least `first + 3`.
  @inline(__always)
  static func add(_ term: Term, to limbs: UnsafeMutablePointer<UInt64>, first: Int, count: Int) {
    let (low, carryLow) = limbs[first].addingReportingOverflow(term.low)
    limbs[first] = low
    var carry: UInt64 = carryLow ? 1 : 0
    var (sum, overflow) = limbs[first &+ 1].addingReportingOverflow(term.middle)
    var (total, second) = sum.addingReportingOverflow(carry)
    limbs[first &+ 1] = total
    carry = overflow || second ? 1 : 0
    (sum, overflow) = limbs[first &+ 2].addingReportingOverflow(term.high)
    (total, second) = sum.addingReportingOverflow(carry)
    limbs[first &+ 2] = total
    carry = overflow || second ? 1 : 0
    let sign: UInt64 = Int64(bitPattern: term.high) < 0 ? .max : 0
    var index = first &+ 3
    while index < count {
      // −1 and a carry cancel; 0 and no carry change nothing.
      if sign == 0 && carry == 0 || sign != 0 && carry == 1 { return }
      (sum, overflow) = limbs[index].addingReportingOverflow(sign)
      (total, second) = sum.addingReportingOverflow(carry)
      limbs[index] = total
      carry = overflow || second ? 1 : 0
      index &+= 1
    }
  }

  /// The sum of two sums of all limbs; an empty one is 0.
  static func sum(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
    if left.isEmpty || right.isEmpty { return left.isEmpty ? right : left }
    var carry: UInt64 = 0
    return zip(left, right).map { left, right in
      let (sum, overflow) = left.addingReportingOverflow(right)
      let (total, second) = sum.addingReportingOverflow(carry)
      carry = overflow || second ? 1 : 0
      return total
    }
  }

  /// The sum rounded once, half to even: to a double (53 digits, lowest bit 2^−1074) or to a float (24, 2^−149).
  /// Infinite where it is out of range.
  static func rounded(_ limbs: [UInt64], firstLimb: Int, toFloat: Bool = false) -> Double {
    guard let top = limbs.last else { return 0 }
    let isNegative = Int64(bitPattern: top) < 0
    let magnitude = isNegative ? negated(limbs) : limbs
    guard let highest = magnitude.lastIndex(where: { $0 != 0 }) else { return 0 }
    let topBit = highest * 64 + 63 - magnitude[highest].leadingZeroBitCount
    let digits = toFloat ? 24 : 53
    let lowestQuantum = (toFloat ? 925 : 0) - firstLimb * 64
    let quantum = max(topBit - digits + 1, lowestQuantum)
    var mantissa: UInt64 = 0
    if quantum <= topBit {
      for bit in stride(from: topBit, through: max(quantum, 0), by: -1) {
        mantissa = mantissa << 1 | (magnitude[bit >> 6] >> UInt64(bit & 63) & 1)
      }
      if quantum < 0 { mantissa <<= UInt64(-quantum) }
    }
    if roundsUp(magnitude, quantum: quantum, isOdd: mantissa & 1 != 0) { mantissa += 1 }
    let exponent = quantum + firstLimb * 64 + lowestExponent
    let value = Double(sign: .plus, exponent: exponent, significand: Double(mantissa))
    let limited = toFloat && value > Double(Float.greatestFiniteMagnitude) ? .infinity : value
    return isNegative ? -limited : limited
  }

  /// The sum divided by a count that is not 0, rounded once to a double.
  static func average(_ limbs: [UInt64], firstLimb: Int, count: Int64) -> Double {
    guard let top = limbs.last else { return 0 }
    let isNegative = Int64(bitPattern: top) < 0
    let magnitude = isNegative ? negated(limbs) : limbs
    // Two limbs below hold more of the quotient than a double's digits; what is left over only breaks ties. One of
    // zeros above keeps it positive.
    var quotient = [UInt64](repeating: 0, count: magnitude.count + 3)
    var remainder: UInt64 = 0
    for index in (0..<magnitude.count + 2).reversed() {
      let limb = index < 2 ? 0 : magnitude[index - 2]
      (quotient[index], remainder) = count.magnitude.dividingFullWidth((remainder, limb))
    }
    if remainder != 0 { quotient[0] |= 1 }
    let value = rounded(quotient, firstLimb: firstLimb - 2)
    return isNegative != (count < 0) ? -value : value
  }

  private static func roundsUp(_ magnitude: [UInt64], quantum: Int, isOdd: Bool) -> Bool {
    let half = quantum - 1
    guard half >= 0, half >> 6 < magnitude.count else { return false }
    guard magnitude[half >> 6] >> UInt64(half & 63) & 1 != 0 else { return false }
    if isOdd { return true }
    let partial = magnitude[half >> 6] & (1 << UInt64(half & 63) - 1)
    return partial != 0 || magnitude[..<(half >> 6)].contains { $0 != 0 }
  }

  private static func negated(_ limbs: [UInt64]) -> [UInt64] {
    var carry = true
    return limbs.map { limb in
      let (value, overflow) = (~limb).addingReportingOverflow(carry ? 1 : 0)
      carry = overflow
      return value
    }
  }
}
