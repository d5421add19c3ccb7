/// What comes within one tick.
struct Tick: Sendable {
  /// µs since 1970.
  var start: Int64
  /// By stream, and within a stream in arrival order; a block holds at most `EventBlock.largestCount` records.
  var blocks: [EventBlock]
}

/// A tick's place on the scenario's clock.
struct TickSpan {
  /// From 0.
  var index: Int64
  /// µs since 1970.
  var start: Int64
  var end: Int64

  init(_ scenario: Scenario, index: Int64) {
    self.index = index
    start = scenario.start + index * scenario.tick
    end = start + scenario.tick
  }

  var middle: Int64 { start + (end - start) / 2 }
  var seconds: Double { Double(end - start) / Double(CivilTime.microsecondsPerSecond) }
}
