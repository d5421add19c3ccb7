import Connectors
import Diagnostics
import Store

/// The connectors that a pipeline can name.
enum PipelineConnectors {
  static let all =
    [ConnectorCatalogue.addingFormatOptions(to: TopicConnector.description)]
    + ConnectorCatalogue.descriptions
}
