import Dataflow

extension Connection {
  func meta(_ name: String) throws -> [UInt8]? {
    let statement = try prepare("SELECT value FROM meta WHERE name = ?")
    statement.bind(1, name)
    return try statement.first { $0.blob(0) }
  }

  func setMeta(_ name: String, _ value: [UInt8]) throws {
    let statement = try prepare("REPLACE INTO meta VALUES (?, ?)")
    statement.bind(1, name)
    statement.bind(2, value)
    try statement.run()
  }

  func storedPipeline() throws -> StoredPipeline? {
    guard let bytes = try meta("pipeline") else { return nil }
    return try decoding("the pipeline") { try StoredPipeline(encoded: bytes) }
  }
}
