/// Writes each stream's records as lines of `STREAM/part-00001.jsonl`, `STREAM/part-00002.jsonl` … below a folder; in the
/// order of their names a stream's files are one partition. With date folders (`STREAM/data_2021_11_30/part-00001.jsonl`)
/// each folder is one.
public final class FilesTarget: RecordTarget {
  public let distributions: [StreamDistribution]
  /// What is written is in the files at once.
  public let pendingByteCount = 0
  private let streams: [PartFiles]

  /// Makes the folders that are missing; a stream's folder that already holds files is refused, so that streams do not
  /// mix. A file is followed by the next once it holds `rollBytes`. Throws `ConnectorError`.
  public init(
    folder: String, streams: [TrafficStream], format: RecordFormat, days: DayFolder? = nil,
    start: Int64 = 0, rollBytes: Int = 256 << 20
  ) throws {
    precondition(rollBytes > 0, "a file holds at least one byte")
    distributions = streams.map {
      StreamDistribution(
        topic: $0.topic, partitioning: days.map { .days($0) } ?? .hashed(1), format: format)
    }
    self.streams = try streams.map { stream in
      try PartFiles(
        folder: folder + "/" + stream.name, suffix: format == .csv ? ".csv" : ".jsonl",
        header: stream.header(format), days: days, firstDay: start / CivilTime.microsecondsPerDay,
        rollBytes: rollBytes)
    }
  }

  public func write(_ slice: GeneratedSlice, _ truth: TruthLedger) throws {
    let files = streams[slice.stream]
    try slice.withRecords { records in
      var record = 0
      while record < records.count {
        let partition = records.partition(record)
        let header = try files.open(partition)
        if header > 0 { truth.skip(bytes: header, stream: slice.stream, partition: partition) }
        let start = record
        let room = files.room(partition)
        repeat {
          record += 1
        } while record < records.count
          && records.partition(record) == partition
          && records.lines(start..<record).count < room
        try files.write(records.lines(start..<record), partition)
        truth.take(slice, start..<record)
        truth.commit(stream: slice.stream)
      }
    }
  }

  public func commit(_ truth: TruthLedger) throws {}

  public func finish(_ truth: TruthLedger) throws {
    for files in streams { try files.close() }
  }
}
