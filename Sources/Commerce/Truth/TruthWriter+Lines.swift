extension TruthWriter {
  mutating func writeHeader(
    _ scenario: Scenario, seed: UInt64, _ distributions: [StreamDistribution]
  ) {
    begin("header")
    write("schema", TruthWriter.schema)
    write("scenario", scenario.name)
    write("seed", json: Array(String(seed).utf8))
    write("start", CivilTime.text(scenario.start))
    beginObject("parameters")
    for parameter in scenario.parameters { write(parameter.name, parameter.text) }
    endObject()
    writeList("streams", Array(zip(scenario.streams, distributions))) { writer, pair in
      let (stream, distribution) = pair
      writer.write("stream", stream.name)
      writer.write("topic", distribution.topic)
      writer.write("format", distribution.format.rawValue)
      switch distribution.partitioning {
      case .hashed(let count): writer.write("partitions", Int64(count))
      case .days: writer.write("partitions", nil)
      }
      writer.write("id", stream.id.map { stream.fields[$0].name })
      writer.write("time", stream.timeField.map { stream.fields[$0].name })
      writer.write("watermark_us", stream.watermark)
      writer.write("window_us", stream.window)
    }
    end()
  }

  mutating func writeEffect(_ effect: Effect) {
    begin(effect.kind.rawValue)
    write("name", effect.name)
    write("strength", json: Array("\(effect.strength)".utf8))
    beginObject("chosen")
    for choice in effect.chosen { write(choice.name, choice.value) }
    endObject()
    write("from", effect.period.map { CivilTime.text($0.lowerBound) })
    write("until", effect.period.map { CivilTime.text($0.upperBound) })
    write("report", effect.report)
    end()
  }

  mutating func writePlanted(
    _ pattern: String, stream: String, reference: String, entity: Int64, windowStart: Int64,
    size: Int64
  ) {
    begin("planted")
    write("pattern", pattern)
    write("stream", stream)
    write("reference", reference)
    write("entity", entity)
    write("window_start", CivilTime.text(windowStart))
    write("records_min", size)
    end()
  }

  mutating func writeStream(
    _ name: String, partition: Int, _ counts: TruthCounts, versions: [(name: String, count: Int64)]
  ) {
    begin("stream")
    write("stream", name)
    write("partition", Int64(partition))
    write("read", counts.read)
    write("bytes", counts.bytes)
    write("checksum", String(counts.checksum))
    writeOutcomes(counts)
    beginObject("versions")
    for version in versions { write(version.name, version.count) }
    endObject()
    end()
  }

  /// `reason`: why not everything was written that was asked for; nil: it was.
  mutating func writeTotals(
    _ totals: TruthTotals, answers: [String], reason: String?
  ) {
    let sum = totals.sum
    begin("totals")
    write("read", sum.read)
    writeOutcomes(sum)
    beginObject("answers")
    for answer in answers { write(answer, totals.answers[answer] ?? 0) }
    endObject()
    write("planted", totals.planted)
    write("complete", reason == nil)
    if let reason { write("reason", reason) }
    end()
  }

  private mutating func writeOutcomes(_ counts: TruthCounts) {
    write("accepted", counts.accepted)
    write("rejected", counts.rejected)
    write("duplicate", counts.duplicate)
    write("late", counts.late)
  }
}
