import Diagnostics
import Glibc
import Testing

@testable import Commerce

/// Each `Cases/scenarios/NAME.yaml` gives the rendering in `NAME.expected`, carets and all.
/// `MILLRACE_RECORD=1 swift test --filter CommerceTests` writes the expected files anew.
@Test(arguments: ScenarioCases.names)
func `a faulty scenario gives the recorded diagnostics`(name: String) throws {
  let source = ScenarioSource(file: "\(name).yaml", text: ScenarioCases.text(name))
  let rendered: String
  do {
    _ = try source.read(parameters: [:], seed: 1)
    rendered = "no faults\n"
  } catch {
    rendered = error.rendered
  }
  if getenv("MILLRACE_RECORD") != nil {
    try #require(ScenarioCases.record(rendered, name))
  } else {
    #expect(rendered == ScenarioCases.expected(name))
  }
}

@Test func `there is a golden file for each of at least 30 kinds of fault in scenarios`() {
  #expect(ScenarioCases.names.count >= 30)
}

private let head = "scenario: case\nstart: 2026-03-02 00:00:00\n"

/// The messages of faults without a place: those of `--set`.
private func messages(_ text: String, _ parameters: [String: String]) -> [String] {
  do {
    _ = try scenario(text, parameters)
    return []
  } catch let faults as ScenarioFaults {
    return faults.list.items.filter { $0.range == nil }.map { "\($0.message) | \($0.help ?? "")" }
  } catch {
    return ["\(error)"]
  }
}

private let withParameters = """
  scenario: case
  start: 2026-03-02 00:00:00
  parameters:
    rate: 5
    share: 1%
    wait: 5 seconds
    id: true
    size: {default: 5, range: 1..10}
    mode: {default: fast, values: [fast, slow]}
    copies: {default: 2%, where: {id=false: 0%}}
    price: 2.50
    place: here
  populations: {users: {size: "${size}"}}
  streams:
    events:
      arrivals: {rate: "${rate} per second"}
      id: n
      duplicates: ${copies}
      disorder: ${wait}
      fields:
        n: {input: number, output: "${id}"}
        price: {constant: "${price}"}
        place: {constant: "at ${place}, ${mode}"}
  """

@Test func `parameters stand for their values, and keep their kinds`() throws {
  let plain = try scenario(withParameters)
  #expect(plain.parameters.map(\.name).prefix(3) == ["rate", "share", "wait"])
  #expect(plain.populations[0].size == 5)
  #expect(plain.streams[0].duplicateShare == 0.02)
  guard case .constant(.decimal(unscaled: 250, scale: 2)) = plain.streams[0].fields[1].generator,
    case .constant(.text("at here, fast")) = plain.streams[0].fields[2].generator
  else {
    Issue.record("\(plain.streams[0].fields)")
    return
  }
  let other = try scenario(
    withParameters, ["size": "7", "id": "false", "place": "1 % \"x\"", "rate": "10"])
  #expect(other.populations[0].size == 7)
  // Another default counts where the other parameter has that value.
  #expect(other.streams[0].duplicateShare == 0)
  #expect(other.parameters.first { $0.name == "copies" }?.text == "0%")
  #expect(other.streams[0].versions[0].outputs.map(\.field) == [1, 2])
}

@Test func `all faults of the parameters come at once`() {
  #expect(
    messages(
      withParameters,
      [
        "rte": "5", "size": "11", "id": "yes", "wait": "5 parsecs", "share": "200%", "mode": "fst",
        "price": "dear", "rate": "1.5",
      ]) == [
        "the scenario has no parameter \"rte\" | did you mean \"rate\"?",
        "parameter rate cannot be \"1.5\" | write a whole number",
        "parameter share cannot be \"200%\" | write a share from 0 to 1, such as 1% or 0.01",
        "parameter wait cannot be \"5 parsecs\" | write a number and a unit, such as '10 seconds' or '500ms'",
        "parameter id cannot be \"yes\" | write true or false",
        "parameter size cannot be \"11\" | write a whole number from 1 to 10",
        "parameter mode cannot be \"fst\" | use one of: fast, slow",
        "parameter price cannot be \"dear\" | write a number",
      ])
}

@Test func `copies need a written id`() {
  #expect(
    faultCodes(Array(withParameters.utf8), ["id": "false", "copies": "1%"]) == ["missing-key"])
}

@Test func `an unknown scenario is a fault that names those there are`() {
  #expect(throws: DiagnosticList.self) { try ScenarioSource.named("property-leeds") }
  do {
    _ = try ScenarioSource.named("property-leeds")
  } catch {
    #expect(error.items.map(\.help) == ["did you mean \"property-leads\"?"])
  }
  do {
    _ = try ScenarioSource.named("/nowhere/scenario.yaml")
  } catch {
    #expect(error.items.map(\.code) == ["no-file"])
  }
}
