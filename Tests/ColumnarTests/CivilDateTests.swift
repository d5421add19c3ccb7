import Testing

@testable import Columnar

@Suite struct CivilDateTests {
  @Test func `every day of years 1 to 9999 follows the day before it`() {
    // Python: date(1, 1, 1).toordinal() − date(1970, 1, 1).toordinal().
    var days: Int64 = -719_162
    var expected = CivilDate(year: 1, month: 1, day: 1)
    while expected.year <= 9999 {
      let date = CivilDate(days: days)
      if date != expected || date.days != days {
        Issue.record("day \(days) is \(date), expected \(expected)")
        return
      }
      days += 1
      expected.day += 1
      if !expected.isValid {
        expected.day = 1
        expected.month += 1
        if expected.month > 12 { (expected.month, expected.year) = (1, expected.year + 1) }
      }
    }
    #expect(days == 2_932_897)
  }

  @Test func `leap years have a 29 February and no others do`() {
    for year: Int64 in [2020, 2000, 1600, 4, 0, -4] {
      #expect(CivilDate(year: year, month: 2, day: 29).isValid)
    }
    for year: Int64 in [2021, 1900, 2100, 1, -1] {
      #expect(!CivilDate(year: year, month: 2, day: 29).isValid)
    }
  }

  @Test func `adding months keeps the day or takes the month's last`() {
    let january = CivilDate(year: 2021, month: 1, day: 31)
    #expect(january.adding(months: 1) == CivilDate(year: 2021, month: 2, day: 28))
    #expect(january.adding(months: -2) == CivilDate(year: 2020, month: 11, day: 30))
    #expect(january.adding(months: 37) == CivilDate(year: 2024, month: 2, day: 29))
  }

  /// The 19-byte fast path and the general reader are one function to their callers.
  @Test(arguments: 1...20)
  func `the fast path accepts nothing that the general reader reads otherwise`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let replacements = Array("0123456789:- T/x".utf8)
    for _ in 0..<500 {
      var text = Array("2021-11-30 12:34:56".utf8)
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        text[Int.random(in: 0..<19, using: &generator)] =
          replacements[Int.random(in: 0..<replacements.count, using: &generator)]
      }
      let fast = text.withUnsafeBufferPointer { DateTimeText.fixedForm($0) }
      // A space in front takes the general way.
      let general = ([ASCII.space] + text).withUnsafeBufferPointer {
        try? DateTimeText.timestamp($0, zone: .utc)
      }
      if let fast { #expect(general == fast, "\(String(decoding: text, as: UTF8.self))") }
    }
  }

  @Test func `text with an offset becomes local time of the session's zone as a timestamp`() throws
  {
    let zone = try #require(Zone("Asia/Kolkata"))
    let value = try TextInput(.timestamp, zone: zone).value("2021-11-30T00:00:00Z")
    #expect(TextOutput().text(value, .timestamp) == "2021-11-30 05:30:00")
  }

  @Test func `a zone is known by name and equal by name`() {
    #expect(Zone("Asia/Kolkata") == Zone("Asia/Kolkata"))
    #expect(Zone("Mars/Phobos") == nil)
    #expect(Zone("UTC") == .utc)
  }
}
