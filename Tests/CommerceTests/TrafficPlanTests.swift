import TestSupport
import Testing

@testable import Commerce

/// Random ticks of three streams, and all their records by arrival and stream.
private struct Ticks {
  struct Record: Equatable {
    var arrival: Int64
    var stream: Int
    var number: Int64
  }

  static let length: Int64 = 1_000
  static let start: Int64 = 5_000
  var ticks: [[EventBlock]] = []
  var records: [Record] = []

  init(_ random: inout SeededGenerator, count: Int = 8) {
    var numbers: [Int64] = [1, 1, 1]
    for tick in 0..<count {
      var blocks: [EventBlock] = []
      let first = Ticks.start + Int64(tick) * Ticks.length
      for stream in 0..<3 {
        // Few different arrivals, so that streams and records meet in one moment.
        let arrivals = (0..<Int.random(in: 0...90, using: &random)).map { _ in
          first + Int64.random(in: 0..<20, using: &random) * 50
        }.sorted()
        blocks += Blocks.make(
          stream: stream, firstNumber: numbers[stream], arrivals: arrivals, &random)
        for (index, arrival) in arrivals.enumerated() {
          let number = numbers[stream] + Int64(index)
          records.append(Record(arrival: arrival, stream: stream, number: number))
        }
        numbers[stream] += Int64(arrivals.count)
      }
      ticks.append(blocks)
    }
    records.sort { ($0.arrival, $0.stream, $0.number) < ($1.arrival, $1.stream, $1.number) }
  }

  func plan(_ limit: TrafficLimit) -> TrafficPlan {
    var next = 0
    return TrafficPlan(start: Ticks.start, tickLength: Ticks.length, limit: limit) {
      defer { next += 1 }
      return next < ticks.count ? ticks[next] : []
    }
  }

  func queue(_ limit: TrafficLimit) -> ReleaseQueue {
    var plan = plan(limit)
    var ahead: PlannedBlock?
    func peek() -> PlannedBlock? {
      if ahead == nil { ahead = plan.nextBlock() }
      return ahead
    }
    return ReleaseQueue(
      streamCount: 3, upcoming: { peek()?.events.arrivals[0] },
      pull: {
        guard let block = peek() else { preconditionFailure("there is no more") }
        ahead = nil
        return ReleasedBlock(
          Blocks.rendered(block.events), partitions: block.events.numbers.map { _ in 0 },
          end: block.end, tick: block.tick)
      })
  }

  static func records(of slice: GeneratedSlice) -> [Record] {
    let events = slice.block.rendered.events
    return slice.records.map {
      Record(arrival: events.arrivals[$0], stream: events.stream, number: events.numbers[$0])
    }
  }
}

private let end: TrafficLimit = .duration(8 * Ticks.length)

@Test func `a plan ends with exactly the first records by arrival`() {
  var random = SeededGenerator()
  let ticks = Ticks(&random)
  for _ in 0..<40 {
    let count = Int.random(in: 0...ticks.records.count, using: &random)
    var plan = ticks.plan(.events(Int64(count)))
    var found: [Ticks.Record] = []
    while let block = plan.nextBlock() {
      for record in 0..<block.end {
        found.append(
          Ticks.Record(
            arrival: block.events.arrivals[record], stream: block.events.stream,
            number: block.events.numbers[record]))
      }
    }
    found.sort { ($0.arrival, $0.stream, $0.number) < ($1.arrival, $1.stream, $1.number) }
    #expect(found == Array(ticks.records.prefix(count)), "\(random), \(count) records")
    #expect(plan.count == Int64(count))
  }
}

@Test func `a plan ends before a moment`() throws {
  var random = SeededGenerator()
  let ticks = Ticks(&random)
  for moment in stride(from: Ticks.start - 100, to: Ticks.start + 9_000, by: 350) {
    for limit in [TrafficLimit.until(moment), .duration(moment - Ticks.start)] {
      var plan = ticks.plan(limit)
      while plan.count < 100_000, let block = plan.nextBlock() {
        #expect(block.events.arrivals[block.end - 1] < moment, "\(random)")
      }
      #expect(plan.count == Int64(ticks.records.count { $0.arrival < moment }), "\(random)")
    }
  }
}

@Test func `what is due by a moment is released, by arrival and whole`() throws {
  var random = SeededGenerator()
  let ticks = Ticks(&random)
  let queue = ticks.queue(end)
  var released = 0
  for moment in stride(from: Ticks.start, through: Ticks.start + 8_000, by: 170) {
    var found: [Ticks.Record] = []
    while case let slices = queue.release(.until(moment)), !slices.isEmpty {
      found += slices.flatMap(Ticks.records)
    }
    let due = ticks.records.dropFirst(released).prefix { $0.arrival <= moment }
    let order: (Ticks.Record, Ticks.Record) -> Bool = {
      ($0.arrival, $0.stream, $0.number) < ($1.arrival, $1.stream, $1.number)
    }
    #expect(found.sorted(by: order) == Array(due), "\(random)")
    released += due.count
    #expect(queue.nextArrival == ticks.records.dropFirst(released).first?.arrival, "\(random)")
  }
  #expect(queue.isEmpty && released == ticks.records.count, "\(random)")
}

@Test func `so many records are the next by arrival, then by stream`() throws {
  var random = SeededGenerator()
  let ticks = Ticks(&random)
  let queue = ticks.queue(end)
  var released = 0
  while !queue.isEmpty {
    let count = Int.random(in: 1...60, using: &random)
    let found = queue.release(.count(count)).flatMap(Ticks.records)
    let due = ticks.records.dropFirst(released).prefix(count)
    #expect(Set(found.map { "\($0)" }) == Set(due.map { "\($0)" }), "\(random)")
    released += found.count
  }
  #expect(released == ticks.records.count, "\(random)")
}

@Test func `a stream's records keep their order however they are released`() throws {
  var random = SeededGenerator()
  let ticks = Ticks(&random)
  let queue = ticks.queue(end)
  var last: [Int64] = [0, 0, 0]
  while !queue.isEmpty {
    let arrival = try #require(queue.nextArrival)
    let due: Due =
      switch Int.random(in: 0..<3, using: &random) {
      case 0: .all
      case 1: .count(Int.random(in: 1...30, using: &random))
      default: .until(arrival + Int64.random(in: 0...400, using: &random))
      }
    for record in queue.release(due).flatMap(Ticks.records) {
      #expect(record.number == last[record.stream] + 1, "\(random)")
      last[record.stream] = record.number
    }
  }
  #expect(last.reduce(0, +) == Int64(ticks.records.count), "\(random)")
}
