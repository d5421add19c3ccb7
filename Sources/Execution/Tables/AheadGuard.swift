import Columnar
import Planning

/// Keeps an event time that lies too far ahead of the log's clock from moving the watermark.
///
/// The log's timestamps are instants; event times without a zone are the session's local times, so for them the
/// timestamps are taken to local time first.
struct AheadGuard {
  private let aheadMax: Int64
  private let localZone: Zone?

  /// Nil where the table has no guard.
  init?(_ eventTime: EventTime, type: DataType, zone: Zone) {
    guard let aheadMax = eventTime.aheadMax else { return nil }
    self.aheadMax = aheadMax
    localZone = type == .timestamp && zone != .utc ? zone : nil
  }

  /// The times with Int64.min for those that are ahead, and how many are.
  func guarded(_ times: Column, _ timestamp: (Int) -> Int64) -> (Column, Int64) {
    let words = times.words
    var ahead: [Int] = []
    var (quarter, shift) = (Int64.min, Int64(0))
    for row in 0..<times.count {
      var clock = timestamp(row)
      if let localZone {
        // Clocks change at whole quarters of an hour.
        if clock.dividedDown(by: 900_000_000) != quarter {
          quarter = clock.dividedDown(by: 900_000_000)
          shift = localZone.offset(atMicroseconds: clock)
        }
        clock = clock &+ shift
      }
      let limit = clock.addingReportingOverflow(aheadMax)
      if !limit.overflow, words[row] > limit.partialValue { ahead.append(row) }
    }
    if ahead.isEmpty { return (times, 0) }
    let buffer = Buffer(byteCount: times.count * 8)
    let target = buffer.pointer(to: Int64.self)
    target.update(from: words, count: times.count)
    for row in ahead { target[row] = .min }
    return (Column(type: times.type, count: times.count, values: buffer), Int64(ahead.count))
  }
}
