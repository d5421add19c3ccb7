struct StreamRenderer {
  init(_ scenario: Scenario, stream: Int, seed: UInt64, format: RecordFormat) {}
  func render(_ block: EventBlock) -> RenderedBlock { RenderedBlock(block) }
  func integers(field: Int, of block: EventBlock) -> [Int64] { [] }
}
struct PopulationAttributes {
  init(_ scenario: Scenario, population: Int, seed: UInt64) {}
  func choice(attribute: Int, entities: Range<Int>) -> [Int] { entities.map { _ in 0 } }
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
