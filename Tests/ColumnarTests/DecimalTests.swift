import Testing

@testable import Columnar

@Suite struct DecimalTests {
  @Test(arguments: 1...20)
  func `arithmetic agrees with whole numbers of one scale`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let left = Int128(Int64.random(in: -1_000_000_000...1_000_000_000, using: &generator))
      let right = Int128(Int64.random(in: -1_000_000_000...1_000_000_000, using: &generator))
      let (leftScale, rightScale) = (
        Int.random(in: 0...6, using: &generator), Int.random(in: 0...6, using: &generator)
      )
      let a = Decimal(unchecked: left, scale: leftScale)
      let b = Decimal(unchecked: right, scale: rightScale)
      // Both as millionths.
      let (x, y) = (
        left * Decimal.powersOfTen[6 - leftScale], right * Decimal.powersOfTen[6 - rightScale]
      )
      #expect(a.adding(b) == Decimal(unchecked: x + y, scale: 6))
      #expect(a.subtracting(b) == Decimal(unchecked: x - y, scale: 6))
      #expect(a.multiplied(by: b) == Decimal(unchecked: x * y, scale: 12))
      #expect((a < b) == (x < y))
      #expect((a == b) == (x == y))
      if y != 0 {
        #expect(a.remainder(dividingBy: b) == Decimal(unchecked: x % y, scale: 6))
        expectQuotient(a, b)
      }
    }
  }

  /// |a − q·b| ≤ half a unit of q's last place, times b.
  private func expectQuotient(_ a: Decimal, _ b: Decimal) {
    guard let quotient = a.divided(by: b), let product = quotient.multiplied(by: b),
      let difference = a.subtracting(product)?.magnitude,
      let unit = Decimal(coefficient: 5, scale: min(quotient.scale + 1, 36)),
      let bound = unit.multiplied(by: b.magnitude)
    else {
      Issue.record("\(a) / \(b) overflows")
      return
    }
    #expect(difference <= bound, "\(a) / \(b) = \(quotient)")
  }

  @Test(arguments: 1...10)
  func `text reads back as the same digits`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let value = randomValue(.numeric, &generator)
      guard case .decimal(let decimal) = value else { continue }
      let again = try Decimal(decimal.description)
      #expect(again.bits == decimal.bits, "\(decimal)")
    }
  }

  @Test func `what has more than 36 digits is refused, never rounded`() throws {
    let largest = try Decimal("999999999999999999999999999999999999")
    #expect(largest.adding(Decimal(1)) == nil)
    #expect(largest.multiplied(by: Decimal(10)) == nil)
    #expect(Decimal(coefficient: Decimal.coefficientMax + 1, scale: 0) == nil)
    let (small, smaller) = (try Decimal("1e-16"), try Decimal("1e-20"))
    #expect(small.divided(by: Decimal(3)) != nil)
    #expect(smaller.divided(by: Decimal(3)) == nil)
    let tenth = try Decimal("0.1")
    #expect(largest.description == "999999999999999999999999999999999999")
    #expect(largest.negated.adding(largest) == .zero)
    #expect(largest.adding(tenth) == nil)
    #expect(throws: ExpressionError.self) { try Decimal("1e36") }
    #expect(throws: ExpressionError.self) { try Decimal("1e-37") }
    #expect(throws: ExpressionError.self) {
      try Decimal("0.1234567890123456789012345678901234567")
    }
  }

  @Test func `zeros beyond the digits that fit are dropped exactly`() throws {
    let (large, small) = (try Decimal("1e20"), try Decimal("1e-10"))
    let expected = try Decimal("1e30")
    #expect(large.divided(by: small) == expected)
    let one = try Decimal("1.000000000000000000")
    let wide = try Decimal("100000000000000000.0000000000")
    #expect(one.multiplied(by: wide) == wide)
    let long = try Decimal("1.0000000000000000000000000000000000000000000")
    #expect(long == Decimal(1))
  }

  @Test func `equal numbers hash alike and print as written`() throws {
    let (short, long) = (try Decimal("1.5"), try Decimal("1.500"))
    #expect(short == long)
    #expect(short.hashValue == long.hashValue)
    #expect(long.description == "1.500")
    #expect(long.canonical.description == "1.5")
    let whole = try Decimal("1200")
    #expect(whole.canonical.description == "1200")
  }

  @Test func `comparison across scales does not overflow`() throws {
    let large = try Decimal("123456789012345678901234567890123456")
    let small = try Decimal("0.123456789012345678901234567890123456")
    #expect(small < large)
    #expect(large.negated < small)
    #expect(large > small.negated)
    #expect(large.negated < small.negated)
  }

  @Test func `doubles become the number that their shortest text names`() throws {
    #expect(Decimal(double: 0.1)?.description == "0.1")
    #expect(Decimal(double: 1e20)?.description == "100000000000000000000")
    #expect(Decimal(double: -2.5e-7)?.description == "-0.00000025")
    #expect(Decimal(real: Double(Float(0.1)))?.description == "0.1")
    #expect(Decimal(double: .nan) == nil)
    #expect(Decimal(double: 1e300) == nil)
    #expect(try Decimal("0.1").double == 0.1)
    let wide = try Decimal("123456789012345678901234567890")
    #expect(wide.double == 1.2345678901234568e29)
  }
}
