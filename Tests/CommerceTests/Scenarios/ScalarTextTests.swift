import Testing

@testable import Commerce

@Test func `numbers keep their digits`() {
  func number(_ text: String) -> String? {
    ScalarText.number(text[...]).map { "\($0.unscaled)/\($0.scale)" }
  }
  #expect(number("12") == "12/0")
  #expect(number("-3.50") == "-350/2")
  #expect(number("+1_000_000") == "1000000/0")
  #expect(number("999999999999999999") == "999999999999999999/0")
  for text in [
    "", "-", ".5", "5.", "1_", "_1", "1__0", "1.2.3", "0x10", "1e5", "1,5", "９",
    "9999999999999999999",
  ] {
    #expect(number(text) == nil, "\(text)")
  }
  #expect(ScalarText.number("1.25")?.double == 1.25)
  #expect(ScalarText.number("1.25")?.unscaled(at: 4) == 12_500)
  #expect(ScalarText.number("1.250")?.unscaled(at: 2) == 125)
  #expect(ScalarText.number("1.255")?.unscaled(at: 2) == nil)
}

@Test func `shares are percentages or numbers up to 1`() {
  let shares: [(String, Double?)] = [
    ("1%", 0.01), ("0.5 %", 0.005), ("0.01", 0.01), ("100%", 1), ("0", 0), ("1", 1), ("101%", nil),
    ("1.01", nil), ("-1%", nil), ("%", nil), ("half", nil),
  ]
  for (text, share) in shares { #expect(ScalarText.share(text[...]) == share, "\(text)") }
}

@Test func `durations are numbers with a unit`() {
  let durations: [(String, Int64?)] = [
    ("10 seconds", 10_000_000), ("500ms", 500_000), ("1.5 hours", 5_400_000_000),
    ("90 days", 7_776_000_000_000), ("1 min", 60_000_000), ("0 s", 0), ("7 us", 7),
    ("0.0000001 s", nil), ("10", nil), ("seconds", nil), ("-1 s", nil), ("1 fortnight", nil),
    ("40000 days", nil), ("999999999999999999 days", nil),
  ]
  for (text, duration) in durations {
    #expect(ScalarText.duration(text[...]) == duration, "\(text)")
  }
}

@Test func `rates are counts per time`() {
  func rate(_ text: String) -> Double? { ScalarText.rate(text[...])?.perSecond }
  #expect(rate("20 per second") == 20)
  #expect(rate("120 per minute") == 2)
  #expect(rate("0.5 per second") == 0.5)
  #expect(rate("100 per 5 seconds") == 20)
  #expect(rate("86400 per day") == 1)
  for text in ["20", "20 second", "20 per", "per second", "-1 per second", "5 per 0 seconds"] {
    #expect(rate(text) == nil, "\(text)")
  }
}

@Test func `ranges have two sides`() {
  func range(_ text: String) -> [String]? {
    ScalarText.range(text[...]).map { [String($0.lower), String($0.upper)] }
  }
  #expect(range("1..5") == ["1", "5"])
  #expect(range("5 seconds .. 2 minutes") == ["5 seconds", "2 minutes"])
  #expect(range("1.5..2.5") == ["1.5", "2.5"])
  #expect(range("7") == ["7", "7"])
  #expect(range("..5") == nil)
  #expect(range("1..") == nil)
}

@Test func `moments exist in the calendar`() {
  let moments: [(String, Int64?)] = [
    ("1970-01-02", 86_400), ("1970-01-02 00:00:01", 86_401), ("1970-01-02T00:00:01Z", 86_401),
    ("1970-01-02T05:30:00+05:30", 86_400), ("1970-01-02 00:00:00 -01:00", 90_000),
    ("1970-02-30", nil), ("1970-1-2", nil), ("1970-01-02 24:00:00", nil),
    ("1970-01-02X00:00:00", nil), ("1970-01-02 00:00:00+5", nil), ("1970-01-02 00:00:00.5", nil),
    ("", nil), ("tomorrow", nil),
  ]
  for (text, seconds) in moments {
    #expect(ScalarText.moment(text[...]) == seconds.map { $0 * 1_000_000 }, "\(text)")
  }
}
