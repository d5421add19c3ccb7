/// Parts of docs/sql.md that are made from the code: `millrace help TOPIC` prints one, `make docs` puts both into the page.
enum ReferenceTopic: String, CaseIterable {
  case functions
  case connectors

  var summary: String {
    switch self {
    case .functions: "functions, operators and aggregates"
    case .connectors: "connectors, formats and their options"
    }
  }

  var markdown: String {
    switch self {
    case .functions: FunctionReference.markdown
    case .connectors: ConnectorReference.markdown
    }
  }
}
