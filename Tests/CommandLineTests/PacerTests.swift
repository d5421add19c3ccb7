import Commerce
import Testing

@testable import millrace

private func due(_ pace: Pacer.Pace, after elapsed: Int64, position: Int64 = 0) -> Due? {
  Pacer(pace: pace, start: 5).due(after: elapsed, position: position)
}

@Test func `without a pace all is due`() {
  #expect(due(.unlimited, after: 0) == .all)
}

@Test func `at a rate the first is due at once and then so many a second`() {
  #expect(due(.rate(perSecond: 100), after: 0) == .count(1))
  #expect(due(.rate(perSecond: 100), after: 999_999) == .count(100))
  #expect(due(.rate(perSecond: 100), after: 1_000_000, position: 101) == nil)
  #expect(due(.rate(perSecond: 1_000_000), after: 1_000_000, position: 1) == .count(1_000_000))
}

@Test func `at a speed the scenario's clock runs so many times faster`() {
  #expect(due(.speed(1), after: 0) == .until(5))
  #expect(due(.speed(60), after: 100_000) == .until(6_000_005))
}

@Test func `a speed is a factor or max`() throws {
  #expect(try Speed(argument: "max").factor == nil)
  #expect(try Speed(argument: "60").factor == 60)
  for wrong in ["0", "-1", "fast", "inf", "nan", ""] {
    #expect(throws: InvalidArgument.self) { try Speed(argument: wrong) }
  }
}
