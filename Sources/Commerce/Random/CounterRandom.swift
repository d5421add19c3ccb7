/// Random bits addressed by position: SplitMix64, entered at any place of its sequence.
///
/// The bits of (seed, position, draw) never depend on what was drawn before, so any part of a stream can be made by
/// itself, in any order and on any machine.
struct CounterRandom: Sendable {
  /// Draws that one position has.
  static let drawsPerPosition: UInt64 = 8

  private let origin: UInt64

  init(seed: UInt64, stream: UInt64) {
    origin = CounterRandom.mix(CounterRandom.mix(seed &+ CounterRandom.step) ^ stream)
  }

  @inline(__always)
  func bits(_ position: Int64, _ draw: UInt64) -> UInt64 {
    let index = UInt64(truncatingIfNeeded: position) &* CounterRandom.drawsPerPosition &+ draw
    return CounterRandom.mix(origin &+ (index &+ 1) &* CounterRandom.step)
  }

  /// A number in 0 ..< `bound`, as good as uniform (the bias is bound ÷ 2⁶⁴).
  @inline(__always)
  func below(_ bound: Int64, _ position: Int64, _ draw: UInt64) -> Int64 {
    Int64(bits(position, draw).multipliedFullWidth(by: UInt64(bound)).high)
  }

  static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// SplitMix64's output function.
  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }
}
