import Columnar
import Dataflow

/// `sum` and `avg` of numeric, exact: a sum for each scale that occurs, so that the answer's scale is the largest of
/// the rows that are left, whatever came and went.
///
/// A column mostly has one scale: the first one of a group lies in dense arrays, any other in a dictionary that is only
/// read by key.
final class DecimalSumAccumulator: Accumulator {
  /// Coefficients in two halves, each summed in 128 bits: no number of rows overflows them.
  struct ScaleSum: BitwiseCopyable {
    var high: Int128 = 0
    var low: Int128 = 0
    var count: Int64 = 0

    @inline(__always)
    mutating func add(_ other: ScaleSum) {
      high &+= other.high
      low &+= other.low
      count &+= other.count
    }

    @inline(__always)
    mutating func add(_ coefficient: Int128, _ weight: Int64) {
      high &+= (coefficient >> 64) &* Int128(weight)
      low &+= (coefficient & 0xffff_ffff_ffff_ffff) &* Int128(weight)
      count &+= weight
    }

    var isEmpty: Bool { high == 0 && low == 0 && count == 0 }
    /// Nil where it does not fit into 128 bits.
    var total: Int128? {
      let shifted = high.multipliedReportingOverflow(by: 1 << 64)
      let sum = shifted.partialValue.addingReportingOverflow(low)
      return shifted.overflow || sum.overflow ? nil : sum.partialValue
    }
  }

  private struct GroupScale: Hashable {
    var group: UInt32
    var scale: UInt8
  }

  private let result: DataType
  private let isAverage: Bool
  private var sums = DenseArray<ScaleSum>()
  /// Scale + 1 of a group's dense sum; 0 before its first row.
  private var scales = DenseArray<UInt8>()
  /// A bit for each scale of the group that lies in `others`.
  private var otherScales = DenseArray<UInt64>()
  private var others: [GroupScale: ScaleSum] = [:]

  init(result: DataType, isAverage: Bool) {
    self.result = result
    self.isAverage = isAverage
  }

  var byteCount: Int {
    let entry = MemoryLayout<(GroupScale, ScaleSum)>.stride
    return sums.byteCount + scales.byteCount + otherScales.byteCount + others.capacity * entry
  }

  func reserve(_ limit: Int) {
    sums.reserve(limit)
    scales.reserve(limit)
    otherScales.reserve(limit)
  }

  @inline(never)
  func update(_ input: AggregateInput) {
    guard let decimals = input.argument?.decimals else { return }
    let (sums, scales) = (sums.base, scales.base)
    forEachRow(input) { row, group, weight in
      let value = decimals[row]
      let tag = UInt8(truncatingIfNeeded: value.scale &+ 1)
      if scales[group] == 0 { scales[group] = tag }
      if scales[group] == tag {
        sums[group].add(value.coefficient, weight)
      } else {
        addToOther(group, value, weight)
      }
    }
  }

  @inline(never)
  private func addToOther(_ group: Int, _ value: Decimal, _ weight: Int64) {
    let key = GroupScale(group: UInt32(group), scale: UInt8(value.scale))
    others[key, default: ScaleSum()].add(value.coefficient, weight)
    otherScales[group] |= 1 << UInt64(value.scale)
  }

  private func parts(_ group: UInt32) -> [(scale: Int, sum: ScaleSum)] {
    var parts: [(scale: Int, sum: ScaleSum)] = []
    if scales[Int(group)] > 0 { parts.append((Int(scales[Int(group)]) - 1, sums[Int(group)])) }
    for scale in 0...36 where otherScales[Int(group)] >> UInt64(scale) & 1 != 0 {
      if let sum = others[GroupScale(group: group, scale: UInt8(scale))] {
        parts.append((scale, sum))
      }
    }
    return parts.filter { !$0.sum.isEmpty }
  }

  private func total(_ parts: [(scale: Int, sum: ScaleSum)]) -> Decimal? {
    let scale = parts.map(\.scale).max() ?? 0
    var total: Int128 = 0
    for part in parts {
      guard let sum = part.sum.total else { return nil }
      var scaled = sum
      for _ in part.scale..<scale {
        let next = scaled.multipliedReportingOverflow(by: 10)
        if next.overflow { return nil }
        scaled = next.partialValue
      }
      let next = total.addingReportingOverflow(scaled)
      if next.overflow { return nil }
      total = next.partialValue
    }
    return Decimal(coefficient: total, scale: scale)
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let builder = ColumnBuilder(result, capacity: groups.count)
    for (row, group) in groups.enumerated() {
      let parts = parts(group)
      let count = parts.reduce(0) { $0 &+ $1.sum.count }
      if count == 0 {
        builder.appendNull()
        continue
      }
      let sum = total(parts)
      if let value = isAverage ? sum?.divided(by: Decimal(count)) : sum {
        builder.append(decimal: value)
      } else {
        builder.appendNull()
        errors.append(.outOfRange(.numeric), row: row)
      }
    }
    return builder.finish()
  }

  func reset(_ group: Int) {
    for scale in 0...36 where otherScales[group] >> UInt64(scale) & 1 != 0 {
      others[GroupScale(group: UInt32(group), scale: UInt8(scale))] = nil
    }
    otherScales[group] = 0
    scales[group] = 0
    sums[group] = ScaleSum()
  }

  func add(_ group: Int, to other: Int) {
    for (scale, sum) in parts(UInt32(group)) {
      let tag = UInt8(scale + 1)
      if scales[other] == 0 { scales[other] = tag }
      if scales[other] == tag {
        sums[other].add(sum)
      } else {
        let key = GroupScale(group: UInt32(other), scale: UInt8(scale))
        others[key, default: ScaleSum()].add(sum)
        otherScales[other] |= 1 << UInt64(scale)
      }
    }
  }

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups {
      let parts = parts(group)
      writer.write(UInt8(parts.count))
      for part in parts {
        writer.write(UInt8(part.scale))
        writer.write(part.sum.high)
        writer.write(part.sum.low)
        writer.write(part.sum.count)
      }
    }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    for group in groups {
      for index in 0..<(try reader.read(UInt8.self)) {
        let scale = try reader.read(UInt8.self)
        guard scale <= 36 else { throw StateDecodingError("a scale of \(scale)") }
        let sum = ScaleSum(
          high: try reader.read(), low: try reader.read(), count: try reader.read())
        if index == 0 {
          scales[Int(group)] = scale + 1
          sums[Int(group)] = sum
        } else {
          others[GroupScale(group: group, scale: scale)] = sum
          otherScales[Int(group)] |= 1 << UInt64(scale)
        }
      }
    }
  }
}
