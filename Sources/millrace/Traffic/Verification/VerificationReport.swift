import Commerce

/// How what was written stands against its truth.
struct VerificationReport {
  /// One partition.
  struct Line {
    var place: StreamPartition
    var truth: TruthCounts
    var found: TruthCounts
    /// Rows of the truth that are not there as it says, and the first of their lines.
    var differingRows: Int
    var differingLines: [Int]

    init(_ place: StreamPartition, truth: TruthCounts, found: PartitionRecount) {
      (self.place, self.truth, self.found) = (place, truth, found.counts)
      (differingRows, differingLines) = (found.differingCount, found.differing)
    }

    var differs: Bool {
      truth.read != found.read || truth.bytes != found.bytes || truth.checksum != found.checksum
        || differingRows > 0
    }
  }

  var lines: [Line] = []
  /// Where the truth contradicts itself.
  private(set) var contradictions: [String] = []

  var hasDifference: Bool { lines.contains { $0.differs } || !contradictions.isEmpty }

  /// The rows that a partition's truth tells of must be as many as its counts say.
  mutating func checkRows(
    _ place: StreamPartition, _ counts: TruthCounts, _ rows: [TruthOutcome: Int64]
  ) {
    let told = "\(place.stream), partition \(place.partition): the truth "
    let expected: [(TruthOutcome, Int64)] = [
      (.rejected, counts.rejected), (.duplicate, counts.duplicate), (.late, counts.late),
    ]
    for (outcome, count) in expected where rows[outcome, default: 0] != count {
      contradictions.append(
        told + "counts \(grouped(count)) \(outcome.rawValue) records and tells of "
          + grouped(rows[outcome, default: 0]))
    }
    if counts.read != counts.accepted + counts.rejected + counts.duplicate {
      contradictions.append(told + "has other records read than accepted, rejected and duplicate")
    }
  }

  /// The last line must be the sum of the partitions.
  mutating func checkTotals(_ totals: TruthCounts, _ sum: TruthCounts) {
    let names = ["read", "accepted", "rejected", "duplicate", "late"]
    let left = [totals.read, totals.accepted, totals.rejected, totals.duplicate, totals.late]
    let right = [sum.read, sum.accepted, sum.rejected, sum.duplicate, sum.late]
    for (name, (total, partitions)) in zip(names, zip(left, right)) where total != partitions {
      contradictions.append(
        "the truth's last line counts \(grouped(total)) \(name), its streams "
          + grouped(partitions))
    }
  }

  var text: String {
    var table = TextTable(
      header: ["stream", "partition", "truth", "found", "bytes", "checksum", "rows that differ"],
      alignsRight: [false, true, true, true, false, false, true])
    for line in lines {
      table.rows.append([
        line.place.stream, line.place.folder ?? String(line.place.partition),
        grouped(line.truth.read), grouped(line.found.read),
        line.truth.bytes == line.found.bytes ? "equal" : "different",
        line.truth.checksum == line.found.checksum ? "equal" : "different",
        grouped(Int64(line.differingRows)),
      ])
    }
    var text = table.rendered(width: nil)
    for line in lines where !line.differingLines.isEmpty {
      let numbers = line.differingLines.map { String($0) }.joined(separator: ", ")
      text += "not there as the truth says, by its lines: \(numbers)\n"
    }
    text += contradictions.map { $0 + "\n" }.joined()
    return text + (hasDifference ? "different\n" : "no difference\n")
  }
}
