import Columnar

/// How `topics read` and `tail` write records.
enum RecordOutput: String, WordChoice {
  /// The values alone, a line each; a deletion is left out.
  case value
  /// `{"log_partition":0,"log_offset":1,"log_timestamp":…,"log_key":…,"value":…}`, a line each.
  case json
}

/// Writes records of a topic to standard output.
struct TopicRecordWriter {
  let format: RecordOutput
  let output: StandardStream

  private static let fields = [
    Field("log_partition", .bigint), Field("log_offset", .bigint),
    Field("log_timestamp", .timestamptz), Field("log_key", .text), Field("value", .text),
  ]

  /// Throws `OutputError`.
  func write(_ records: [TopicRecord]) throws {
    switch format {
    case .value:
      for record in records {
        if let value = record.value { try output.write(value + [UInt8(ascii: "\n")]) }
      }
      try output.flush()
    case .json:
      let batch = Self.batch(of: records)
      try RelationWriter(format: .json, zone: .utc).write([batch], fields: Self.fields, to: output)
    }
  }

  private static func batch(of records: [TopicRecord]) -> Batch {
    let builders = fields.map { ColumnBuilder($0.type, capacity: records.count) }
    // Bytes that are no UTF-8 are repaired: JSON cannot hold them.
    func append(_ bytes: [UInt8]?, to builder: ColumnBuilder) {
      if let bytes {
        builder.append(text: String(decoding: bytes, as: UTF8.self))
      } else {
        builder.appendNull()
      }
    }
    for record in records {
      builders[0].append(word: Int64(record.partition))
      builders[1].append(word: record.offset)
      builders[2].append(word: record.timestamp)
      append(record.key, to: builders[3])
      append(record.value, to: builders[4])
    }
    return Batch(columns: builders.map { $0.finish() }, count: records.count)
  }
}
