/// A scenario that is ready to be generated: read, checked, and resolved for a seed.
public struct TrafficScenario: Sendable {
  public let seed: UInt64
  let scenario: Scenario

  init(_ scenario: Scenario, seed: UInt64) {
    (self.scenario, self.seed) = (scenario, seed)
  }

  public var name: String { scenario.name }
  /// The scenario's clock begins here, µs since 1970.
  public var start: Int64 { scenario.start }
  public var streams: [TrafficStream] {
    scenario.streams.map {
      TrafficStream(
        name: $0.name, topic: $0.topic,
        csvHeader: StreamRenderer.csvHeader($0) + [UInt8(ascii: "\n")])
    }
  }

  /// `workers` threads render; the records are the same for any number of them.
  public func generator(
    _ distributions: [StreamDistribution], limit: TrafficLimit, workers: Int
  ) -> TrafficGenerator {
    TrafficGenerator(
      scenario, seed: seed, distributions: distributions, limit: limit, workers: workers)
  }

  /// The truth's first lines.
  public func truthHeader(_ distributions: [StreamDistribution]) -> [UInt8] {
    TruthLedger.header(scenario, seed: seed, distributions)
  }

  public func ledger(_ distributions: [StreamDistribution]) -> TruthLedger {
    TruthLedger(scenario, distributions)
  }
}

extension TrafficScenario {
  /// Reads a built-in scenario by its name, or a scenario file by its path. `parameters` are texts by name; what is
  /// missing has the file's default. Throws a `DiagnosticList` for an unknown name, `ScenarioFaults` for the file.
  public init(_ name: String, parameters: [String: String], seed: UInt64) throws {
    let source = try ScenarioSource.named(name)
    self.init(try source.read(parameters: parameters, seed: seed), seed: seed)
  }
}
