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
    beginObject("partitions")
    for (stream, distribution) in zip(scenario.streams, distributions) {
      switch distribution.partitioning {
      case .hashed(let count): write(stream.name, Int64(count))
      case .days: write(stream.name, nil)
      }
    }
    endObject()
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
    _ stream: StreamDefinition, _ distribution: StreamDistribution, partition: Int, start: Int64,
    _ counts: TruthCounts, versions: [Int64]
  ) {
    begin("stream")
    write("stream", stream.name)
    write("partition", Int64(partition))
    write("topic", distribution.topic)
    if case .days(let folder) = distribution.partitioning {
      write("folder", folder.name(start / CivilTime.microsecondsPerDay + Int64(partition)))
    } else {
      write("folder", nil)
    }
    write("format", distribution.format.rawValue)
    write("id", stream.id.map { stream.fields[$0].name })
    write("time", stream.timeField.map { stream.fields[$0].name })
    write("watermark_us", stream.watermark)
    write("window_us", stream.window)
    write("read", counts.read)
    write("bytes", counts.bytes)
    write("checksum", String(counts.checksum))
    writeOutcomes(counts)
    beginObject("versions")
    for (version, count) in zip(stream.versions, versions) { write(version.name, count) }
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
