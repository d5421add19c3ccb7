import Glibc
import Testing

@testable import Commerce

/// Our own functions against the C library's, and against values of high precision.
struct ElementaryTests {
  @Test func `the logarithm agrees with the C library's`() {
    for power in -300...300 {
      for fraction in [1.0, 1.1, 1.4142135, 1.4142136, 1.73, 1.9999999] {
        let value = Glibc.ldexp(fraction, Int32(power))
        let expected = Glibc.log(value)
        #expect(abs(Elementary.log(value) - expected) <= max(4e-16 * abs(expected), 4e-17))
      }
    }
    #expect(Elementary.log(1) == 0)
  }

  @Test func `the exponential agrees with the C library's`() {
    for step in -14_000...14_000 {
      let value = Double(step) / 20
      let expected = Glibc.exp(value)
      #expect(abs(Elementary.exp(value) - expected) <= 6e-16 * expected)
    }
    #expect(Elementary.exp(0) == 1)
  }

  /// From mpmath with 50 digits: sqrt(2) · erfinv(2p − 1).
  @Test(arguments: [
    (0.5, 0.0), (0.6, 0.2533471031357997), (0.75, 0.6744897501960817),
    (0.9, 1.2815515655446004), (0.975, 1.9599639845400543), (0.999, 3.0902323061678135),
    (1e-6, -4.753424308822899), (1e-12, -7.034483825301131), (0.025, -1.9599639845400543),
  ])
  func `the normal quantile has the known values`(probability: Double, expected: Double) {
    #expect(abs(Elementary.normalQuantile(probability) - expected) <= 2e-14 * abs(expected))
  }

  @Test func `the normal quantile is the inverse of the distribution`() {
    for step in 1..<4_000 {
      let probability = Double(step) / 4_000
      let draw = Elementary.normalQuantile(probability)
      #expect(abs(0.5 * Glibc.erfc(-draw / 2.0.squareRoot()) - probability) < 1e-15)
    }
  }

  @Test func `an alias table gives each place its share`() {
    let weights = [0.5, 0, 3, 1.5, 0.0001, 7]
    let table = AliasTable(weights: weights)
    var counts = [Double](repeating: 0, count: weights.count)
    // Evenly spaced bits, so that the shares are exact up to the spacing.
    let spacing = UInt64.max / 1_200_000
    for step in 0..<UInt64(1_200_000) { counts[table.place(step * spacing + spacing / 2)] += 1 }
    for (count, weight) in zip(counts, weights) {
      #expect(abs(count / 1_200_000 - weight / weights.reduce(0, +)) < 1e-5)
    }
    #expect(counts[1] == 0)
  }
}
