/// The truth as JSON lines. Every line has a `type`:
///
/// - `header`, first: `schema` (1), `scenario`, `seed`, `partitions`, `options` (name → text, defaults too).
/// - `row`, one a record that deviates: `partition`; `ordinal`, the record's place in its partition, from 0;
///   `byte_offset`, where its line begins in the partition if each record is a line (the offset that a files source
///   gives it); `kind` (`corrupted`, `late`, `duplicate`); `reason`, the kind in detail; `event_id` (of a copy, its
///   original's; null where events have none; a corrupted record's may not be readable in it); `expected`, what a
///   perfect pipeline does with it (`rejected`, `late`, `duplicate`); of late rows `record`, the record's other fields,
///   by which a view's late rows can be told apart.
/// - `planted`, one a pattern: `pattern` (`broker`), `user_id`, `window_start`, `interactions_min`.
/// - `totals`, last: `read`, `accepted`, `rejected`, `duplicate`, `late`; `answers`: the number of rows of
///   `paid_user`, `property_status`, `possible_broker`; `planted_brokers`.
struct TruthWriter {
  enum Expectation: String { case rejected, late, duplicate }

  /// The fields of a record beside its event_id.
  struct Record {
    var userID: Int64
    var propertyID: Int64
    /// µs since 1970.
    var date: Int64
    var event: String
  }

  private(set) var bytes: [UInt8] = []
  private let hasEventID: Bool

  init(hasEventID: Bool) { self.hasEventID = hasEventID }

  mutating func writeHeader(
    scenario: String, seed: UInt64, partitions: Int, options: [(name: String, text: String)]
  ) {
    begin("header")
    write("schema", 1)
    write("scenario", scenario)
    write("seed", String(seed), isText: false)
    write("partitions", Int64(partitions))
    writeName("options")
    for (index, option) in options.enumerated() {
      append(index == 0 ? "{" : ",")
      JSONText.append(option.name, to: &bytes)
      append(":")
      JSONText.append(option.text, to: &bytes)
    }
    append(options.isEmpty ? "{}}\n" : "}}\n")
  }

  mutating func writeRow(
    partition: Int, ordinal: Int64, byteOffset: Int64, deviation: LeadDeviation, eventID: Int64,
    expected: Expectation, record: Record? = nil
  ) {
    begin("row")
    write("partition", Int64(partition))
    write("ordinal", ordinal)
    write("byte_offset", byteOffset)
    write("kind", deviation.isCorruption ? "corrupted" : expected.rawValue)
    write("reason", deviation.reason)
    write("event_id", hasEventID ? String(eventID) : "null", isText: false)
    write("expected", expected.rawValue)
    if let record { write(record) }
    append("}\n")
  }

  private mutating func write(_ record: Record) {
    writeName("record")
    append("{\"user_id\":")
    append(String(record.userID))
    write("property_id", record.propertyID)
    write("date", CivilTime.text(record.date))
    write("event", record.event)
    append("}")
  }

  mutating func writePlanted(user: Int64, windowStart: Int64) {
    begin("planted")
    write("pattern", "broker")
    write("user_id", user)
    write("window_start", CivilTime.text(windowStart))
    write("interactions_min", Int64(TruthLedger.possibleBrokerCount))
    append("}\n")
  }

  mutating func writeTotals(_ totals: TruthTotals) {
    begin("totals")
    write("read", totals.read)
    write("accepted", totals.accepted)
    write("rejected", totals.rejected)
    write("duplicate", totals.duplicates)
    write("late", totals.late)
    writeName("answers")
    append("{\"paid_user\":")
    append(String(totals.paidUsers))
    write("property_status", totals.propertyStatuses)
    write("possible_broker", totals.possibleBrokers)
    append("}")
    write("planted_brokers", totals.plantedBrokers)
    append("}\n")
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func begin(_ type: String) {
    append("{\"type\":")
    JSONText.append(type, to: &bytes)
  }

  private mutating func writeName(_ name: String) {
    append(",")
    JSONText.append(name, to: &bytes)
    append(":")
  }

  private mutating func write(_ name: String, _ value: Int64) {
    write(name, String(value), isText: false)
  }

  private mutating func write(_ name: String, _ value: String, isText: Bool = true) {
    writeName(name)
    if isText { JSONText.append(value, to: &bytes) } else { append(value) }
  }
}
