/// Parts of the pages of docs that are made from the code: `millrace help TOPIC` prints one, `make docs` puts them into
/// the pages.
enum ReferenceTopic: String, CaseIterable {
  case functions
  case connectors
  case scenarios

  var summary: String {
    switch self {
    case .functions: "functions, operators and aggregates"
    case .connectors: "connectors, formats and their options"
    case .scenarios: "the keys of scenario files"
    }
  }

  /// The page that holds it.
  var page: String {
    switch self {
    case .functions: "docs/functions.md"
    case .connectors: "docs/sql.md"
    case .scenarios: "docs/scenarios.md"
    }
  }

  var markdown: String {
    switch self {
    case .functions: FunctionReference.markdown
    case .connectors: ConnectorReference.markdown
    case .scenarios: ScenarioReference.markdown
    }
  }
}
