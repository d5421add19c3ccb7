/// Where a sequence of draws begins: names decide, never places in a file, so what is added changes nothing else.
struct DrawOrigin: Sendable {
  private let origin: UInt64

  init(seed: UInt64, _ names: String...) {
    var origin = CounterRandom.mix(seed &+ CounterRandom.step)
    for name in names {
      // FNV-1a, then mixed, so that names that differ in a letter share nothing.
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
      origin = CounterRandom.mix(origin ^ hash)
    }
    self.origin = origin
  }

  /// The bits at a place of the sequence, such as a tick's or an entity's number.
  @inline(__always)
  func bits(at position: Int64) -> UInt64 {
    CounterRandom.mix(
      origin &+ (UInt64(truncatingIfNeeded: position) &+ 1) &* CounterRandom.step)
  }

  /// The bits that belong to a key which is random itself, such as a record's.
  @inline(__always)
  func bits(of key: UInt64) -> UInt64 { CounterRandom.mix(key ^ origin) }
}

extension UInt64 {
  /// Random bits as a number in 0 ..< `bound`.
  @inline(__always)
  func scaled(below bound: Int64) -> Int64 {
    Int64(truncatingIfNeeded: multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Random bits as a number within a range, bounds included.
  @inline(__always)
  func scaled(in range: ClosedRange<Int64>) -> Int64 {
    range.lowerBound &+ scaled(below: range.upperBound &- range.lowerBound &+ 1)
  }

  /// Random bits as a number from 0 to 1, 1 excluded.
  @inline(__always)
  var unit: Double { Double(self &>> 11) * 0x1p-53 }
}
