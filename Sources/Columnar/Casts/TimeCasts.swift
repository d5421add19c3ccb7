/// Casts among date, time, timestamp, timestamptz and interval.
enum TimeCasts {
  private static let day = Timestamp.microsecondsPerDay

  static func kernel(from source: DataType, to target: DataType, zone: Zone) -> CastKernel? {
    switch (source, target) {
    case (.date, .timestamp): return dateToTimestamp(target, zone: .utc)
    case (.date, .timestamptz): return dateToTimestamp(target, zone: zone)
    case (.timestamp, .timestamptz): return words(target) { zone.utc(fromLocal: $0) }
    case (.timestamptz, .timestamp): return words(target) { zone.local(fromUTC: $0) }
    case (.timestamp, .date): return words(target) { date($0) }
    case (.timestamptz, .date): return words(target) { date(zone.local(fromUTC: $0)) }
    case (.timestamp, .time): return timeOfDay(zone: .utc)
    case (.timestamptz, .time): return timeOfDay(zone: zone)
    case (.time, .interval):
      return { column, count, _ in
        FixedKernels.map(target, count, column.words) { Interval(microseconds: $0) }
      }
    case (.interval, .time):
      return { column, count, _ in
        FixedKernels.map(target, count, column.intervals) {
          $0.microseconds.flooredRemainder(by: day)
        }
      }
    default: return nil
    }
  }

  private static func words(
    _ target: DataType, _ body: @escaping @Sendable (Int64) -> Int64
  ) -> CastKernel {
    { column, count, _ in FixedKernels.map(target, count, column.words) { body($0) } }
  }

  /// An infinite timestamp has no time of day: NULL, as in Postgres.
  private static func timeOfDay(zone: Zone) -> CastKernel {
    { column, count, _ in
      let words = column.words
      let times = FixedKernels.map(.time, count, words) {
        zone.local(fromUTC: $0).flooredRemainder(by: day)
      }
      let finite = FixedKernels.map(.boolean, count, words) {
        UInt8(Timestamp.isFinite($0) ? 1 : 0)
      }
      let areAllFinite = (0..<count).allSatisfy { finite.bits[$0] == 1 }
      return areAllFinite ? times : times.masked(by: finite.values)
    }
  }

  static func date(_ timestamp: Int64) -> Int64 {
    Timestamp.isFinite(timestamp) ? timestamp.flooredDivision(by: day) : timestamp
  }

  private static func dateToTimestamp(_ target: DataType, zone: Zone) -> CastKernel {
    { column, count, errors in
      let error = ExpressionError("date out of range for timestamp")
      return FixedKernels.mapFlagged(target, count, column.words, &errors, error) {
        days -> (Int64, Bool) in
        if !Timestamp.isFinite(days) { return (days, false) }
        guard let local = Timestamp.fromDays(days, microseconds: 0) else { return (0, true) }
        return (zone.utc(fromLocal: local), false)
      }
    }
  }
}
