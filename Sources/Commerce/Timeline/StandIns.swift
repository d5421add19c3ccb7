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
enum CRC32 {
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
import Diagnostics
public struct ScenarioDescription: Sendable { public var name: String; public var summary: String; public var options: [OptionDescription] }
public enum ScenarioCatalogue { public static let all: [ScenarioDescription] = [] }
extension TrafficScenario {
  public init(_ name: String, parameters: [String: String], seed: UInt64) throws { throw DiagnosticList([]) }
}
