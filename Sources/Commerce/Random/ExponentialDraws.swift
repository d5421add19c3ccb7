/// Draws gaps of a Poisson process of rate 1: −ln(u) for a uniform u above 0 and up to 1.
///
/// The logarithm comes from a table of 256 stretches and four terms of its series within one, by + − × ÷ alone; its
/// error is below 10⁻¹³.
///
/// `@unchecked Sendable`: the memory is written before `init` returns, and only read afterwards.
final class ExponentialDraws: @unchecked Sendable {
  private struct Stretch {
    var center: Double
    var inverse: Double
    var logarithm: Double
  }

  static let shared = ExponentialDraws()

  private let stretches: UnsafeMutablePointer<Stretch>
  private let logarithmOfTwo: Double

  private init() {
    stretches = .allocate(capacity: 256)
    for index in 0..<256 {
      let center = 1 + (Double(index) + 0.5) / 256
      (stretches + index).initialize(
        to: Stretch(
          center: center, inverse: 1 / center, logarithm: Elementary.log(center)))
    }
    logarithmOfTwo = Elementary.log(2)
  }

  deinit { stretches.deallocate() }

  @inline(__always)
  func gap(_ bits: UInt64) -> Double {
    // u × 2⁵³, a whole number of which no bit is lost: its exponent and mantissa.
    let pattern = Double((bits &>> 11) &+ 1).bitPattern
    let exponent = Int(pattern &>> 52) &- 1_023
    let stretch = stretches[Int((pattern &>> 44) & 255)]
    let mantissa = Double(bitPattern: (pattern & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000)
    let rest = (mantissa - stretch.center) * stretch.inverse
    let series = rest * (1 - rest * (0.5 - rest * (1 / 3.0 - rest * 0.25)))
    return max(0, Double(53 &- exponent) * logarithmOfTwo - (stretch.logarithm + series))
  }
}
