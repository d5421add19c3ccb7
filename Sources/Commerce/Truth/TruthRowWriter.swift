/// Writes the truth's line about a record that deviates.
struct TruthRowWriter {
  private let definition: StreamDefinition

  init(_ definition: StreamDefinition) { self.definition = definition }

  /// `counts` are the partition's before the record.
  func write(
    _ block: RenderedBlock, _ record: Int, partition: Int, _ counts: TruthCounts,
    _ outcome: RecordOutcome, to writer: inout TruthWriter
  ) {
    let (kind, reason) = names(block.events.deviations[record])
    writer.begin("row")
    writer.write("stream", definition.name)
    writer.write("partition", Int64(partition))
    writer.write("ordinal", counts.read)
    writer.write("byte_offset", counts.bytes)
    writer.write("kind", kind)
    writer.write("reason", reason)
    writer.write("id", json: block.ids[record] ?? Array("null".utf8))
    writer.write("crc32", Int64(block.checksums[record]))
    writer.write("expected", expectation(outcome))
    if outcome == .late { writeRecord(block, record, to: &writer) }
    writer.end()
  }

  private func names(_ deviation: Deviation) -> (kind: String, reason: String) {
    switch deviation {
    case .none: ("late", "disorder")
    case .late: ("late", "window_closed")
    case .duplicate: ("duplicate", "exact_copy")
    case .corrupted(let kind): ("corrupted", definition.corruptions[kind].name)
    }
  }

  private func expectation(_ outcome: RecordOutcome) -> String {
    switch outcome {
    case .accepted: "accepted"
    case .late: "late"
    case .rejected: "rejected"
    case .duplicate: "duplicate"
    }
  }

  /// A JSON record as it is, any other as a text.
  private func writeRecord(_ block: RenderedBlock, _ record: Int, to writer: inout TruthWriter) {
    let line = Array(block.text[block.line(record)])
    if line.first == UInt8(ascii: "{") {
      writer.write("record", json: line)
    } else {
      writer.write("record", String(decoding: line, as: UTF8.self))
    }
  }
}
