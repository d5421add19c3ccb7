import Columnar

/// `sum` and `avg` of intervals: months, days and microseconds apart, as in Postgres.
final class IntervalSumAccumulator: Accumulator {
  private struct Sum: BitwiseCopyable {
    var months: Int64 = 0
    var days: Int64 = 0
    var microseconds: Int128 = 0
    var count: Int64 = 0
  }

  private let isAverage: Bool
  private var sums = DenseArray<Sum>()

  init(isAverage: Bool) { self.isAverage = isAverage }

  var byteCount: Int { sums.byteCount }

  func reserve(_ limit: Int) { sums.reserve(limit) }

  @inline(never)
  func update(_ input: AggregateInput) {
    guard let intervals = input.argument?.intervals else { return }
    let sums = sums.base
    forEachRow(input) { row, group, weight in
      let value = intervals[row]
      sums[group].months &+= Int64(value.months) &* weight
      sums[group].days &+= Int64(value.days) &* weight
      sums[group].microseconds &+= Int128(value.microseconds) &* Int128(weight)
      sums[group].count &+= weight
    }
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let builder = ColumnBuilder(.interval, capacity: groups.count)
    for (row, group) in groups.enumerated() {
      let sum = sums[Int(group)]
      if sum.count == 0 {
        builder.appendNull()
      } else if let value = value(of: sum) {
        builder.append(interval: value)
      } else {
        builder.appendNull()
        errors.append(.outOfRange(.interval), row: row)
      }
    }
    return builder.finish()
  }

  private func value(of sum: Sum) -> Interval? {
    guard let months = Int32(exactly: sum.months), let days = Int32(exactly: sum.days),
      let microseconds = Int64(exactly: sum.microseconds)
    else { return nil }
    let total = Interval(months: months, days: days, microseconds: microseconds)
    return isAverage ? total.divided(by: Double(sum.count)) : total
  }

  func reset(_ group: Int) { sums[group] = Sum() }

  func add(_ group: Int, to other: Int) {
    sums[other].months &+= sums[group].months
    sums[other].days &+= sums[group].days
    sums[other].microseconds &+= sums[group].microseconds
    sums[other].count &+= sums[group].count
  }

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups {
      let sum = sums[Int(group)]
      writer.write(sum.months)
      writer.write(sum.days)
      writer.write(sum.microseconds)
      writer.write(sum.count)
    }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    for group in groups {
      sums[Int(group)] = Sum(
        months: try reader.read(), days: try reader.read(), microseconds: try reader.read(),
        count: try reader.read())
    }
  }
}
