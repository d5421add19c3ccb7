import TestSupport
import Testing

@testable import Execution

/// Identities that tell wrong limbs from right ones, and roundings whose answers are known.
@Suite struct WideIntegerTests {
  private func number(_ random: inout SeededGenerator) -> WideInteger {
    let limbs = (0..<Int.random(in: 0...5, using: &random)).map { _ in
      // Carries run through limbs of zeros and ones.
      [0, .max, UInt64.random(in: .min ... .max, using: &random)].randomElement(using: &random) ?? 0
    }
    return WideInteger(limbs: limbs, isNegative: Bool.random(using: &random))
  }

  private func isEqual(_ left: WideInteger, _ right: WideInteger) -> Bool {
    left.limbs == right.limbs && left.isNegative == right.isNegative
  }

  @Test func `sums, products, quotients and roots agree with each other`() {
    var random = SeededGenerator()
    for _ in 0..<500 {
      let (a, b, c) = (number(&random), number(&random), number(&random))
      #expect(isEqual((a + b) - b, a), "\(random)")
      #expect(isEqual((a + b) * c, a * c + b * c), "\(random)")
      if !b.isZero {
        let (quotient, rest) = a.divided(by: b)
        #expect(isEqual(quotient * b.magnitude + rest, a.magnitude), "\(random)")
        #expect((rest - b.magnitude).isNegative, "\(random)")
      }
      let root = a.squareRoot
      let next = root + WideInteger(1)
      #expect(!(a.magnitude - root * root).isNegative, "\(random)")
      #expect((a.magnitude - next * next).isNegative, "\(random)")
    }
  }

  @Test func `a quotient is the nearest double`() {
    var random = SeededGenerator()
    for _ in 0..<500 {
      let left = Int64.random(in: -1 << 53...1 << 53, using: &random)
      let right = Int64.random(in: 1...1 << 53, using: &random)
      // Of whole numbers that are doubles, IEEE division rounds once.
      let (one, other) = (WideBinary(left), WideBinary(right))
      #expect(one.divided(by: other) == Double(left) / Double(right), "\(random)")
      let root = WideBinary(left.magnitude == 0 ? 1 : Int64(left.magnitude))
      #expect(
        root.dividedRoot(by: WideBinary(1)) == Double(max(left.magnitude, 1)).squareRoot(),
        "\(random)")
    }
    let least = WideBinary(WideInteger(1), exponent: -1074)
    #expect(least.divided(by: WideBinary(1)) == .leastNonzeroMagnitude)
    #expect(least.divided(by: WideBinary(2)) == 0)
    #expect(least.divided(by: WideBinary(1)) / 2 == 0)
    #expect(WideBinary(WideInteger(3), exponent: -1075).divided(by: WideBinary(1)) == 2 * 5e-324)
    #expect(WideBinary(WideInteger(1), exponent: 1024).divided(by: WideBinary(1)) == .infinity)
    #expect(
      WideBinary(WideInteger(1), exponent: -2148).dividedRoot(by: WideBinary(1))
        == .leastNonzeroMagnitude)
  }
}
