extension CounterRandom {
  /// The bits at a place of the sequence, such as a tick's or an entity's number.
  @inline(__always)
  func bits(at position: Int64) -> UInt64 { bits(position, 0) }

  /// The bits that belong to a key which is random itself, such as a planned record's.
  @inline(__always)
  func bits(of key: UInt64) -> UInt64 { bits(Int64(bitPattern: key), 0) }
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
  var unit: Double { CounterRandom.unit(self) }
}
