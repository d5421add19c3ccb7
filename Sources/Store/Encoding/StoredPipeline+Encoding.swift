import Dataflow

extension StoredPipeline {
  func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.append(byte: 2)
    writer.append(text)
    for pairs in [settings, fingerprints] {
      writer.append(pairs.sorted { $0.key < $1.key }) { writer, pair in
        writer.append(pair.key)
        writer.append(pair.value)
      }
    }
    writer.append(filling) { $0.append($1) }
    writer.append(fillEpoch)
    writer.append(generations.sorted { $0.key < $1.key }) { writer, generation in
      writer.append(generation.key)
      writer.append(generation.value)
    }
    return writer.bytes
  }

  init(encoded bytes: [UInt8]) throws {
    self = try ByteReader.read(bytes) { reader in
      let version = try reader.byte()
      guard version == 2 else { throw StateDecodingError("a pipeline of version \(version)") }
      return StoredPipeline(
        text: try reader.text(), settings: try reader.pairs(), fingerprints: try reader.pairs(),
        filling: try reader.list { try $0.text() }, fillEpoch: try reader.integer(),
        generations: Dictionary(try reader.list { (try $0.text(), try $0.integer()) }) { $1 })
    }
  }
}

extension ByteReader {
  fileprivate mutating func pairs() throws -> [String: String] {
    let pairs = try list { (try $0.text(), try $0.text()) }
    return Dictionary(pairs) { _, last in last }
  }
}
