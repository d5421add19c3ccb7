import TestSupport
import Testing

@testable import Commerce

/// Blocks of a stream as a timeline makes them: record n of stream s has the text `s:n`.
enum Blocks {
  /// Ascending arrivals cut into blocks of random sizes.
  static func make(
    stream: Int, firstNumber: Int64, arrivals: [Int64], _ random: inout SeededGenerator
  ) -> [EventBlock] {
    var blocks: [EventBlock] = []
    var next = 0
    while next < arrivals.count {
      let count = min(Int.random(in: 1...20, using: &random), arrivals.count - next)
      let some = Array(arrivals[next..<next + count])
      blocks.append(
        block(stream: stream, firstNumber: firstNumber + Int64(next), arrivals: some))
      next += count
    }
    return blocks
  }

  static func block(stream: Int, firstNumber: Int64, arrivals: [Int64]) -> EventBlock {
    var block = EventBlock(stream: stream)
    block.numbers = arrivals.indices.map { firstNumber + Int64($0) }
    block.arrivals = arrivals
    block.eventTimes = arrivals
    block.versions = arrivals.map { _ in 0 }
    block.deviations = arrivals.map { _ in .none }
    return block
  }

  static func rendered(_ events: EventBlock) -> RenderedBlock {
    var (text, ends, checksums) = ([UInt8](), [Int](), [UInt32]())
    var ids: [Int: [UInt8]] = [:]
    for record in 0..<events.count {
      let line = Array("\(events.stream):\(events.numbers[record])".utf8)
      if events.deviations[record] != .none {
        ids[record] = Array("\(events.numbers[record])".utf8)
      }
      text += line + [UInt8(ascii: "\n")]
      ends.append(text.count)
      checksums.append(line.withUnsafeBufferPointer { Checksum.crc32($0) })
    }
    return RenderedBlock(
      events, text: text, ends: ends, keys: [], keyEnds: ends.map { _ in 0 }, ids: ids,
      checksums: checksums)
  }
}

extension StreamDefinition {
  /// A stream without fields.
  static func plain(
    _ name: String, delay: Int64 = 10_000_000, window: Int64 = 60_000_000,
    corruptions: [CorruptionDefinition] = []
  ) -> StreamDefinition {
    let id = FieldDefinition(name: "id", generator: .input(.number), nullShare: 0)
    let time = FieldDefinition(name: "time", generator: .input(.time), nullShare: 0)
    return StreamDefinition(
      name: name, topic: name, arrivals: [], references: [], fields: [id, time],
      versions: [ProducerVersion(name: "v1", outputs: [], from: 0, ramp: 0, share: 1)], key: nil,
      id: 0, timeField: 1, disorder: 0, watermark: delay, window: window, lateShare: 0,
      duplicateShare: 0, corruptedShare: 0, corruptions: corruptions)
  }
}

extension Scenario {
  static func plain(_ streams: [StreamDefinition]) -> Scenario {
    Scenario(
      name: "plain", summary: "", start: 0, tick: 60_000_000, parameters: [], populations: [],
      curves: [], streams: streams, journeys: [], effects: [], answers: [], tables: [])
  }
}
