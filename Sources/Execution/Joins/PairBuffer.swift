/// Pairs of a batch's row and a kept row.
struct PairBuffer: ~Copyable {
  /// So many are handled together.
  static let countMax = 1 << 15

  private(set) var rows = DenseArray<UInt32>()
  private(set) var numbers = DenseArray<UInt32>()
  private(set) var count = 0

  var isFull: Bool { count >= PairBuffer.countMax }

  @inline(__always)
  mutating func append(row: Int, number: Int) {
    rows.reserve(count + 1)
    numbers.reserve(count + 1)
    rows[count] = UInt32(truncatingIfNeeded: row)
    numbers[count] = UInt32(truncatingIfNeeded: number)
    count &+= 1
  }

  /// Only the pairs at these places, in rising order.
  mutating func keep(_ places: UnsafeBufferPointer<UInt32>) {
    for (target, place) in places.enumerated() {
      rows[target] = rows[Int(place)]
      numbers[target] = numbers[Int(place)]
    }
    count = places.count
  }

  mutating func clear() { count = 0 }

  var rowPointer: UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: UnsafePointer(rows.base), count: count)
  }
  var numberPointer: UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: UnsafePointer(numbers.base), count: count)
  }
}
