import Dataflow

extension EpochRecord {
  /// Version 1 had no event watermarks.
  private static let encodingVersion: UInt8 = 2

  /// The record as the ledger keeps it: a version, then the tables.
  func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.append(byte: EpochRecord.encodingVersion)
    writer.append(epoch)
    writer.append(preparedAt)
    writer.append(tables) { $1.encode(into: &$0) }
    return writer.bytes
  }

  init(encoded bytes: [UInt8]) throws {
    self = try ByteReader.read(bytes) { reader in
      let version = try reader.byte()
      guard 1...EpochRecord.encodingVersion ~= version else {
        throw StateDecodingError("an epoch record of version \(version)")
      }
      return EpochRecord(
        epoch: try reader.integer(), preparedAt: try reader.integer(),
        tables: try reader.list { try TableRecord(from: &$0, version: version) })
    }
  }
}

extension TableRecord {
  fileprivate func encode(into writer: inout ByteWriter) {
    writer.append(table)
    writer.append(ranges) { writer, range in
      writer.append(range.partition)
      writer.append(range.offsets.lowerBound)
      writer.append(range.offsets.upperBound)
    }
    counts.encode(into: &writer)
    writer.append(partitions) { writer, partition in
      writer.append(partition.partition)
      writer.append(partition.position)
      writer.append(partition.watermark)
      writer.append(partition.isIdle)
    }
    writer.append(watermark)
    writer.append(eventWatermark)
    writer.append(ended)
    writer.append(memory)
  }

  fileprivate init(from reader: inout ByteReader, version: UInt8) throws {
    self.init(
      table: try reader.text(),
      ranges: try reader.list { reader in
        let partition = Int(try reader.integer())
        let (from, to) = (try reader.integer(), try reader.integer())
        guard from <= to else { throw StateDecodingError("a range ends before it begins") }
        return PartitionRange(partition: partition, offsets: from..<to)
      },
      counts: try RowCounts(from: &reader),
      partitions: try reader.list { reader in
        PartitionRecord(
          partition: Int(try reader.integer()), position: try reader.integer(),
          watermark: try reader.integer(), isIdle: try reader.boolean())
      },
      watermark: try reader.integer(),
      eventWatermark: version == 1 ? nil : try reader.integer(), ended: try reader.boolean(),
      memory: try reader.blob())
  }
}

extension RowCounts {
  fileprivate func encode(into writer: inout ByteWriter) {
    for count in [read, accepted, rejected, duplicate, warned, ahead] { writer.append(count) }
  }

  fileprivate init(from reader: inout ByteReader) throws {
    self.init()
    read = try reader.integer()
    accepted = try reader.integer()
    rejected = try reader.integer()
    duplicate = try reader.integer()
    warned = try reader.integer()
    ahead = try reader.integer()
  }
}
