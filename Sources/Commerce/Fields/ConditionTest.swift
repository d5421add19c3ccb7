/// Conditions that must all hold, tested column by column.
final class ConditionTest {
  private let tests: [(condition: Condition, values: ValueSet?)]

  init(_ conditions: [Condition]) {
    tests = conditions.map { condition in
      if case .equals(_, let values) = condition { return (condition, ValueSet(values)) }
      return (condition, nil)
    }
  }

  /// Writes 1 for each selected row for which all hold, else 0.
  func fill(
    _ mask: UnsafeMutablePointer<UInt8>, _ rows: RowSelection, in context: FillContext
  ) {
    for place in 0..<rows.count { mask[rows[place]] = 1 }
    for (condition, values) in tests {
      switch condition {
      case .equals(let input, _):
        values?.restrict(mask, rows, to: context.column(input))
      case .between(let input, let lowest, let highest):
        restrict(mask, rows, context.column(input), lowest, highest)
      case .hour(let from, let to):
        restrictHour(mask, rows, context.localTimes(), from, to)
      case .weekday(let days):
        restrictWeekday(mask, rows, context.localTimes(), days)
      }
    }
  }

  private func restrict(
    _ mask: UnsafeMutablePointer<UInt8>, _ rows: RowSelection, _ column: FieldColumn,
    _ lowest: Double, _ highest: Double
  ) {
    let isCode = column.kind == .code
    let scale = isCode ? column.dictionary?.scale ?? 0 : column.scale
    let isNumeric = column.kind == .number || column.dictionary?.isNumeric ?? false
    let power = Double(DecimalScale.power(scale))
    // A bound such as 1.1 is no exact double; a millionth of the last digit forgives that.
    let (least, most) = (lowest * power - 1e-6, highest * power + 1e-6)
    for place in 0..<rows.count {
      let row = rows[place]
      guard isNumeric, !column.isNull(row) else {
        mask[row] = 0
        continue
      }
      let stored = column.numbers[row]
      let value = Double(isCode ? column.dictionary?.numbers[Int(stored)] ?? 0 : stored)
      if value < least || value > most { mask[row] = 0 }
    }
  }

  private func restrictHour(
    _ mask: UnsafeMutablePointer<UInt8>, _ rows: RowSelection, _ local: UnsafePointer<Int64>,
    _ from: Double, _ to: Double
  ) {
    let (from, to) = (Int64(from * 3_600e6), Int64(to * 3_600e6))
    for place in 0..<rows.count {
      let row = rows[place]
      let inDay = local[row] &- CivilTime.dayNumber(local[row]) &* CivilTime.microsecondsPerDay
      // 22..2 is the night.
      let holds = from <= to ? inDay >= from && inDay < to : inDay >= from || inDay < to
      if !holds { mask[row] = 0 }
    }
  }

  private func restrictWeekday(
    _ mask: UnsafeMutablePointer<UInt8>, _ rows: RowSelection, _ local: UnsafePointer<Int64>,
    _ days: [Int]
  ) {
    var allowed = UInt8(0)
    for day in days { allowed |= 1 << UInt8(day) }
    for place in 0..<rows.count {
      let row = rows[place]
      // 1970-01-01 was a Thursday.
      let cycle = (CivilTime.dayNumber(local[row]) &+ 3) % 7
      let weekday = UInt8(truncatingIfNeeded: cycle < 0 ? cycle &+ 8 : cycle &+ 1)
      if allowed &>> weekday & 1 == 0 { mask[row] = 0 }
    }
  }
}

extension CivilTime {
  /// Days since 1970, also before.
  @inline(__always)
  static func dayNumber(_ microseconds: Int64) -> Int64 {
    let day = microseconds / microsecondsPerDay
    return microseconds < day &* microsecondsPerDay ? day &- 1 : day
  }
}
