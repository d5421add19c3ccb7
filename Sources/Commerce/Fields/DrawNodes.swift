/// first + step × (number − 1).
final class SequenceNode: GeneratorNode {
  private let (first, step): (Int64, Int64)

  init(first: Int64, step: Int64) { (self.first, self.step) = (first, step) }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    let numbers = context.column(.number)
    output.beNumbers(scale: 0)
    output.hasNulls = false
    for place in 0..<rows.count {
      let row = rows[place]
      output.numbers[row] = first &+ step &* (numbers.numbers[row] &- 1)
    }
  }
}

/// Uniform numbers, bounds included.
final class UniformNode: GeneratorNode {
  private let random: CounterRandom
  private let first: Int64
  /// Values there are; 0 stands for 2⁶⁴.
  private let count: UInt64
  private let scale: Int

  init(_ random: CounterRandom, bounds: ClosedRange<Int64>, scale: Int) {
    (self.random, self.scale, first) = (random, scale, bounds.lowerBound)
    count = UInt64(bitPattern: bounds.upperBound &- bounds.lowerBound) &+ 1
  }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    output.beNumbers(scale: scale)
    output.hasNulls = false
    for place in 0..<rows.count {
      let row = rows[place]
      let bits = random.bits(positions[row], 0)
      let offset = count == 0 ? bits : bits.multipliedFullWidth(by: count).high
      output.numbers[row] = first &+ Int64(bitPattern: offset)
    }
  }
}

/// Normal numbers, or e to the power of them, rounded half away from zero and clamped.
final class NormalNode: GeneratorNode {
  private let random: CounterRandom
  private let mean: Double
  private let deviation: Double
  private let isExponential: Bool
  private let factor: Double
  private let bounds: ClosedRange<Double>
  private let integerBounds: ClosedRange<Int64>
  private let scale: Int

  init(
    _ random: CounterRandom, mean: Double, deviation: Double, bounds: ClosedRange<Int64>,
    scale: Int
  ) {
    (self.random, self.mean, self.deviation, self.scale) = (random, mean, deviation, scale)
    isExponential = false
    factor = Double(DecimalScale.power(scale))
    (self.bounds, integerBounds) = (NormalNode.doubles(bounds), bounds)
  }

  /// median × e^(spread × normal).
  init(
    _ random: CounterRandom, median: Double, spread: Double, bounds: ClosedRange<Int64>,
    scale: Int
  ) {
    (self.random, mean, deviation, self.scale) = (random, 0, spread, scale)
    isExponential = true
    factor = median * Double(DecimalScale.power(scale))
    (self.bounds, integerBounds) = (NormalNode.doubles(bounds), bounds)
  }

  private static func doubles(_ bounds: ClosedRange<Int64>) -> ClosedRange<Double> {
    Double(bounds.lowerBound)...Double(bounds.upperBound)
  }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    output.beNumbers(scale: scale)
    output.hasNulls = false
    for place in 0..<rows.count {
      let row = rows[place]
      let draw = Elementary.normalQuantile(CounterRandom.openUnit(random.bits(positions[row], 0)))
      let exponent = mean + deviation * draw
      let value = isExponential ? Elementary.exp(min(max(exponent, -700), 700)) : exponent
      output.numbers[row] = clamped((value * factor).rounded(.toNearestOrAwayFromZero))
    }
  }

  @inline(__always)
  private func clamped(_ value: Double) -> Int64 {
    if value <= bounds.lowerBound { return integerBounds.lowerBound }
    if value >= bounds.upperBound { return integerBounds.upperBound }
    return Int64(value)
  }
}

/// Version 4 UUIDs in their 36 characters.
final class UUIDNode: GeneratorNode {
  private static let digits: [UInt8] = Array("0123456789abcdef".utf8)
  private let random: CounterRandom

  init(_ random: CounterRandom) { self.random = random }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    output.beTexts()
    output.hasNulls = false
    let texts = output.texts
    for place in 0..<rows.count {
      let row = rows[place]
      // The third group begins with the version 4, the fourth with the variant's two bits, 10.
      let high = random.bits(positions[row], 0) & ~0xF000 | 0x4000
      let low = random.bits(positions[row], 1) & ~(3 << 62) | 2 << 62
      let start = context.arena.reserve(36)
      UUIDNode.write(high, low, to: start)
      context.arena.commit(36)
      texts[row] = TextSlice(start: UnsafePointer(start), count: 36, traits: [])
    }
  }

  @inline(__always)
  private static func write(
    _ high: UInt64, _ low: UInt64, to output: UnsafeMutablePointer<UInt8>
  ) {
    digits.withUnsafeBufferPointer { digits in
      var place = output
      for index in 0..<32 {
        if index == 8 || index == 12 || index == 16 || index == 20 {
          place.pointee = UInt8(ascii: "-")
          place += 1
        }
        let word = index < 16 ? high : low
        let shift = UInt64(60 &- (index & 15) &* 4)
        place.pointee = digits[Int((word &>> shift) & 15)]
        place += 1
      }
    }
  }
}
