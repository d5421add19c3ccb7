import Testing

@testable import millrace

private func due(_ pace: Pacer.Pace, after elapsed: Int64, position: Int64 = 0, limit: Int = 1000)
  -> Int
{
  // An event each 10 ms of scenario time.
  Pacer(pace: pace).due(after: elapsed, position: position, limit: limit) { 5 + $0 * 10_000 }
}

@Test func `without a pace as many are due as fit`() {
  #expect(due(.unlimited, after: 0) == 1000)
}

@Test func `at a rate the first is due at once and then so many a second`() {
  #expect(due(.rate(perSecond: 100), after: 0) == 1)
  #expect(due(.rate(perSecond: 100), after: 999_999) == 100)
  #expect(due(.rate(perSecond: 100), after: 1_000_000, position: 101) == 0)
  #expect(due(.rate(perSecond: 1_000_000), after: 1_000_000, limit: 7) == 7)
}

@Test func `at a speed the scenario's clock runs so many times faster`() {
  #expect(due(.speed(1), after: 0) == 1)
  #expect(due(.speed(1), after: 100_000) == 11)
  #expect(due(.speed(60), after: 100_000) == 601)
  #expect(due(.speed(60), after: 100_000, position: 601) == 0)
}

@Test func `a speed is a factor or max`() throws {
  #expect(try Speed(argument: "max").factor == nil)
  #expect(try Speed(argument: "60").factor == 60)
  for wrong in ["0", "-1", "fast", "inf", "nan", ""] {
    #expect(throws: InvalidArgument.self) { try Speed(argument: wrong) }
  }
}
