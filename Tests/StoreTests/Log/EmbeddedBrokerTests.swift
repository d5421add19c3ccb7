import Dataflow
import Glibc
import Testing

@testable import Store

@Suite struct EmbeddedBrokerTests {
  let folder = TemporaryFolder()
  var broker: EmbeddedBroker { EmbeddedBroker(folder: folder.file("broker")) }

  @Test func `topics are made, listed, described and deleted`() throws {
    #expect(try broker.topics() == [])
    try broker.create("events", partitions: 3)
    try broker.create("a.b_c-D", partitions: 1)
    #expect(try broker.topics() == ["a.b_c-D", "events"])
    let events = try broker.describe("events")
    #expect(events.partitions.map(\.nextOffset) == [0, 0, 0] && events.id.count == 36)
    try broker.delete("events")
    #expect(try broker.topics() == ["a.b_c-D"])
    try broker.create("events", partitions: 1)
    #expect(try broker.describe("events").id != events.id)
  }

  @Test func `a topic that is there is not made again`() throws {
    try broker.create("events", partitions: 3)
    let error = #expect(throws: ConnectorError.self) { try broker.create("events", partitions: 1) }
    #expect(error?.message.contains("topic events is there already") == true)
    #expect(try broker.describe("events").partitions.count == 3)
  }

  @Test func `a missing topic is told with the near name`() throws {
    try broker.create("events", partitions: 1)
    let error = #expect(throws: ConnectorError.self) { try broker.describe("event") }
    #expect(error?.kind == .unavailable)
    #expect(error?.help == "did you mean events?")
    let far = #expect(throws: ConnectorError.self) { try broker.delete("orders") }
    #expect(far?.help == "topics: events")
  }

  @Test(arguments: ["", ".", "..", "a/b", "a b", "ü", "../x", String(repeating: "x", count: 241)])
  func `names outside Kafka's rules are refused`(name: String) {
    let error = #expect(throws: ConnectorError.self) { try broker.create(name, partitions: 1) }
    #expect(error?.kind == .configuration)
  }

  @Test func `the longest name has room for its files`() throws {
    let name = String(repeating: "x", count: TopicName.lengthMax)
    try broker.create(name, partitions: 1)
    let writer = try TopicWriter(broker, topic: name)
    try writer.append(TopicRecord("v"))
    try writer.commit()
    #expect(try everything(broker, name) == ["0:v"])
  }

  @Test func `a file that is no topic is refused, an empty one too`() throws {
    try StateFolder.create(broker.folder)
    let text = TemporaryFolder()
    text.write("t.db", Array(repeating: 65, count: 4096))
    text.write("u.db", [])
    let other = EmbeddedBroker(folder: text.path)
    let error = #expect(throws: ConnectorError.self) { try other.describe("t") }
    #expect(error?.message.contains("t.db: this is not a database") == true)
    #expect(throws: ConnectorError.self) { try other.describe("u") }
    #expect(throws: ConnectorError.self) { try other.create("u", partitions: 1) }
    #expect(throws: ConnectorError.self) { try broker.create("v", partitions: 0) }
  }
}
