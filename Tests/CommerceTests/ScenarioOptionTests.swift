import Commerce
import Diagnostics
import Testing

private func faults(
  _ options: [String: String], scenario: String = "property-leads"
) -> [String] {
  do {
    _ = try TrafficGenerator(
      scenario: scenario, options: options, seed: 1, partitions: 1, limit: .endless)
    return []
  } catch let list as DiagnosticList {
    return list.items.map(\.message)
  } catch {
    return ["\(error)"]
  }
}

@Test func `every default of the catalogue is valid`() throws {
  for scenario in ScenarioCatalogue.all {
    let defaults = scenario.options.compactMap { option in
      option.defaultText.map { (option.name, $0) }
    }
    #expect(defaults.count == scenario.options.count)
    #expect(
      faults(Dictionary(uniqueKeysWithValues: defaults), scenario: scenario.name).isEmpty)
  }
}

@Test func `all faults of the options come at once`() {
  #expect(
    faults(["users": "0", "corrupted": "lots", "colour": "red", "watermark": "10 parsecs"]) == [
      "the scenario property-leads has no option \"colour\"", "option users cannot be \"0\"",
      "option watermark cannot be \"10 parsecs\"", "option corrupted cannot be \"lots\"",
    ])
}

@Test func `an unknown scenario is a fault`() {
  #expect(faults([:], scenario: "property-leeds") == ["there is no scenario \"property-leeds\""])
}

@Test(arguments: [
  ["disorder": "11 seconds"], ["disorder": "1500 ms"], ["brokers": "4", "users": "3"],
  ["events_per_minute": "59"], ["corrupted": "99%", "late": "1%"], ["start": "2021-02-29 00:00:00"],
  ["start": "2021-11-30 00:00:30"], ["duplicates": "1%", "event_id": "false"],
  ["late": "0.00001%"], ["late": "-1%"], ["late": "1.5"], ["event_id": "maybe"], ["user_skew": "2"],
])
func `options that contradict each other or the scenario are faults`(_ options: [String: String]) {
  #expect(faults(options).count == 1)
}

@Test(arguments: [
  ["watermark": "90s", "disorder": "1 minute"], ["corrupted": "0.5 %"], ["corrupted": "1"],
  ["event_id": "false"], ["users": "1_000"], ["brokers": "0", "events_per_minute": "1"],
])
func `these spellings are accepted`(_ options: [String: String]) {
  let alone = options["corrupted"] == "1" ? ["late": "0", "duplicates": "0"] : [:]
  #expect(faults(options.merging(alone) { $1 }).isEmpty)
}
