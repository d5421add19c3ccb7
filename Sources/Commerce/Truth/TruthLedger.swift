/// Follows the events through a perfect pipeline and knows what becomes of each.
///
/// Memory: a byte a user and a property, and the open windows' counts.
final class TruthLedger {
  private(set) var totals = TruthTotals()
  private let partitions: [PartitionTruth]
  /// Accepted events, saturating: the rules ask for small counts only, and a byte a user stays in the cache.
  private let eventsOfUser: UnsafeMutablePointer<UInt8>
  private let eventsOfProperty: UnsafeMutablePointer<UInt8>

  /// Thresholds of the three rules: counts that make an answer.
  static let paidUserCount: UInt8 = 9
  static let propertyStatusCount: UInt8 = 6
  static let possibleBrokerCount: UInt32 = 11

  init(_ options: PropertyLeadsOptions, partitions count: Int) {
    partitions = (0..<count).map { _ in PartitionTruth(delay: options.watermark) }
    eventsOfUser = .allocate(capacity: Int(options.users) + 1)
    eventsOfUser.initialize(repeating: 0, count: Int(options.users) + 1)
    eventsOfProperty = .allocate(capacity: Int(options.properties) + 1)
    eventsOfProperty.initialize(repeating: 0, count: Int(options.properties) + 1)
  }

  deinit {
    eventsOfUser.deallocate()
    eventsOfProperty.deallocate()
  }

  /// Takes one record of `byteCount` bytes, its line's end included; writes lines of truth about it, if there are any.
  @inline(__always)
  func take(
    _ columns: LeadColumns, row: Int, partition: Int, byteCount: Int, into writer: inout TruthWriter
  ) {
    totals.read &+= 1
    let place = partitions[partition]
    let deviation = columns.deviation(row)
    let date = columns[LeadColumns.date][row]
    if deviation.isCorruption {
      totals.rejected &+= 1
      writeRow(columns, row, partition, deviation, .rejected, into: &writer)
    } else if deviation == .duplicate {
      totals.duplicates &+= 1
      writeRow(columns, row, partition, deviation, .duplicate, into: &writer)
      place.advance(to: date)
    } else {
      accept(columns, row, partition, date, into: &writer)
      place.advance(to: date)
    }
    place.ordinal &+= 1
    place.byteOffset &+= Int64(byteCount)
  }

  @inline(__always)
  private func accept(
    _ columns: LeadColumns, _ row: Int, _ partition: Int, _ date: Int64,
    into writer: inout TruthWriter
  ) {
    totals.accepted &+= 1
    let user = columns[LeadColumns.userID][row]
    let property = columns[LeadColumns.propertyID][row]
    if reaches(TruthLedger.paidUserCount, eventsOfUser + Int(user)) { totals.paidUsers &+= 1 }
    if reaches(TruthLedger.propertyStatusCount, eventsOfProperty + Int(property)) {
      totals.propertyStatuses &+= 1
    }
    let place = partitions[partition]
    if place.isLate(date) {
      // Of the events that come out of order on purpose, only those that miss their window are late.
      precondition(columns.deviation(row) == .late, "a clean event is late")
      totals.late &+= 1
      return writeRow(columns, row, partition, .late, .late, into: &writer)
    }
    let count = place.count(user, at: date)
    if count == TruthLedger.possibleBrokerCount { totals.possibleBrokers &+= 1 }
    if columns[LeadColumns.burstOrdinal][row] == Int64(TruthLedger.possibleBrokerCount) {
      totals.plantedBrokers &+= 1
      let start = date - date % PropertyLeads.window
      writer.writePlanted(user: user, windowStart: start)
    }
  }

  /// Counts one more; whether the count is the threshold now.
  @inline(__always)
  private func reaches(_ threshold: UInt8, _ count: UnsafeMutablePointer<UInt8>) -> Bool {
    guard count.pointee < threshold else { return false }
    count.pointee &+= 1
    return count.pointee == threshold
  }

  private func writeRow(
    _ columns: LeadColumns, _ row: Int, _ partition: Int, _ deviation: LeadDeviation,
    _ expected: TruthWriter.Expectation, into writer: inout TruthWriter
  ) {
    writer.writeRow(
      partition: partition, ordinal: partitions[partition].ordinal,
      byteOffset: partitions[partition].byteOffset, deviation: deviation,
      eventID: columns[LeadColumns.eventID][row], expected: expected,
      record: expected == .late ? record(columns, row) : nil)
  }

  private func record(_ columns: LeadColumns, _ row: Int) -> TruthWriter.Record {
    TruthWriter.Record(
      userID: columns[LeadColumns.userID][row], propertyID: columns[LeadColumns.propertyID][row],
      date: columns[LeadColumns.date][row],
      event: PropertyLeads.labels[Int(columns[LeadColumns.label][row])])
  }
}
