struct Tick { var start: Int64; var blocks: [EventBlock] }
struct Timeline {
  init(_ scenario: Scenario, seed: UInt64) {}
  mutating func nextTick() -> Tick { Tick(start: 0, blocks: []) }
}
final class ParallelRendering {
  init(_ scenario: Scenario, seed: UInt64, format: RecordFormat, workers: Int) {}
  var hasRoom: Bool { false }
  func submit(_ block: EventBlock) {}
  func next() throws -> RenderedBlock { RenderedBlock(EventBlock(stream: 0)) }
}
