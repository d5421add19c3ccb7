import Columnar
import Dataflow
import Planning

/// Variances and standard deviations of integers and numerics with Postgres' digits: from exact sums of the values and of
/// their squares, one pair for each scale that occurs, as `DecimalSumAccumulator` keeps them.
final class DecimalVarianceAccumulator: Accumulator {
  private typealias ScaleSum = DecimalSumAccumulator.ScaleSum

  private struct Moments: BitwiseCopyable {
    var values = ScaleSum()
    /// Of coefficients of up to 63 bits; its count is not used.
    var squares = ScaleSum()

    var isEmpty: Bool { values.isEmpty && squares.isEmpty }
  }

  private struct GroupScale: Hashable {
    var group: UInt32
    var scale: UInt8
  }

  private let isSample: Bool
  private let isDeviation: Bool
  private var moments = DenseArray<Moments>()
  /// Scale + 1 of a group's dense sums; 0 before its first row.
  private var scales = DenseArray<UInt8>()
  /// A bit for each scale of the group that lies in `others` or `wideSquares`.
  private var otherScales = DenseArray<UInt64>()
  private var others: [GroupScale: Moments] = [:]
  /// Squares of larger coefficients.
  private var wideSquares: [GroupScale: WideInteger] = [:]

  var byteCount: Int {
    let entry = MemoryLayout<GroupScale>.stride + MemoryLayout<Moments>.stride
    return moments.byteCount + scales.byteCount + otherScales.byteCount + others.capacity * entry
      + wideSquares.capacity * 96
  }

  init(_ function: AggregateFunction) {
    isSample = function == .varianceSample || function == .deviationSample
    isDeviation = function == .deviationSample || function == .deviationPopulation
  }

  func reserve(_ limit: Int) {
    moments.reserve(limit)
    scales.reserve(limit)
    otherScales.reserve(limit)
  }

  @inline(never)
  func update(_ input: AggregateInput) {
    guard let argument = input.argument else { return }
    if argument.type.layout == .word {
      let words = argument.words
      forEachRow(input) { add(Int128(words[$0]), scale: 0, $1, $2) }
    } else {
      let decimals = argument.decimals
      forEachRow(input) { add(decimals[$0].coefficient, scale: decimals[$0].scale, $1, $2) }
    }
    withExtendedLifetime(argument) {}
  }

  private func add(_ coefficient: Int128, scale: Int, _ group: Int, _ weight: Int64) {
    let tag = UInt8(truncatingIfNeeded: scale &+ 1)
    if scales[group] == 0 { scales[group] = tag }
    guard scales[group] == tag, let word = Int64(exactly: coefficient) else {
      return addOther(coefficient, scale, group, weight)
    }
    moments.base[group].values.add(coefficient, weight)
    moments.base[group].squares.add(Int128(word) &* Int128(word), weight)
  }

  @inline(never)
  private func addOther(_ coefficient: Int128, _ scale: Int, _ group: Int, _ weight: Int64) {
    let key = GroupScale(group: UInt32(group), scale: UInt8(scale))
    otherScales[group] |= 1 << UInt64(scale)
    others[key, default: Moments()].values.add(coefficient, weight)
    if let word = Int64(exactly: coefficient) {
      others[key, default: Moments()].squares.add(Int128(word) &* Int128(word), weight)
    } else {
      let wide = WideInteger(coefficient)
      addWide(wide * wide * WideInteger(Int128(weight)), key)
    }
  }

  private func addWide(_ square: WideInteger, _ key: GroupScale) {
    let sum = (wideSquares[key] ?? WideInteger(0)) + square
    wideSquares[key] = sum.isZero ? nil : sum
  }

  // MARK: Answers

  private struct Part {
    var scale: Int
    var moments: Moments
    var wide: WideInteger?
  }

  private func parts(_ group: UInt32) -> [Part] {
    var parts: [Part] = []
    let own = Int(scales[Int(group)]) - 1
    for scale in 0...36 {
      let key = GroupScale(group: group, scale: UInt8(scale))
      var part = Part(scale: scale, moments: scale == own ? moments[Int(group)] : Moments())
      if otherScales[Int(group)] >> UInt64(scale) & 1 != 0 {
        if let other = others[key] {
          part.moments.values.add(other.values)
          part.moments.squares.add(other.squares)
        }
        part.wide = wideSquares[key]
      }
      if !part.moments.isEmpty || part.wide != nil { parts.append(part) }
    }
    return parts
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let builder = ColumnBuilder(.numeric, capacity: groups.count)
    for (row, group) in groups.enumerated() {
      let parts = parts(group)
      let count = parts.reduce(0) { $0 &+ $1.moments.values.count }
      if count < (isSample ? 2 : 1) {
        builder.appendNull()
      } else if let value = answer(parts, count) {
        builder.append(decimal: value)
      } else {
        builder.appendNull()
        errors.append(.outOfRange(.numeric), row: row)
      }
    }
    return builder.finish()
  }

