import Columnar
import Commerce
import Dataflow

/// Holds what was generated against its truth: every count, checksum and row.
struct TruthVerification {
  let path: String

  private enum Position {
    static let stream = 0
    static let partition = 1
    static let ordinal = 2
    static let byteOffset = 3
    static let crc32 = 4
    static let expected = 5
    static let topic = 6
    static let folder = 7
    static let format = 8
    static let checksum = 9
    static let counts = 10
  }

  private static let countNames = [
    "read", "bytes", "accepted", "rejected", "duplicate", "late",
  ]

  /// A partition as the truth tells of it.
  private struct Expected {
    var place: StreamPartition
    var counts: TruthCounts
  }

  private struct RowKey: Hashable {
    var stream: String
    var partition: Int
  }

  private struct TruthContents {
    var partitions: [Expected] = []
    var rows: [RowKey: [TruthRow]] = [:]
    /// By what a perfect pipeline does with them.
    var outcomes: [RowKey: [TruthOutcome: Int64]] = [:]
    var totals = TruthCounts()
  }

  /// Throws `FileError` for the truth and files, `ConnectorError` for topics.
  func report(_ records: any WrittenRecords) throws -> VerificationReport {
    let truth = try contents()
    var report = VerificationReport()
    var sum = TruthCounts()
    for expected in truth.partitions {
      let key = RowKey(stream: expected.place.stream, partition: expected.place.partition)
      var recount = PartitionRecount(rows: truth.rows[key] ?? [])
      try records.read(expected.place, into: &recount)
      recount.finish()
      report.lines.append(
        VerificationReport.Line(expected.place, truth: expected.counts, found: recount))
      report.checkRows(expected.place, expected.counts, truth.outcomes[key] ?? [:])
      sum.add(expected.counts)
    }
    report.checkTotals(truth.totals, sum)
    return report
  }

  private func contents() throws -> TruthContents {
    var columns: [DecodedColumn] = [
      .truth("stream", as: .text), .truth("partition", as: .bigint), .truth("ordinal", as: .bigint),
      .truth("byte_offset", as: .bigint), .truth("crc32", as: .bigint),
      .truth("expected", as: .text), .truth("topic", as: .text), .truth("folder", as: .text),
      .truth("format", as: .text), .truth("checksum", as: .text),
    ]
    columns += Self.countNames.map { .truth($0, as: .bigint) }
    var truth = TruthContents()
    try TruthLines(path: path, columns: columns, zone: .utc).read { lines in
      for row in 0..<lines.count {
        switch lines.type(row) {
        case "row": try takeRow(lines, row, into: &truth)
        case "stream": try takePartition(lines, row, into: &truth)
        case "totals": truth.totals = counts(lines, row)
        default: break
        }
      }
    }
    return truth
  }

  private func takeRow(
    _ lines: TruthLines.Block, _ row: Int, into truth: inout TruthContents
  ) throws {
    let number = lines.firstLine + row
    guard let stream = lines.column(Position.stream).text(row),
      let partition = lines.column(Position.partition).integer(row),
      let ordinal = lines.column(Position.ordinal).integer(row),
      let byteOffset = lines.column(Position.byteOffset).integer(row),
      let crc32 = lines.column(Position.crc32).integer(row).flatMap(UInt32.init(exactly:)),
      let outcome = lines.column(Position.expected).text(row).flatMap(TruthOutcome.init)
    else { throw incomplete(number) }
    let key = RowKey(stream: stream, partition: Int(partition))
    truth.rows[key, default: []].append(
      TruthRow(ordinal: ordinal, byteOffset: byteOffset, crc32: crc32, line: number))
    truth.outcomes[key, default: [:]][outcome, default: 0] += 1
  }

  private func takePartition(
    _ lines: TruthLines.Block, _ row: Int, into truth: inout TruthContents
  ) throws {
    guard let stream = lines.column(Position.stream).text(row),
      let partition = lines.column(Position.partition).integer(row)
    else { throw incomplete(lines.firstLine + row) }
    let place = StreamPartition(
      stream: stream, partition: Int(partition),
      topic: lines.column(Position.topic).text(row) ?? stream,
      folder: lines.column(Position.folder).text(row),
      isCSV: lines.column(Position.format).text(row) == "csv")
    truth.partitions.append(Expected(place: place, counts: counts(lines, row)))
  }

  private func counts(_ lines: TruthLines.Block, _ row: Int) -> TruthCounts {
    let numbers = Self.countNames.indices.map {
      lines.column(Position.counts + $0).integer(row) ?? 0
    }
    var counts = TruthCounts()
    (counts.read, counts.bytes, counts.accepted) = (numbers[0], numbers[1], numbers[2])
    (counts.rejected, counts.duplicate, counts.late) = (numbers[3], numbers[4], numbers[5])
    counts.checksum = lines.column(Position.checksum).text(row).flatMap { UInt64($0) } ?? 0
    return counts
  }

  private func incomplete(_ line: Int) -> FileError {
    FileError(
      message: "\(path), line \(line): something is missing in it", help: TruthLines.advice)
  }
}

extension TruthCounts {
  fileprivate mutating func add(_ other: TruthCounts) {
    read += other.read
    accepted += other.accepted
    rejected += other.rejected
    duplicate += other.duplicate
    late += other.late
  }
}
