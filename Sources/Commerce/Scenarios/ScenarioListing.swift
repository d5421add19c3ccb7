import Diagnostics

extension ScenarioCatalogue {
  /// The built-in scenarios with their parameters, by name.
  public static let builtIn: [ScenarioDescription] = ScenarioSource.builtIn.compactMap {
    $0.source.description
  }

  /// A built-in scenario, or the file at a path, with its parameters. Throws `DiagnosticList` where there is none of
  /// that name, and `ScenarioFaults` where the file is no scenario.
  public static func description(of name: String) throws -> ScenarioDescription {
    let source = try ScenarioSource.named(name)
    if let description = source.description { return description }
    // Reading tells why; it cannot succeed where there is no description.
    let scenario = try source.read(parameters: [:], seed: 1)
    return ScenarioDescription(name: scenario.name, summary: scenario.summary, options: [])
  }
}

extension ScenarioSource {
  /// Nil where the text is no scenario with a name; other faults come when it is read.
  var description: ScenarioDescription? {
    guard let root = YAMLReader.read(text).root, let name = root["scenario"]?.scalar?.text else {
      return nil
    }
    let surroundings = ScenarioSurroundings(
      tableNames: [], table: { _ in nil }, file: { _ in nil })
    let reader = ScenarioReader(seed: 1, surroundings)
    let parameters = ScenarioParameters(root["parameters"], given: [:], reader)
    return ScenarioDescription(
      name: name, summary: root["summary"]?.scalar?.text ?? "",
      options: parameters.all.map(\.option))
  }
}

extension ScenarioParameter {
  /// As other options are described.
  var option: OptionDescription {
    OptionDescription(name, optionKind, default: defaultText, summary)
  }

  private var optionKind: OptionDescription.Kind {
    switch kind {
    case .integer(let range): .integer(range)
    case .boolean: .boolean
    case .duration: .duration(none: false)
    case .values(let values): .choice(values)
    case .text, .number, .share, .moment: .text
    }
  }
}
