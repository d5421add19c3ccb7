/// The keys of a scenario file, for the reference page.
public enum ScenarioSchema {
  public struct Section: Sendable {
    public var title: String
    public var summary: String
    public var header: [String]
    public var rows: [Row]
  }

  public struct Row: Sendable {
    public var cells: [String]
    /// The first so many cells are code, the others prose.
    public var codeCount: Int
  }

  public static let sections: [Section] =
    [.scenario, .parameter, .population, .level, .curve, .cell, .bump, .table].map(keys)
    + [.stream, .arrivals, .reference, .consumption, .version].map(keys)
    + [generators, modifiers, keys(.corruption), damages]
    + [.journey, .state, .patterns, .pattern, .incident].map(keys) + [actions, keys(.answer)]

  private static func keys(_ section: SectionDescription) -> Section {
    Section(
      title: section.name.prefix(1).uppercased() + section.name.dropFirst(),
      summary: section.summary, header: ["key", "default", "value", "meaning"],
      rows: section.keys.map { key in
        Row(
          cells: [
            key.name, key.isRequired ? "needed" : key.defaultText ?? "",
            key.form.replacing("`", with: ""), key.summary.replacing("`", with: ""),
          ], codeCount: key.isRequired ? 1 : 2)
      })
  }

  private static let generators = Section(
    title: "Fields",
    summary: "A field is a path, a constant number, true, false or null, or a mapping with one of "
      + "these generators.",
    header: ["generator", "beside it", "meaning"],
    rows: GeneratorDescription.all.map { generator in
      Row(
        cells: [
          "\(generator.name): \(generator.form)",
          generator.beside.map(\.name).joined(separator: ", "),
          generator.summary.replacing("`", with: ""),
        ], codeCount: 2)
    })

  private static let modifiers = Section(
    title: "Beside any generator", summary: "Further keys of a field.",
    header: ["key", "default", "value", "meaning"],
    rows: keys(
      SectionDescription(name: "field", summary: "", keys: GeneratorDescription.modifiers)
    ).rows)

  private static let damages = Section(
    title: "Damages",
    summary:
      "Each also takes kind (the entry's name), weight (1) and expect (reject or accept: whether "
      + "a table with constraints rejects the record).",
    header: ["kind", "keys", "expected", "meaning"],
    rows: DamageDescription.all.map { damage in
      let common = ["kind", "weight", "expect"]
      let keys = damage.section.keys.map(\.name).filter { !common.contains($0) }
      return Row(
        cells: [
          damage.name, keys.joined(separator: ", "), damage.isRejected ? "reject" : "accept",
          damage.summary.replacing("`", with: ""),
        ], codeCount: 3)
    })

  private static let actions = Section(
    title: "Actions", summary: "What a pattern or an incident does.",
    header: ["action", "further keys", "meaning"],
    rows: ActionDescription.all.map { action in
      let keys = action.keys.dropFirst().map(\.name)
      return Row(
        cells: [
          "\(action.name): \(action.keys[0].form)", keys.joined(separator: ", "),
          action.summary.replacing("`", with: ""),
        ], codeCount: 2)
    })
}
