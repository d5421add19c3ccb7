import Diagnostics
public struct ScenarioDescription: Sendable { public var name: String; public var summary: String; public var options: [OptionDescription] }
public enum ScenarioCatalogue { public static let all: [ScenarioDescription] = [] }
extension TrafficScenario {
  public init(_ name: String, parameters: [String: String], seed: UInt64) throws { throw DiagnosticList([]) }
}
