/// Sums and differences of dates, times and intervals.
struct TimeArithmetic {
  let zone: Zone

  var additions: [ScalarFunction] {
    [
      shift("+", .timestamp, negated: false), swapped(.timestamp),
      shift("+", .timestamptz, negated: false), swapped(.timestamptz),
      shift("+", .date, negated: false), swapped(.date),
      shift("+", .time, negated: false), swapped(.time),
      days("+", [.date, .integer], date: 0, number: 1, sign: 1),
      days("+", [.integer, .date], date: 1, number: 0, sign: 1),
      dateAndTime([.date, .time], date: 0), dateAndTime([.time, .date], date: 1),
      intervals("+") { $0.adding($1) },
    ]
  }

  var subtractions: [ScalarFunction] {
    [
      shift("-", .timestamp, negated: true), shift("-", .timestamptz, negated: true),
      shift("-", .date, negated: true), shift("-", .time, negated: true),
      days("-", [.date, .integer], date: 0, number: 1, sign: -1),
      dateDifference, difference(.timestamp), difference(.timestamptz), timeDifference,
      intervals("-") { left, right in right.negated.flatMap { left.adding($0) } },
      ScalarFunction("-", [.interval], .interval) { columns, count, errors in
        FixedKernels.mapFlagged(
          .interval, count, columns[0].intervals, &errors, .outOfRange(.interval)
        ) { value -> (Interval, Bool) in
          value.negated.map { ($0, false) } ?? (Interval(), true)
        }
      },
    ]
  }

  var multiplications: [ScalarFunction] {
    [
      scale("*", [.interval, .double], interval: 0, number: 1),
      scale("*", [.double, .interval], interval: 1, number: 0),
    ]
  }

  var divisions: [ScalarFunction] {
    [
      ScalarFunction("/", [.interval, .double], .interval) { columns, count, errors in
        let (intervals, numbers) = (columns[0].intervals, columns[1].doubles)
        return FixedKernels.mapThrowing(
          .interval, count, validity: nil, zero: Interval(), &errors
        ) { row throws(ExpressionError) in
          if numbers[row] == 0 { throw .divisionByZero }
          guard let value = intervals[row].divided(by: numbers[row]) else {
            throw .outOfRange(.interval)
          }
          return value
        }
      }
    ]
  }

  /// A time moved by an interval; a date gives a timestamp, a time stays within its day.
  private func shift(_ name: String, _ type: DataType, negated: Bool) -> ScalarFunction {
    let kernel = shiftKernel(type, negated: negated)
    let result = type == .date ? DataType.timestamp : type
    return ScalarFunction(name, [type, .interval], result) { columns, count, errors in
      kernel(columns[0], columns[1], count, &errors)
    }
  }

  private func swapped(_ type: DataType) -> ScalarFunction {
    let kernel = shiftKernel(type, negated: false)
    let result = type == .date ? DataType.timestamp : type
    return ScalarFunction("+", [.interval, type], result) { columns, count, errors in
      kernel(columns[1], columns[0], count, &errors)
    }
  }

  private func shiftKernel(
    _ type: DataType, negated: Bool
  ) -> @Sendable (Column, Column, Int, inout RowErrors) -> Column {
    let zone = zone
    let result = type == .date ? DataType.timestamp : type
    return { times, intervals, count, errors in
      let error = ExpressionError.outOfRange(result)
      return FixedKernels.zipFlagged(
        result, count, times.words, intervals.intervals, &errors, error
      ) { time, interval -> (Int64, Bool) in
        guard let signed = negated ? interval.negated : interval,
          let moved = TimeArithmetic.moved(time, by: signed, type, zone)
        else { return (0, true) }
        return (moved, false)
      }
    }
  }

  @inline(__always)
  static func moved(
    _ time: Int64, by interval: Interval, _ type: DataType, _ zone: Zone
  ) -> Int64? {
    switch type {
    case .timestamptz: return interval.added(toTimestamptz: time, zone: zone)
    case .time:
      return (time &+ interval.microseconds % Timestamp.microsecondsPerDay)
        .flooredRemainder(by: Timestamp.microsecondsPerDay)
    case .date where Timestamp.isFinite(time):
      return Timestamp.fromDays(time, microseconds: 0).flatMap { interval.added(toTimestamp: $0) }
    default: return interval.added(toTimestamp: time)
    }
  }

