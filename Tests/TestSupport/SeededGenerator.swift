/// Random numbers that can be had again: SplitMix64. A test that uses one prints `seed` where it fails.
public struct SeededGenerator: RandomNumberGenerator, CustomStringConvertible {
  public let seed: UInt64
  private var state: UInt64

  public init(seed: UInt64 = UInt64.random(in: 0..<1 << 32)) {
    self.seed = seed
    state = seed
  }

  public var description: String { "seed \(seed)" }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}

/// Runs a body for each value; a failure names the value that it happened with.
public func withEvery<T>(_ values: some Sequence<T>, _ body: (T) throws -> Void) rethrows {
  for value in values {
    do {
      try body(value)
    } catch {
      print("failed with \(value)")
      throw error
    }
  }
}
