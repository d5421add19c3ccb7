import Testing

@testable import Commerce

/// The built-in scenarios from their files to their records.
struct BuiltInRecordTests {
  /// The first blocks, a few thousand records of at most so many ticks.
  private func blocks(_ scenario: Scenario, ticks: Int) -> [EventBlock] {
    let renderers = scenario.streams.indices.map {
      StreamRenderer(scenario, stream: $0, seed: 3, format: .json)
    }
    let attributes = scenario.populations.indices.map {
      PopulationAttributes(scenario, population: $0, seed: 3)
    }
    let timeline = Timeline(
      scenario, seed: 3,
      choices: { attributes[$0].choice(attribute: $1, entities: $2) },
      amounts: { renderers[$0].integers(field: $1, of: $2) })
    var blocks: [EventBlock] = []
    for _ in 0..<ticks where blocks.reduce(0, { $0 + $1.count }) < 4_000 {
      blocks += timeline.nextTick().blocks.prefix(8)
    }
    return blocks
  }

  @Test(arguments: ScenarioSource.builtIn.map(\.name))
  func `clean records are JSON objects with the version's fields`(name: String) throws {
    let source = try ScenarioSource.named(name)
    let scenario = try source.read(parameters: [:], seed: 3)
    let renderers = scenario.streams.indices.map {
      StreamRenderer(scenario, stream: $0, seed: 3, format: .json)
    }
    let others = scenario.streams.indices.map {
      StreamRenderer(scenario, stream: $0, seed: 3, format: .csv)
    }
    var (records, corrupted, broken) = (0, 0, 0)
    for block in blocks(scenario, ticks: 40) {
      let rendered = renderers[block.stream].render(block)
      let csv = Sample.lines(others[block.stream].render(block))
      let columns = StreamRenderer.columns(scenario.streams[block.stream])
      for (row, line) in Sample.lines(rendered).enumerated() {
        records += 1
        if case .corrupted = block.deviations[row] {
          corrupted += 1
          broken += StrictJSON.object(line) == nil ? 1 : 0
          continue
        }
        guard let record = StrictJSON.object(line) else {
          Issue.record("\(String(decoding: line, as: UTF8.self))")
          continue
        }
        let outputs = scenario.streams[block.stream].versions[Int(block.versions[row])].outputs
        #expect(outputs.allSatisfy { record[$0.path[0]] != nil })
        #expect(PlainCSV.fields(csv[row])?.count == columns.count)
      }
    }
    #expect(records > 200)
    #expect(corrupted == 0 || broken < corrupted)
  }
}
