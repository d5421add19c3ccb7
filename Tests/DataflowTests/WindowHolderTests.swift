import Columnar
import Testing

@testable import Dataflow

@Suite struct WindowHolderTests {
  private func holder(
    watermark: Int64?, clock: TableClock? = TableClock(delay: 10_000_000, idleTimeout: 0)
  ) -> String {
    WindowHolder(
      table: "events", clock: clock,
      partition: watermark.map {
        PartitionRecord(partition: 3, position: 7, watermark: $0, isIdle: false)
      }, windowEnd: 60_000_000
    ).text
  }

  @Test func `the holder is named with its watermark and the event that it waits for`() {
    #expect(
      holder(watermark: 30_000_000)
        == "events[3] at 1970-01-01 00:00:30, waits for an event from 1970-01-01 00:01:10 on")
    #expect(
      holder(watermark: .min)
        == "events[3], which has no event yet, waits for one from 1970-01-01 00:01:10 on")
    #expect(holder(watermark: nil) == "events, waits for an event from 1970-01-01 00:01:10 on")
    #expect(
      holder(watermark: nil, clock: nil) == "events, waits for its end: it has no event_time")
  }

  @Test func `instants are told in the session's zone`() throws {
    let zone = try #require(Zone("Asia/Kolkata"))
    #expect(
      holder(watermark: 0, clock: TableClock(delay: 0, idleTimeout: 0, zone: zone))
        == "events[3] at 1970-01-01 05:30:00+05:30, waits for an event from "
        + "1970-01-01 05:31:00+05:30 on")
  }
}
