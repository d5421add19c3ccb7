import Columnar

/// Doubles rounded to the middle of a bucket, 256 of them between a number and its double.
///
/// No value moves by more than a 512th of itself, so a percentile of rounded values is as near to that of the values
/// themselves; and values between 1 and a million are 5 000 buckets at most, however many there are. Rounding one value
/// needs no other: counts of buckets are the same in whatever order rows come, and can be taken back.
enum Buckets {
  private static let droppedBits: UInt64 = 44

  static func rounded(_ value: Double) -> Double {
    // A subnormal number has fewer digits than a bucket; infinity and NaN are as they are.
    guard value.isNormal else { return value }
    let dropped: UInt64 = 1 << droppedBits - 1
    return Double(bitPattern: value.bitPattern & ~dropped | 1 << (droppedBits - 1))
  }

  static func rounded(_ column: Column) -> Column {
    let buffer = Buffer(byteCount: column.count * 8)
    let (source, target) = (column.doubles, buffer.pointer(to: Double.self))
    for row in 0..<column.count { target[row] = rounded(source[row]) }
    return Column(
      type: column.type, count: column.count, values: buffer, validity: column.sharedValidity)
  }
}
