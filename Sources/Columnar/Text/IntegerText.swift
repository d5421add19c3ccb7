/// Integers as decimal text.
enum IntegerText {
  /// Optional sign and digits, nothing else; nil where it is no integer or exceeds 64 bits.
  static func parse(_ text: Bytes) -> Int64? {
    var at = 0
    var negative = false
    if let first = text.first, first == ASCII.minus || first == ASCII.plus {
      negative = first == ASCII.minus
      at = 1
    }
    guard at < text.count else { return nil }
    // Negative accumulation reaches Int64.min, which has no positive counterpart.
    var value: Int64 = 0
    while at < text.count {
      let digit = text[at] &- ASCII.zero
      guard digit < 10 else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (next, underflow) = product.subtractingReportingOverflow(Int64(digit))
      if overflow || underflow { return nil }
      value = next
      at += 1
    }
    if negative { return value }
    return value == .min ? nil : -value
  }

  /// Whether the text has an integer's form, of any size.
  static func hasIntegerForm(_ text: Bytes) -> Bool {
    guard let first = text.first else { return false }
    let digits = first == ASCII.minus || first == ASCII.plus ? text.dropFirst() : text[...]
    return !digits.isEmpty && digits.allSatisfy(ASCII.isDigit)
  }

  static func append(_ value: Int64, to sink: inout [UInt8]) {
    if value < 0 { sink.append(ASCII.minus) }
    append(value.magnitude, digitsMin: 1, to: &sink)
  }

  /// Padded with zeros to a number of digits.
  static func append(_ value: UInt64, digitsMin: Int, to sink: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var at = 20
      var rest = value
      while rest != 0 || 20 - at < digitsMin {
        at -= 1
        digits[at] = ASCII.zero + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      sink.append(contentsOf: Bytes(rebasing: digits[at..<20]))
    }
  }

  /// Two digits, for the fields of dates and times.
  @inline(__always)
  static func appendTwo(_ value: Int64, to sink: inout [UInt8]) {
    sink.append(ASCII.zero + UInt8(truncatingIfNeeded: value / 10))
    sink.append(ASCII.zero + UInt8(truncatingIfNeeded: value % 10))
  }
}
