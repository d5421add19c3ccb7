import Dataflow
import Diagnostics
import Glibc

/// The embedded log: a folder with one database file a topic. All methods throw `ConnectorError`.
///
/// Any number of processes may read while others write; writers to one topic wait for each other.
public struct EmbeddedBroker: Sendable {
  public let folder: String

  /// Nothing is opened or made before a topic is.
  public init(folder: String) { self.folder = folder }

  /// Sorted by name.
  public func topics() throws -> [String] {
    guard let listing = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw ConnectorError(
        .unavailable,
        "\(folder): cannot read the broker's folder: "
          + String(cString: strerror(errno)))
    }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasSuffix(".db") else { continue }
      let topic = String(name.dropLast(3))
      if (try? TopicName.check(topic)) != nil { names.append(topic) }
    }
    return names.sorted()
  }

  public func exists(_ topic: String) -> Bool {
    (try? TopicName.check(topic)) != nil && StateFolder.exists(path(of: topic))
  }

  /// Makes a topic. Throws where there is one of that name.
  public func create(_ topic: String, partitions: Int) throws {
    try TopicName.check(topic)
    guard 1...TopicSchema.partitionsMax ~= partitions else {
      throw ConnectorError(
        .configuration, "topic \(topic): \(partitions) partitions are not possible",
        help: "use between 1 and \(TopicSchema.partitionsMax)")
    }
    try ConnectorError.wrapping {
      try StateFolder.create(folder)
      let path = path(of: topic)
      StateFolder.removeLeftovers(of: path)
      // Under a name that is no topic's, then linked: who is killed in between leaves no half of a topic.
      let draft = "\(folder)/.\(UniqueID.make()).new"
      defer { StateFolder.remove(draft) }
      try EmbeddedBroker.write(draft, partitions: partitions)
      guard link(draft, path) == 0 else {
        throw ConnectorError(
          .failed,
          errno == EEXIST
            ? "topic \(topic) is there already, in \(folder)"
            : "\(path): cannot make the topic: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Makes a topic's database and closes it.
  private static func write(_ path: String, partitions: Int) throws {
    StateFolder.remove(path)
    let connection = try Connection(path, .create)
    try connection.execute("PRAGMA page_size = 16384")
    try connection.useWriteAheadLog()
    try connection.syncsCommits(true)
    try connection.transaction {
      try TopicSchema.create(connection, partitions: partitions)
      try connection.mark(TopicSchema.format)
    }
  }

  public func describe(_ topic: String) throws -> TopicDescription {
    try TopicFile(self, topic, .readOnly).description()
  }

  /// Removes a topic with all it holds. Who reads it at the moment goes on with what was there.
  public func delete(_ topic: String) throws {
    try requireTopic(topic)
    let path = path(of: topic)
    guard unlink(path) == 0 else {
      throw ConnectorError(
        .failed, "\(path): cannot remove the topic: \(String(cString: strerror(errno)))")
    }
    unlink(path + "-wal")
    unlink(path + "-shm")
  }

  func path(of topic: String) -> String { "\(folder)/\(topic).db" }

  /// Throws `unavailable` with the near name where there is no such topic.
  func requireTopic(_ topic: String) throws {
    try TopicName.check(topic)
    guard !StateFolder.exists(path(of: topic)) else { return }
    let known = try topics()
    let hint = suggestion(for: topic, among: known).map { "did you mean \($0)?" }
    let list =
      known.isEmpty ? "the broker has no topics" : "topics: " + known.joined(separator: ", ")
    throw ConnectorError(
      .unavailable, "topic \(topic) is missing in \(folder)", help: hint ?? list)
  }
}

/// A topic and where its partitions stand.
public struct TopicDescription: Hashable, Sendable {
  public struct Partition: Hashable, Sendable {
    public var partition: Int
    /// The oldest record that is still there.
    public var firstOffset: Int64
    /// One past the newest record.
    public var nextOffset: Int64
    /// What the records take on the disk, compressed.
    public var byteCount: Int64
  }

  public var name: String
  /// A UUID made with the topic: another one under the same name is another topic.
  public var id: String
  public var partitions: [Partition]
  /// The state whose sink writes the topic, and its last epoch.
  public var owner: TopicOwner?
}

/// A sink's state and the epoch that it wrote last.
public struct TopicOwner: Hashable, Sendable {
  public var stateID: String
  public var epoch: Int64

  public init(stateID: String, epoch: Int64) {
    self.stateID = stateID
    self.epoch = epoch
  }
}
