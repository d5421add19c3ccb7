/// Job C's pipeline as plainly as can be: what becomes of each generated line, and the three answers.
struct PerfectPipeline {
  enum Outcome: String {
    case accepted, rejected, duplicate, late
  }

  private struct UserWindow: Hashable {
    var user: Int64
    var minute: Int64
  }

  private(set) var counts: [Outcome: Int64] = [:]
  private var firstOfID: [Int64: [UInt8]] = [:]
  private var newestOfPartition: [Int: Int64] = [:]
  private var eventsOfUser: [Int64: Int] = [:]
  private var eventsOfProperty: [Int64: Int] = [:]
  private var eventsOfWindow: [UserWindow: Int] = [:]
  let watermarkSeconds: Int64

  init(watermarkSeconds: Int64) { self.watermarkSeconds = watermarkSeconds }

  var paidUsers: Int { eventsOfUser.values.count { $0 >= 9 } }
  var propertyStatuses: Int { eventsOfProperty.values.count { $0 > 5 } }
  var possibleBrokers: Int { eventsOfWindow.values.count { $0 > 10 } }

  func interactions(user: Int64, minute: Int64) -> Int {
    eventsOfWindow[UserWindow(user: user, minute: minute)] ?? 0
  }

  mutating func take(_ line: [UInt8], partition: Int) -> Outcome {
    let outcome = decide(line, partition)
    counts[outcome, default: 0] += 1
    return outcome
  }

  private mutating func decide(_ line: [UInt8], _ partition: Int) -> Outcome {
    guard let fields = MiniJSON.object(line), let user = fields.number("user_id"),
      let property = fields.number("property_id"),
      let seconds = fields.text("date").flatMap(seconds(of:)),
      let event = fields.text("event"), ["view", "Interaction", "contact"].contains(event)
    else { return .rejected }
    let carried = newestOfPartition[partition].map { $0 - watermarkSeconds }
    newestOfPartition[partition] = max(newestOfPartition[partition] ?? seconds, seconds)
    if let id = fields.number("event_id") {
      if let first = firstOfID[id] { return first == line ? .duplicate : .rejected }
      firstOfID[id] = line
    }
    eventsOfUser[user, default: 0] += 1
    eventsOfProperty[property, default: 0] += 1
    let minute = seconds / 60
    if let carried, (minute + 1) * 60 <= carried { return .late }
    eventsOfWindow[UserWindow(user: user, minute: minute), default: 0] += 1
    return .accepted
  }
}

/// Seconds since 1970 of `2021-11-30 00:00:00`, by counting the days one year and month at a time.
func seconds(of text: String) -> Int64? {
  let parts = text.split { "- :".contains($0) }.compactMap { Int64($0) }
  guard parts.count == 6, text.utf8.count == 19 else { return nil }
  func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
  func length(_ month: Int64, _ year: Int64) -> Int64 {
    [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Int(month) - 1]
  }
  let (year, month, day) = (parts[0], parts[1], parts[2])
  guard (1...12).contains(month), (1...length(month, year)).contains(day), parts[3] < 24,
    parts[4] < 60, parts[5] < 60
  else { return nil }
  var days = day - 1
  for earlier in 1970..<year { days += isLeap(earlier) ? 366 : 365 }
  for earlier in 1..<month { days += length(earlier, year) }
  return ((days * 24 + parts[3]) * 60 + parts[4]) * 60 + parts[5]
}
