import Columnar
import Planning
import Testing

@testable import Execution

@Suite struct TumbleTests {
  private func windows(
    _ times: [Int64], size: Int64, offset: Int64 = 0, zone: Zone = .utc
  ) -> [[Int64]] {
    var bounds = TumbleBounds(
      WindowGrid(
        TimeWindow(.tumble(size: size), timeColumn: 0, offset: offset, isLocal: zone != .utc),
        zone: zone))
    var (starts, ends) = (times, times)
    bounds.fill(times, times.count, &starts, &ends)
    return zip(starts, ends).map { [$0, $1] }
  }

  @Test func `windows begin at multiples of their size, also before 1970`() {
    #expect(
      windows([0, 9, 10, -1, -10, -11], size: 10) == [
        [0, 10], [0, 10], [10, 20], [-10, 0], [-10, 0], [-20, -10],
      ])
  }

  @Test func `an offset moves them`() {
    #expect(windows([0, 3, 13], size: 10, offset: 3) == [[-7, 3], [3, 13], [13, 23]])
  }

  @Test func `infinite times have infinite windows`() {
    #expect(windows([.max, .min, 1], size: 10) == [[.max, .max], [.min, .min], [0, 10]])
  }

  @Test func `local days begin at the zone's midnight, also when the clock changes`() throws {
    let zone = try #require(Zone("America/New_York"))
    let (hour, day) = (Int64(3_600_000_000), Int64(86_400_000_000))
    // 2021-11-07 00:00 EDT is 04:00 UTC; the day has 25 hours.
    let midnight = 18_938 * day + 4 * hour
    #expect(
      windows([midnight, midnight + 24 * hour, midnight + 25 * hour], size: day, zone: zone) == [
        [midnight, midnight + 25 * hour], [midnight, midnight + 25 * hour],
        [midnight + 25 * hour, midnight + 49 * hour],
      ])
  }
}
