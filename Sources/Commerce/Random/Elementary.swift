/// Logarithm, exponential and normal quantile from + − × ÷ √ and the bits of numbers alone.
///
/// The C library's differ between machines in the last digit; a digit is enough to move a rounded price. These give the
/// same bits everywhere. Relative error below 10⁻¹⁵ (of the quantile 10⁻¹⁴).
enum Elementary {
  /// Natural logarithm of a finite normal number above 0.
  static func log(_ value: Double) -> Double {
    precondition(value >= 0x1p-1022 && value.isFinite, "a logarithm is of a normal number above 0")
    // value = fraction × 2^power with the fraction within √½ and √2.
    var power = Int64(value.bitPattern >> 52) - 1_023
    var fraction = Double(bitPattern: value.bitPattern & 0x000F_FFFF_FFFF_FFFF | 0x3FF0 << 48)
    if fraction > 1.414213562373095 {
      fraction /= 2
      power += 1
    }
    // ln f = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …), |s| ≤ 0.172.
    let s = (fraction - 1) / (fraction + 1)
    let square = s * s
    var sum = 0.0
    for divisor in stride(from: 23.0, through: 3, by: -2) { sum = (sum + 1 / divisor) * square }
    let tail = 2 * s * sum + Double(power) * lowerLog2
    return Double(power) * upperLog2 + (2 * s + tail)
  }

  /// e to the power of `value`, which lies within ±700.
  static func exp(_ value: Double) -> Double {
    precondition(value >= -700 && value <= 700, "an exponent lies within ±700")
    let power = (value / (upperLog2 + lowerLog2)).rounded()
    let rest = (value - power * upperLog2) - power * lowerLog2
    // The series of e^rest for |rest| ≤ 0.35, from its far end.
    var sum = 1.0
    for divisor in stride(from: 16.0, through: 1, by: -1) { sum = 1 + sum * rest / divisor }
    return sum * Double(bitPattern: UInt64(Int64(power) + 1_023) << 52)
  }

  /// The number below which a standard normal draw falls with this probability, within 0 and 1 without either.
  ///
  /// Wichura's rational approximations, Algorithm AS 241 (Applied Statistics 37, 1988).
  static func normalQuantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a probability lies within 0 and 1")
    let q = probability - 0.5
    if abs(q) <= 0.425 { return q * central.value(0.180625 - q * q) }
    let tail = q < 0 ? probability : 1 - probability
    let r = (-log(tail)).squareRoot()
    let magnitude = r <= 5 ? middle.value(r - 1.6) : far.value(r - 5)
    return q < 0 ? -magnitude : magnitude
  }

  /// ln 2 in two parts, the first with so few bits that its product with a power of two's exponent is exact.
  private static let upperLog2 = Double(bitPattern: 0x3FE6_2E42_FEE0_0000)
  private static let lowerLog2 = 1.908214929270587700e-10

  /// A quotient of polynomials; coefficients from the constant on.
  private struct Rational {
    var numerator: [Double]
    var denominator: [Double]

    func value(_ x: Double) -> Double {
      let above = numerator.reversed().reduce(0.0) { $0 * x + $1 }
      return above / denominator.reversed().reduce(0.0) { $0 * x + $1 }
    }
  }

  private static let central = Rational(
    numerator: [
      3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427,
      13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
      33430.575583588128105, 2509.0809287301226727,
    ],
    denominator: [
      1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
      21213.794301586595867, 39307.895800092710610, 28729.085735721942674,
      5226.4952788528545610,
    ])
  private static let middle = Rational(
    numerator: [
      1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
      3.64784832476320460504, 1.27045825245236838258, 0.241780725177450611770,
      0.0227238449892691845833, 7.74545014278341407640e-4,
    ],
    denominator: [
      1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
      0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4,
      1.05075007164441684324e-9,
    ])
  private static let far = Rational(
    numerator: [
      6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
      0.296560571828504891230, 0.0265321895265761230930, 1.24266094738807843860e-3,
      2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ],
    denominator: [
      1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
      7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
      2.04426310338993978564e-15,
    ])
}
