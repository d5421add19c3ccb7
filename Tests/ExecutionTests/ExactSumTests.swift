import Columnar
import TestSupport
import Testing

@testable import Execution

@Suite struct ExactSumTests {
  private func sumOf(_ values: [Double], weights: [Int64]? = nil, _ type: DataType = .double)
    throws -> String
  {
    let fed = Fed(aggregate(keys: [], [sum(type, type)]))
    let rows = batch([type], rows: values.map { [Cell($0)] }, weights: weights)
    return try fed.epoch(rows).lines[0]
  }

  @Test func `what cancels out leaves nothing`() throws {
    #expect(try sumOf([1e16, 1, -1e16]) == "+1 1")
    #expect(try sumOf([1e308, 1e308, -1e308]) == "+1 1e+308")
    #expect(try sumOf([5e-324, 1e300, -1e300]) == "+1 5e-324")
    #expect(try sumOf([0.1, 0.2, 0.3], weights: [1, 1, -1]) == "+1 2.7755575615628914e-17")
  }

  @Test func `the sum is rounded once, half to even`() throws {
    // Python: math.fsum
    #expect(try sumOf([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]) == "+1 2.1")
    #expect(try sumOf([9_007_199_254_740_992, 1]) == "+1 9.007199254740992e+15")
    #expect(try sumOf([9_007_199_254_740_992, 1, 5e-324]) == "+1 9.007199254740994e+15")
    #expect(try sumOf([16_777_216, 1], .real) == "+1 1.6777216e+07")
  }

  /// Fractions of Python: Fraction(sum) / count, then float().
  @Test func `an average is rounded once`() throws {
    let average = { (values: [Double]) in
      let shape = AggregateShape(
        function: .avg, isDistinct: false, argument: .double, result: .double, isAppendOnly: false)
      let rows = batch([.double], rows: values.map { [Cell($0)] })
      return try Fed(aggregate(keys: [], [shape])).epoch(rows).lines[0]
    }
    #expect(try average([0.1, 0.2, 0.3]) == "+1 0.2")
    #expect(try average([-0.1, -0.2, -0.3]) == "+1 -0.2")
    #expect(try average([1e308, 1e308, 1e308]) == "+1 1e+308")
    let least = Double.leastNonzeroMagnitude
    #expect(try average([least, least, 0]) == "+1 5e-324")
    #expect(try average([least, 0]) == "+1 0")
    #expect(try average([1e300, 1, -1e300]) == "+1 0.3333333333333333")
    #expect(try average([9_007_199_254_740_992, 2, 0]) == "+1 3.0023997515803315e+15")
  }

  @Test func `the order of rows never shows`() throws {
    var random = SeededGenerator()
    for _ in 0..<50 {
      let values = (0..<200).map { _ in
        Double.random(in: -1...1, using: &random)
          * Double(
            sign: .plus, exponent: Int.random(in: -900...900, using: &random), significand: 1)
      }
      let first = try sumOf(values)
      #expect(try sumOf(values.shuffled(using: &random)) == first, "\(random)")
      #expect(
        try sumOf(
          values + values, weights: values.map { _ in 2 } + values.map { _ in -1 }) == first,
        "\(random)")
    }
  }

  @Test func `infinities and NaN come and go`() throws {
    #expect(try sumOf([.infinity, 1]) == "+1 Infinity")
    #expect(try sumOf([.infinity, -.infinity]) == "+1 NaN")
    #expect(try sumOf([.infinity, 1, .infinity], weights: [1, 1, -1]) == "+1 1")
    #expect(try sumOf([.nan, 2, .nan], weights: [1, 1, -1]) == "+1 2")
  }
}
