import Columnar
import Dataflow

/// `sum` and `avg` of real and double precision: exact inside and rounded once, so the order of rows never shows and a
/// retraction leaves no residue. Infinities and NaN are counted apart.
final class DoubleSumAccumulator: Accumulator {
  /// Limbs of a narrow sum; terms may begin in the lowest three of them.
  private static let narrowLimbs = 5
  /// Heavier rows go to a wide sum: a narrow one has 63 bits of headroom only above its terms.
  private static let weightMax: Int64 = 1 << 30

  private struct Specials {
    var infinities: Int64 = 0
    var negativeInfinities: Int64 = 0
    var nans: Int64 = 0
  }

  private let result: DataType
  private let isAverage: Bool
  private var counts = DenseArray<Int64>()
  private var limbs = DenseArray<UInt64>()
  /// Number of the lowest narrow limb + 1; 0 before the first term. 255: the sum is wide.
  private var bases = DenseArray<UInt8>()
  private static let isWide = UInt8.max
  private var wide: [UInt32: [UInt64]] = [:]
  private var specials: [UInt32: Specials] = [:]

  init(result: DataType, isAverage: Bool) {
    self.result = result
    self.isAverage = isAverage
  }

  var byteCount: Int {
    let wideBytes = wide.count * ExactSum.limbCount * 8
    let specialBytes = specials.capacity * MemoryLayout<(UInt32, Specials)>.stride
    return counts.byteCount + limbs.byteCount + bases.byteCount + wideBytes + specialBytes
  }

  func reserve(_ limit: Int) {
    counts.reserve(limit)
    limbs.reserve(limit * DoubleSumAccumulator.narrowLimbs)
    bases.reserve(limit)
  }

  @inline(never)
  func update(_ input: AggregateInput) {
    guard let doubles = input.argument?.doubles else { return }
    let (counts, limbs, bases) = (counts.base, limbs.base, bases.base)
    forEachRow(input) { row, group, weight in
      counts[group] &+= weight
      let value = doubles[row]
      guard value.isFinite else { return addSpecial(group, value, weight) }
      if value == 0 { return }
      let term = ExactSum.term(value, weight)
      if bases[group] == 0 { bases[group] = UInt8(truncatingIfNeeded: max(term.limb, 1)) }
      let first = term.limb &- Int(bases[group]) &+ 1
      if first >= 0, first <= 2, bases[group] != DoubleSumAccumulator.isWide,
        weight.magnitude < DoubleSumAccumulator.weightMax.magnitude
      {
        ExactSum.add(
          term, to: limbs + group &* DoubleSumAccumulator.narrowLimbs, first: first,
          count: DoubleSumAccumulator.narrowLimbs)
      } else {
        addWide(group, term)
      }
    }
  }

  @inline(never)
  private func addSpecial(_ group: Int, _ value: Double, _ weight: Int64) {
    let key = UInt32(group)
    if value.isNaN {
      specials[key, default: Specials()].nans &+= weight
    } else if value > 0 {
      specials[key, default: Specials()].infinities &+= weight
    } else {
      specials[key, default: Specials()].negativeInfinities &+= weight
    }
  }

  @inline(never)
  private func addWide(_ group: Int, _ term: ExactSum.Term) {
    let key = UInt32(group)
    if bases[group] != DoubleSumAccumulator.isWide {
      wide[key] = wideLimbs(key)
      bases[group] = DoubleSumAccumulator.isWide
    }
    wide[key]?.withUnsafeMutableBufferPointer {
      guard let base = $0.baseAddress else { return }
      ExactSum.add(term, to: base, first: term.limb, count: ExactSum.limbCount)
    }
  }

  /// The whole sum, from limb 0.
  private func wideLimbs(_ group: UInt32) -> [UInt64] {
    if let limbs = wide[group] { return limbs }
    let (narrow, first) = narrowSum(Int(group))
    let sign: UInt64 = Int64(bitPattern: narrow.last ?? 0) < 0 ? .max : 0
    let above = ExactSum.limbCount - first - narrow.count
    return Array(repeating: 0, count: first) + narrow + Array(repeating: sign, count: max(above, 0))
  }

  private func narrowSum(_ group: Int) -> (limbs: [UInt64], first: Int) {
    guard bases[group] != 0 else { return ([], 0) }
    let start = group * DoubleSumAccumulator.narrowLimbs
    return (
      (start..<start + DoubleSumAccumulator.narrowLimbs).map { limbs[$0] }, Int(bases[group]) - 1
    )
  }

  /// The answer where infinities or NaN are among the values.
  private func special(_ group: UInt32) -> Double? {
    guard let special = specials[group] else { return nil }
    if special.nans != 0 || special.infinities != 0 && special.negativeInfinities != 0 {
      return .nan
    }
    if special.infinities != 0 { return .infinity }
    return special.negativeInfinities != 0 ? -.infinity : nil
  }

