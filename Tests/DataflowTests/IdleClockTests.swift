import Testing

@testable import Dataflow

/// The clock is given in milliseconds; partitions are idle after ten seconds.
@Suite struct IdleClockTests {
  private var idleClock = IdleClock()
  private var progress = TableProgress(clock: TableClock(delay: 0, idleTimeout: 10_000_000))

  init() {
    for partition in 0..<2 { progress.discover(partition, position: 0) }
  }

  private mutating func idle(at now: Int) -> Set<Int> {
    let table = TableNode(
      name: "t", source: MemorySource([[], []]), clock: progress.clock,
      makeReader: MemoryReader.init
    )
    let idle = idleClock.idle(tables: [table], progress: [progress], now: now)[0]
    progress.setIdle(idle)
    return idle
  }

  private mutating func note(
    active: Set<Int> = [], atEnd: [Int], isBounded: Bool = false, at now: Int
  ) {
    idleClock.note(table: 0, active: active, atEnd: atEnd, isBounded: isBounded, now: now)
    for partition in active { progress.advance(partition, to: 1, watermark: 0) }
  }

  @Test mutating func `a partition whose end is confirmed stands aside after the timeout`() {
    note(active: [0, 1], atEnd: [0, 1], at: 1_000)
    #expect(idle(at: 10_999).isEmpty)
    #expect(idleClock.nextCheck == 1)
    note(active: [1], atEnd: [0, 1], at: 10_999)
    #expect(idle(at: 11_000) == [0])
    #expect(idle(at: 20_998) == [0])
    #expect(idle(at: 20_999) == [0, 1])
  }

  @Test mutating func `the driver wakes when the next decision is due, at least each second`() {
    note(active: [0, 1], atEnd: [0, 1], at: 0)
    #expect(idle(at: 4_000).isEmpty)
    #expect(idleClock.nextCheck == 1_000)
    #expect(idle(at: 9_700).isEmpty)
    #expect(idleClock.nextCheck == 300)
  }

  @Test mutating func `a partition that lags or cannot be reached never stands aside`() {
    note(active: [0, 1], atEnd: [1], at: 0)
    #expect(idle(at: 100_000) == [1])
    note(atEnd: [0, 1], at: 100_000)
    note(atEnd: [1], at: 105_000)
    #expect(idle(at: 200_000) == [1])
  }

  @Test mutating func `a bounded partition never stands aside`() {
    note(active: [0, 1], atEnd: [0, 1], isBounded: true, at: 0)
    #expect(idle(at: 1_000_000).isEmpty)
  }

  @Test mutating func `an empty partition stands aside; new rows wake it and begin the time anew`()
  {
    note(active: [1], atEnd: [0, 1], at: 0)
    #expect(idle(at: 10_000) == [0, 1])
    note(active: [0], atEnd: [0, 1], at: 15_000)
    #expect(idle(at: 15_000) == [1])
    note(atEnd: [0, 1], at: 24_000)
    #expect(idle(at: 24_999) == [1])
    #expect(idle(at: 25_000) == [0, 1])
  }
}