  /// Nil where it needs more than 36 digits.
  private func answer(_ parts: [Part], _ count: Int64) -> Decimal? {
    // Scales that are gone again do not count: rows that are left decide.
    let present = parts.filter { $0.moments.values.count != 0 }
    var sum = WideDecimal(WideInteger(0), scale: 0)
    var squares = sum
    for part in present {
      sum = sum + WideDecimal(WideInteger(part.moments.values), scale: part.scale)
      let square = WideInteger(part.moments.squares) + (part.wide ?? WideInteger(0))
      squares = squares + WideDecimal(square, scale: 2 * part.scale)
    }
    let rows = WideDecimal(count)
    let spread = rows * squares - sum * sum
    if spread.integer.isZero { return .zero }
    let (variance, isExact) = spread.divided(by: rows * WideDecimal(isSample ? count - 1 : count))
    if !isDeviation { return variance.decimal(isExact: isExact) }
    let (root, isRootExact) = variance.squareRoot
    return root.decimal(isExact: isExact && isRootExact)
  }

  // MARK: State

  func reset(_ group: Int) {
    for scale in 0...36 where otherScales[group] >> UInt64(scale) & 1 != 0 {
      let key = GroupScale(group: UInt32(group), scale: UInt8(scale))
      others[key] = nil
      wideSquares[key] = nil
    }
    otherScales[group] = 0
    scales[group] = 0
    moments[group] = Moments()
  }

  private func add(_ part: Part, to group: Int) {
    let tag = UInt8(part.scale + 1)
    if scales[group] == 0 { scales[group] = tag }
    let key = GroupScale(group: UInt32(group), scale: UInt8(part.scale))
    if scales[group] == tag {
      moments.base[group].values.add(part.moments.values)
      moments.base[group].squares.add(part.moments.squares)
    } else {
      otherScales[group] |= 1 << UInt64(part.scale)
      others[key, default: Moments()].values.add(part.moments.values)
      others[key, default: Moments()].squares.add(part.moments.squares)
    }
    guard let wide = part.wide else { return }
    otherScales[group] |= 1 << UInt64(part.scale)
    addWide(wide, key)
  }

  func add(_ group: Int, to other: Int) {
    for part in parts(UInt32(group)) { add(part, to: other) }
  }

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups {
      let parts = parts(group)
      writer.write(UInt8(parts.count))
      for part in parts {
        writer.write(UInt8(part.scale))
        for sum in [part.moments.values, part.moments.squares] {
          writer.write(sum.high)
          writer.write(sum.low)
        }
        writer.write(part.moments.values.count)
        writer.write(UInt8(part.wide?.limbs.count ?? 0))
        if let wide = part.wide {
          writer.write(UInt8(wide.isNegative ? 1 : 0))
          for limb in wide.limbs { writer.write(limb) }
        }
      }
    }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    for group in groups {
      for _ in 0..<(try reader.read(UInt8.self)) { add(try part(&reader), to: Int(group)) }
    }
  }

  private func part(_ reader: inout StateReader) throws -> Part {
    let scale = Int(try reader.read(UInt8.self))
    guard scale <= 36 else { throw StateDecodingError("a scale of \(scale)") }
    var part = Part(scale: scale, moments: Moments())
    part.moments.values.high = try reader.read()
    part.moments.values.low = try reader.read()
    part.moments.squares.high = try reader.read()
    part.moments.squares.low = try reader.read()
    part.moments.values.count = try reader.read()
    part.moments.squares.count = part.moments.values.count
    let count = Int(try reader.read(UInt8.self))
    // A square has 240 bits, its weight 63.
    guard count <= 6 else { throw StateDecodingError("a square of \(count) limbs") }
    if count > 0 {
      let isNegative = try reader.readFlag()
      let limbs = try (0..<count).map { _ in try reader.read(UInt64.self) }
      part.wide = WideInteger(limbs: limbs, isNegative: isNegative)
    }
    return part
  }
}

extension WideInteger {
  fileprivate init(_ sum: DecimalSumAccumulator.ScaleSum) {
    self = (WideInteger(sum.high) << 64) + WideInteger(sum.low)
  }
}
