extension CounterRandom {
  /// The draws of a thing that a scenario names, such as `stream orders qty`: they depend on its names alone, never
  /// on its place in the file, so that adding a stream or a field leaves the others' values as they are.
  init(seed: UInt64, names: String...) {
    // FNV-1a with a zero byte behind each name.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for name in names {
      for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      hash = hash &* 0x0000_0100_0000_01B3
    }
    self.init(seed: seed, stream: hash)
  }

  /// Uniform over 0 ..< 1, in steps of 2⁻⁵³.
  @inline(__always)
  static func unit(_ bits: UInt64) -> Double {
    Double(bits &>> 11) * 0x1p-53
  }

  /// Uniform within 0 and 1 without either, in steps of 2⁻⁵³.
  @inline(__always)
  static func openUnit(_ bits: UInt64) -> Double {
    (Double(bits &>> 12) + 0.5) * 0x1p-52
  }
}
