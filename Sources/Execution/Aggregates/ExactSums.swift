import Columnar
import Dataflow

/// Sums of doubles and of products of two doubles without rounding, by number. As `ExactSum`, only wider: the lowest bit
/// is worth 2^−2148, so that the smallest square has a place.
struct ExactSums: ~Copyable {
  static let limbCount = 68
  static let lowestExponent = -2148
  /// Limbs of a narrow sum; terms may begin in the lowest three of them, which leaves 64 bits above.
  private static let narrowLimbs = 6
  private static let isWide = UInt8.max

  private var limbs = DenseArray<UInt64>()
  /// Number of the lowest narrow limb + 1; 0 before the first term. 255: the sum is wide.
  private var bases = DenseArray<UInt8>()
  private var wide: [Int: [UInt64]] = [:]

  var byteCount: Int {
    limbs.byteCount + bases.byteCount + wide.capacity * (24 + ExactSums.limbCount * 8)
  }

  mutating func reserve(_ limit: Int) {
    limbs.reserve(limit * ExactSums.narrowLimbs)
    bases.reserve(limit)
  }

  /// A finite double as mantissa × 2^exponent.
  struct Parts {
    var mantissa: Int64
    var exponent: Int

    @inline(__always)
    init(_ value: Double) {
      let bits = value.bitPattern
      let field = Int(truncatingIfNeeded: bits >> 52 & 0x7ff)
      mantissa = Int64(bitPattern: bits & 0xf_ffff_ffff_ffff)
      if field != 0 { mantissa |= 1 << 52 }
      if bits >> 63 != 0 { mantissa = 0 &- mantissa }
      exponent = max(field, 1) &- 1075
    }
  }

  /// Adds mantissa × weight × 2^exponent; the mantissa has up to 106 bits.
  @inline(__always)
  mutating func add(_ sum: Int, _ mantissa: Int128, exponent: Int, _ weight: Int64) {
    if mantissa == 0 { return }
    if weight.magnitude < 1 << 16 {
      addTerm(sum, mantissa &* Int128(weight), exponent)
    } else {
      addHeavy(sum, mantissa, exponent, weight)
    }
  }

  /// In pieces that fit.
  @inline(never)
  private mutating func addHeavy(_ sum: Int, _ mantissa: Int128, _ exponent: Int, _ weight: Int64) {
    var (left, shift) = (weight.magnitude, 0)
    while left != 0 {
      let piece = Int128(left & 0xffff)
      addTerm(sum, mantissa &* (weight < 0 ? -piece : piece), exponent + shift)
      (left, shift) = (left >> 16, shift + 16)
    }
  }

  private mutating func addTerm(_ sum: Int, _ product: Int128, _ exponent: Int) {
    let position = exponent &- ExactSums.lowestExponent
    let term = ExactSum.Term(product, limb: position >> 6, shift: UInt64(position & 63))
    if bases[sum] == 0 { bases[sum] = UInt8(truncatingIfNeeded: max(term.limb, 1)) }
    let first = term.limb &- Int(bases[sum]) &+ 1
    if bases[sum] != ExactSums.isWide, first >= 0, first <= 2 {
      ExactSum.add(
        term, to: limbs.base + sum &* ExactSums.narrowLimbs, first: first,
        count: ExactSums.narrowLimbs)
    } else {
      addWide(sum, term)
    }
  }

  @inline(never)
  private mutating func addWide(_ sum: Int, _ term: ExactSum.Term) {
    widen(sum)
    wide[sum]?.withUnsafeMutableBufferPointer {
      guard let base = $0.baseAddress else { return }
      ExactSum.add(term, to: base, first: term.limb, count: ExactSums.limbCount)
    }
  }

  private mutating func widen(_ sum: Int) {
    if bases[sum] == ExactSums.isWide { return }
    wide[sum] = allLimbs(sum)
    bases[sum] = ExactSums.isWide
  }

  private func narrow(_ sum: Int) -> [UInt64] {
    let start = sum * ExactSums.narrowLimbs
    return (start..<start + ExactSums.narrowLimbs).map { limbs[$0] }
  }

  /// The whole sum, from limb 0.
  private func allLimbs(_ sum: Int) -> [UInt64] {
    if let limbs = wide[sum] { return limbs }
    if bases[sum] == 0 { return Array(repeating: 0, count: ExactSums.limbCount) }
    let (narrow, first) = (narrow(sum), Int(bases[sum]) - 1)
    let sign: UInt64 = Int64(bitPattern: narrow[narrow.count - 1]) < 0 ? .max : 0
    let above = Array(repeating: sign, count: max(ExactSums.limbCount - first - narrow.count, 0))
    return Array((Array(repeating: 0, count: first) + narrow + above).prefix(ExactSums.limbCount))
  }

  func value(_ sum: Int) -> WideBinary {
    if let limbs = wide[sum] {
      return WideBinary(WideInteger(signed: limbs), exponent: ExactSums.lowestExponent)
    }
    if bases[sum] == 0 { return WideBinary(0) }
    return WideBinary(
      WideInteger(signed: narrow(sum)),
      exponent: ExactSums.lowestExponent + 64 * (Int(bases[sum]) - 1))
  }

  mutating func reset(_ sum: Int) {
    let start = sum * ExactSums.narrowLimbs
    for limb in start..<start + ExactSums.narrowLimbs { limbs[limb] = 0 }
    bases[sum] = 0
    wide[sum] = nil
  }

  mutating func add(_ sum: Int, to other: Int) {
    if bases[sum] == 0 { return }
    let total = ExactSum.sum(allLimbs(sum), allLimbs(other))
    bases[other] = ExactSums.isWide
    wide[other] = total
  }

  // MARK: Snapshots

  /// The limbs that differ from the sign above them, and one of sign.
  func encode(_ sum: Int, to writer: inout StateWriter) {
    let limbs = bases[sum] == 0 ? [] : allLimbs(sum)
    let first = limbs.firstIndex { $0 != 0 } ?? limbs.count
    let sign = limbs.last.map { Int64(bitPattern: $0) < 0 ? UInt64.max : 0 } ?? 0
    let end = limbs.lastIndex { $0 != sign }.map { min($0 + 2, limbs.count) } ?? first
    let kept = first < end ? Array(limbs[first..<end]) : Array(limbs[first...].prefix(1))
    writer.write(UInt8(kept.isEmpty ? 0 : first))
    writer.write(UInt8(kept.count))
    for limb in kept { writer.write(limb) }
  }

  mutating func decode(_ sum: Int, from reader: inout StateReader) throws {
    let first = Int(try reader.read(UInt8.self))
    let count = Int(try reader.read(UInt8.self))
    guard first + count <= ExactSums.limbCount else {
      throw StateDecodingError("a sum of \(first + count) limbs")
    }
    if count == 0 { return }
    let read = try (0..<count).map { _ in try reader.read(UInt64.self) }
    let sign: UInt64 = Int64(bitPattern: read[count - 1]) < 0 ? .max : 0
    if count < ExactSums.narrowLimbs, first + 8 < ExactSums.limbCount {
      bases[sum] = UInt8(first + 1)
      for index in 0..<ExactSums.narrowLimbs {
        limbs[sum * ExactSums.narrowLimbs + index] = index < count ? read[index] : sign
      }
    } else {
      let above = ExactSums.limbCount - first - count
      wide[sum] = Array(repeating: 0, count: first) + read + Array(repeating: sign, count: above)
      bases[sum] = ExactSums.isWide
    }
  }
}
