import Diagnostics

/// What the scenario property-leads can be asked for.
struct PropertyLeadsOptions: Sendable {
  var eventsPerMinute: Int64
  /// Scenario time of the first event, µs since 1970, a whole minute.
  var start: Int64
  var users: Int64
  var userSkew: ZipfTable.Skew
  var properties: Int64
  var propertySkew: ZipfTable.Skew
  /// Planted users a minute.
  var brokers: Int64
  var hasEventID: Bool
  /// The pipeline's watermark delay, µs.
  var watermark: Int64
  /// How far event time falls behind in clean events, µs, whole seconds.
  var disorder: Int64
  /// Shares in millionths.
  var corrupted: Int64
  var late: Int64
  var duplicates: Int64

  static let description = ScenarioDescription(
    name: "property-leads",
    summary: "interactions of users with properties, as JSON events; some users are brokers",
    options: [
      OptionDescription(
        "events_per_minute", .integer(1...60_000_000), default: "100000",
        "Events in a minute of scenario time."),
      OptionDescription(
        "start", .text, default: "2021-11-30 00:00:00",
        "Scenario time of the first event, a whole minute."),
      OptionDescription(
        "users", .integer(1...10_000_000), default: "200000",
        "Size of the population of users."),
      OptionDescription(
        "user_skew", .choice(ZipfTable.Skew.allCases.map(\.rawValue)), default: "0.5",
        "Zipf exponent of the users' activity; user 1 is the most active."),
      OptionDescription(
        "properties", .integer(1...10_000_000), default: "100000", "Number of properties."),
      OptionDescription(
        "property_skew", .choice(ZipfTable.Skew.allCases.map(\.rawValue)), default: "0.75",
        "Zipf exponent of the properties' popularity; property 1 is the most popular."),
      OptionDescription(
        "brokers", .integer(0...64), default: "3",
        "Planted users in each minute who have more than 10 events in it."),
      OptionDescription(
        "event_id", .boolean, default: "true",
        "Whether events begin with a bigint event_id, by which copies can be found."),
      OptionDescription(
        "watermark", .duration(none: false), default: "10 seconds",
        "The pipeline's watermark delay, which decides what is late."),
      OptionDescription(
        "disorder", .duration(none: false), default: "5 seconds",
        "How far an event's time may fall behind, in whole seconds; at most the watermark."),
      OptionDescription(
        "corrupted", .text, default: "1%", "Share of events that no table accepts."),
      OptionDescription(
        "late", .text, default: "0.5%",
        "Share of events whose one-minute window has closed before they come."),
      OptionDescription(
        "duplicates", .text, default: "0.5%",
        "Share of exact copies of earlier events; 0 without event_id."),
    ])

  /// Throws a `DiagnosticList` with every fault; also returns what goes into the truth's header.
  static func parse(
    _ given: [String: String]
  ) throws -> (options: PropertyLeadsOptions, effective: [(name: String, text: String)]) {
    var given = given
    if given["event_id"] == "false" && given["duplicates"] == nil { given["duplicates"] = "0%" }
    var texts = ScenarioOptions(given, of: description)
    let options = PropertyLeadsOptions(&texts)
    if texts.faults.hasErrors { throw texts.faults }
    return (options, texts.effective)
  }

  private init(_ texts: inout ScenarioOptions) {
    eventsPerMinute = texts.integer("events_per_minute")
    start = texts.minute("start")
    users = texts.integer("users")
    userSkew = ZipfTable.Skew(rawValue: texts.choice("user_skew")) ?? .uniform
    properties = texts.integer("properties")
    propertySkew = ZipfTable.Skew(rawValue: texts.choice("property_skew")) ?? .uniform
    brokers = texts.integer("brokers")
    hasEventID = texts.boolean("event_id")
    watermark = texts.duration("watermark")
    disorder = texts.duration("disorder")
    corrupted = texts.share("corrupted")
    late = texts.share("late")
    duplicates = texts.share("duplicates")
    guard !texts.faults.hasErrors else { return }
    checkTogether(&texts)
  }

  private func checkTogether(_ texts: inout ScenarioOptions) {
    if disorder > watermark {
      texts.fault("disorder", "make it at most the watermark, or clean events would be late")
    }
    if disorder % CivilTime.microsecondsPerSecond != 0 {
      texts.fault("disorder", "write whole seconds: the events' times have no fraction")
    }
    if brokers > users {
      texts.fault("brokers", "make it at most the number of users, \(users)")
    }
    if brokers > BrokerBursts.mostBrokers(eventsPerMinute: eventsPerMinute) {
      let needed = brokers * BrokerBursts.largestSize
      texts.fault("brokers", "set brokers=0 or events_per_minute to at least \(needed)")
    }
    if corrupted + late + duplicates > 1_000_000 {
      texts.fault("corrupted", "corrupted, late and duplicates together are at most 100 %")
    }
    if duplicates > 0 && !hasEventID {
      texts.fault("duplicates", "copies are found by event_id: set event_id=true or duplicates=0")
    }
  }
}