  private func exactAnswer(_ group: UInt32) -> Double {
    let (limbs, first) = wide[group].map { ($0, 0) } ?? narrowSum(Int(group))
    return isAverage
      ? ExactSum.average(limbs, firstLimb: first, count: counts[Int(group)])
      : ExactSum.rounded(limbs, firstLimb: first, toFloat: result == .real)
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let builder = ColumnBuilder(result, capacity: groups.count)
    for (row, group) in groups.enumerated() {
      if counts[Int(group)] == 0 {
        builder.appendNull()
        continue
      }
      if let special = special(group) {
        builder.append(double: special)
        continue
      }
      let answer = exactAnswer(group)
      if answer.isInfinite {
        builder.appendNull()
        errors.append(ExpressionError("value out of range: overflow"), row: row)
      } else {
        builder.append(double: answer)
      }
    }
    return builder.finish()
  }

  func reset(_ group: Int) {
    counts[group] = 0
    bases[group] = 0
    let start = group * DoubleSumAccumulator.narrowLimbs
    for limb in start..<start + DoubleSumAccumulator.narrowLimbs { limbs[limb] = 0 }
    wide[UInt32(group)] = nil
    specials[UInt32(group)] = nil
  }

  func add(_ group: Int, to other: Int) {
    counts[other] &+= counts[group]
    if let special = specials[UInt32(group)] {
      specials[UInt32(other), default: Specials()].infinities &+= special.infinities
      specials[UInt32(other), default: Specials()].negativeInfinities &+= special.negativeInfinities
      specials[UInt32(other), default: Specials()].nans &+= special.nans
    }
    if bases[group] == 0 || addNarrow(group, to: other) { return }
    let sum = ExactSum.sum(wideLimbs(UInt32(group)), wideLimbs(UInt32(other)))
    wide[UInt32(other)] = sum
    bases[other] = DoubleSumAccumulator.isWide
  }

  /// Sums of the same limbs stay narrow: they have room for as many terms as both had.
  private func addNarrow(_ group: Int, to other: Int) -> Bool {
    let isEqual = bases[other] == 0 || bases[other] == bases[group]
    if !isEqual || bases[group] == DoubleSumAccumulator.isWide { return false }
    bases[other] = bases[group]
    let (source, target) = (
      limbs.base + group * DoubleSumAccumulator.narrowLimbs,
      limbs.base + other * DoubleSumAccumulator.narrowLimbs
    )
    var carry: UInt64 = 0
    for index in 0..<DoubleSumAccumulator.narrowLimbs {
      let (sum, overflow) = target[index].addingReportingOverflow(source[index])
      let (total, second) = sum.addingReportingOverflow(carry)
      target[index] = total
      carry = overflow || second ? 1 : 0
    }
    return true
  }

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups {
      writer.write(counts[Int(group)])
      let special = specials[group] ?? Specials()
      let hasSpecials = self.special(group) != nil
      writer.write(UInt8(hasSpecials ? 1 : 0))
      if hasSpecials {
        writer.write(special.infinities)
        writer.write(special.negativeInfinities)
        writer.write(special.nans)
      }
      let limbs = bases[Int(group)] == 0 ? [] : wideLimbs(group)
      let first = limbs.firstIndex { $0 != 0 } ?? limbs.count
      let sign = limbs.last.map { Int64(bitPattern: $0) < 0 ? UInt64.max : 0 } ?? 0
      // One limb of sign stays above the last that differs from it.
      let end = limbs.lastIndex { $0 != sign }.map { min($0 + 2, limbs.count) } ?? first
      let kept = first < end ? Array(limbs[first..<end]) : Array(limbs[first...].prefix(1))
      writer.write(UInt8(kept.isEmpty ? 0 : first))
      writer.write(UInt8(kept.count))
      for limb in kept { writer.write(limb) }
    }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    for group in groups {
      counts[Int(group)] = try reader.read()
      if try reader.readFlag() {
        specials[group] = Specials(
          infinities: try reader.read(), negativeInfinities: try reader.read(),
          nans: try reader.read())
      }
      let first = Int(try reader.read(UInt8.self))
      let count = Int(try reader.read(UInt8.self))
      guard first + count <= ExactSum.limbCount else {
        throw StateDecodingError("a sum of \(first + count) limbs")
      }
      if count == 0 { continue }
      let read = try (0..<count).map { _ in try reader.read(UInt64.self) }
      let sign: UInt64 = Int64(bitPattern: read[count - 1]) < 0 ? .max : 0
      if count < DoubleSumAccumulator.narrowLimbs, first + 8 < ExactSum.limbCount {
        bases[Int(group)] = UInt8(first + 1)
        for index in 0..<DoubleSumAccumulator.narrowLimbs {
          limbs[Int(group) * DoubleSumAccumulator.narrowLimbs + index] =
            index < count ? read[index] : sign
        }
      } else {
        let above = ExactSum.limbCount - first - count
        wide[group] =
          Array(repeating: 0, count: first) + read + Array(repeating: sign, count: above)
        bases[Int(group)] = DoubleSumAccumulator.isWide
      }
    }
  }
}
