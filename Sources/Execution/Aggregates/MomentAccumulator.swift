import Columnar
import Dataflow

/// Variances of double precision, and correlation, covariance and regression of pairs (y, x): from sums of the values,
/// their squares and their products that are exact, so that neither order nor what has gone shows, and the answer is
/// rounded once. Infinities and NaN are counted apart.
final class MomentAccumulator: Accumulator {
  /// A sum that an answer needs.
  enum Moment: CaseIterable {
    case x, y, xx, yy, xy
  }

  private struct Specials {
    var infinities: Int64 = 0
    var negativeInfinities: Int64 = 0
    var nans: Int64 = 0

    var isEmpty: Bool { infinities == 0 && negativeInfinities == 0 && nans == 0 }

    mutating func add(_ value: Double, _ weight: Int64) {
      if value.isNaN {
        nans &+= weight
      } else if value > 0 {
        infinities &+= weight
      } else {
        negativeInfinities &+= weight
      }
    }

    mutating func add(_ other: Specials) {
      infinities &+= other.infinities
      negativeInfinities &+= other.negativeInfinities
      nans &+= other.nans
    }
  }

  private let answer: MomentAnswer
  private let moments: [Moment]
  private var counts = DenseArray<Int64>()
  /// A sum for each moment, group by group.
  private var sums = ExactSums()
  /// Of y and x, where there are any.
  private var specials: [UInt32: (y: Specials, x: Specials)] = [:]

  var byteCount: Int {
    counts.byteCount + sums.byteCount + specials.capacity * 64
  }

  init(_ answer: MomentAnswer) {
    self.answer = answer
    moments = answer.moments
  }

  func reserve(_ limit: Int) {
    counts.reserve(limit)
    sums.reserve(limit * moments.count)
  }

  /// One value is x.
  @inline(never)
  func update(_ input: AggregateInput) {
    guard let first = input.arguments.first, let last = input.arguments.last else { return }
    let (ys, xs, validity) = (first.doubles, last.doubles, last.validity)
    forEachRow(input) { row, group, weight in
      if let validity, validity[row] == 0 { return }
      counts[group] &+= weight
      add(ys[row], xs[row], group, weight)
    }
    withExtendedLifetime(input.arguments) {}
  }

  private func add(_ y: Double, _ x: Double, _ group: Int, _ weight: Int64) {
    if !x.isFinite || !y.isFinite { addSpecial(y, x, group, weight) }
    let (yParts, xParts) = (ExactSums.Parts(y), ExactSums.Parts(x))
    for (number, moment) in moments.enumerated() {
      let (left, right): (ExactSums.Parts, ExactSums.Parts?)
      switch moment {
      case .x: (left, right) = (xParts, nil)
      case .y: (left, right) = (yParts, nil)
      case .xx: (left, right) = (xParts, xParts)
      case .yy: (left, right) = (yParts, yParts)
      case .xy: (left, right) = (xParts, yParts)
      }
      if !y.isFinite, moment != .x, moment != .xx { continue }
      if !x.isFinite, moment != .y, moment != .yy { continue }
      let sum = group &* moments.count &+ number
      if let right {
        sums.add(
          sum, Int128(left.mantissa) &* Int128(right.mantissa),
          exponent: left.exponent &+ right.exponent, weight)
      } else {
        sums.add(sum, Int128(left.mantissa), exponent: left.exponent, weight)
      }
    }
  }

  @inline(never)
  private func addSpecial(_ y: Double, _ x: Double, _ group: Int, _ weight: Int64) {
    var found = specials[UInt32(group)] ?? (Specials(), Specials())
    if !y.isFinite { found.y.add(y, weight) }
    if !x.isFinite { found.x.add(x, weight) }
    let isEmpty = found.y.isEmpty && found.x.isEmpty
    specials[UInt32(group)] = isEmpty ? nil : found
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let builder = ColumnBuilder(answer.type, capacity: groups.count)
    for (row, group) in groups.enumerated() {
      if answer == .count {
        builder.append(word: counts[Int(group)])
        continue
      }
      switch answer.value(sample(group)) {
      case nil: builder.appendNull()
      case .infinity? where specials[group] == nil, (-.infinity)? where specials[group] == nil:
        builder.appendNull()
        errors.append(ExpressionError("value out of range: overflow"), row: row)
      case let value?: builder.append(double: value)
      }
    }
    return builder.finish()
  }

  private func sample(_ group: UInt32) -> MomentSample {
    var sample = MomentSample(count: counts[Int(group)])
    for (number, moment) in moments.enumerated() {
      sample[moment] = sums.value(Int(group) * moments.count + number)
    }
    if let found = specials[group] {
      sample.special = (special(found.y), special(found.x))
    }
    return sample
  }

  /// What stands for a sum with infinities or NaN in it.
  private func special(_ specials: Specials) -> Double? {
    if specials.isEmpty { return nil }
    if specials.nans != 0 || specials.infinities != 0 && specials.negativeInfinities != 0 {
      return .nan
    }
    return specials.infinities != 0 ? .infinity : -.infinity
  }

  func reset(_ group: Int) {
    counts[group] = 0
    for number in moments.indices { sums.reset(group * moments.count + number) }
    specials[UInt32(group)] = nil
  }

  func add(_ group: Int, to other: Int) {
    counts[other] &+= counts[group]
    for number in moments.indices {
      sums.add(group * moments.count + number, to: other * moments.count + number)
    }
    guard let found = specials[UInt32(group)] else { return }
    var total = specials[UInt32(other)] ?? (Specials(), Specials())
    total.y.add(found.y)
    total.x.add(found.x)
    specials[UInt32(other)] = total
  }

  // MARK: Snapshots

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups {
      writer.write(counts[Int(group)])
      let found = specials[group]
      writer.write(UInt8(found == nil ? 0 : 1))
      if let found {
        for specials in [found.y, found.x] {
          writer.write(specials.infinities)
          writer.write(specials.negativeInfinities)
          writer.write(specials.nans)
        }
      }
      for number in moments.indices {
        sums.encode(Int(group) * moments.count + number, to: &writer)
      }
    }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    func readSpecials() throws -> Specials {
      Specials(
        infinities: try reader.read(), negativeInfinities: try reader.read(),
        nans: try reader.read())
    }
    for group in groups {
      counts[Int(group)] = try reader.read()
      if try reader.readFlag() { specials[group] = (try readSpecials(), try readSpecials()) }
      for number in moments.indices {
        try sums.decode(Int(group) * moments.count + number, from: &reader)
      }
    }
  }
}
