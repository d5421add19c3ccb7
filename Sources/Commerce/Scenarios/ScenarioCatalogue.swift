import Diagnostics

/// A kind of traffic, for `millrace generate --list` and the reference page.
public struct ScenarioDescription: Sendable {
  public var name: String
  /// One line.
  public var summary: String
  /// Shares are texts such as `1%` or `0.01`.
  public var options: [OptionDescription]
}

/// Every scenario that can be generated.
public enum ScenarioCatalogue {
  public static let all = [PropertyLeadsOptions.description]

  /// Throws a `DiagnosticList` that names the scenarios there are.
  public static func scenario(named name: String) throws -> ScenarioDescription {
    if let scenario = all.first(where: { $0.name == name }) { return scenario }
    let known = all.map(\.name).joined(separator: ", ")
    throw DiagnosticList([
      Diagnostic(
        .error, "unknown-scenario", "there is no scenario \"\(name)\"", at: nil,
        help: "use one of: \(known)")
    ])
  }
}