  private func days(
    _ name: String, _ types: [DataType], date: Int, number: Int, sign: Int64
  ) -> ScalarFunction {
    ScalarFunction(name, types, .date) { columns, count, errors in
      FixedKernels.zipFlagged(
        .date, count, columns[date].words, columns[number].words, &errors, .outOfRange(.date)
      ) { date, number -> (Int64, Bool) in
        if !Timestamp.isFinite(date) { return (date, false) }
        let sum = date + sign * number
        return (sum, sum < Timestamp.dayMin || sum > Timestamp.dateMax)
      }
    }
  }

  private func dateAndTime(_ types: [DataType], date: Int) -> ScalarFunction {
    ScalarFunction("+", types, .timestamp) { columns, count, errors in
      FixedKernels.zipFlagged(
        .timestamp, count, columns[date].words, columns[1 - date].words, &errors,
        .outOfRange(.timestamp)
      ) { date, time -> (Int64, Bool) in
        if !Timestamp.isFinite(date) { return (date, false) }
        return Timestamp.fromDays(date, microseconds: time).map { ($0, false) } ?? (0, true)
      }
    }
  }

  private var dateDifference: ScalarFunction {
    ScalarFunction("-", [.date, .date], .integer) { columns, count, errors in
      let error = ExpressionError("cannot subtract infinite dates")
      return FixedKernels.zipFlagged(
        .integer, count, columns[0].words, columns[1].words, &errors, error
      ) { left, right -> (Int64, Bool) in
        (left &- right, !Timestamp.isFinite(left) || !Timestamp.isFinite(right))
      }
    }
  }

  /// Whole days and the rest of a day, no months.
  private func difference(_ type: DataType) -> ScalarFunction {
    ScalarFunction("-", [type, type], .interval) { columns, count, errors in
      let error = ExpressionError("cannot subtract infinite timestamps")
      return FixedKernels.zipFlagged(
        .interval, count, columns[0].words, columns[1].words, &errors, error
      ) { left, right -> (Interval, Bool) in
        let isFinite = Timestamp.isFinite(left) && Timestamp.isFinite(right)
        let (span, overflow) = left.subtractingReportingOverflow(right)
        let days = span / Timestamp.microsecondsPerDay
        let rest = span % Timestamp.microsecondsPerDay
        return (
          Interval(days: Int32(truncatingIfNeeded: days), microseconds: rest),
          overflow || !isFinite
        )
      }
    }
  }

  private var timeDifference: ScalarFunction {
    ScalarFunction("-", [.time, .time], .interval) { columns, count, _ in
      FixedKernels.zip(.interval, count, columns[0].words, columns[1].words) {
        Interval(microseconds: $0 &- $1)
      }
    }
  }

  private func intervals(
    _ name: String, _ body: @escaping @Sendable (Interval, Interval) -> Interval?
  ) -> ScalarFunction {
    ScalarFunction(name, [.interval, .interval], .interval) { columns, count, errors in
      FixedKernels.zipFlagged(
        .interval, count, columns[0].intervals, columns[1].intervals, &errors,
        .outOfRange(.interval)
      ) { left, right -> (Interval, Bool) in
        body(left, right).map { ($0, false) } ?? (Interval(), true)
      }
    }
  }

  private func scale(
    _ name: String, _ types: [DataType], interval: Int, number: Int
  ) -> ScalarFunction {
    ScalarFunction(name, types, .interval) { columns, count, errors in
      FixedKernels.zipFlagged(
        .interval, count, columns[interval].intervals, columns[number].doubles, &errors,
        .outOfRange(.interval)
      ) { interval, number -> (Interval, Bool) in
        interval.multiplied(by: number).map { ($0, false) } ?? (Interval(), true)
      }
    }
  }
}
