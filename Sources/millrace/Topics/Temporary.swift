import Dataflow

extension BrokerAddress {
  func open() throws -> any TopicBroker { throw ConnectorError(.unavailable, folder) }
}
