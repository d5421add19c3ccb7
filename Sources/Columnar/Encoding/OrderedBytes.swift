/// Single values as bytes in their order; see `OrderedEncoding`. A mask flips all bits where the order is descending.
enum OrderedBytes {
  // MARK: Words and doubles

  @inline(__always)
  private static func append(
    bigEndian value: UInt64, _ mask: UInt8, to sink: inout [UInt8]
  ) {
    let masked = mask == 0 ? value : ~value
    withUnsafeBytes(of: masked.bigEndian) { sink.append(contentsOf: $0) }
  }

  @inline(__always)
  private static func bigEndian(_ at: UnsafePointer<UInt8>, _ mask: UInt8) -> UInt64 {
    let value = UInt64(bigEndian: UnsafeRawPointer(at).loadUnaligned(as: UInt64.self))
    return mask == 0 ? value : ~value
  }

  @inline(__always)
  static func append(word: Int64, _ mask: UInt8, to sink: inout [UInt8]) {
    append(bigEndian: UInt64(bitPattern: word) ^ 1 << 63, mask, to: &sink)
  }

  @inline(__always)
  static func word(_ at: UnsafePointer<UInt8>, _ mask: UInt8) -> Int64 {
    Int64(bitPattern: bigEndian(at, mask) ^ 1 << 63)
  }

  /// Negative numbers with all bits flipped, others with the sign bit flipped.
  static func append(double: Double, _ mask: UInt8, to sink: inout [UInt8]) {
    let bits = KeyEncoding.canonical(double).bitPattern
    append(bigEndian: bits >> 63 != 0 ? ~bits : bits ^ 1 << 63, mask, to: &sink)
  }

  static func double(_ at: UnsafePointer<UInt8>, _ mask: UInt8) -> Double {
    let ordered = bigEndian(at, mask)
    return Double(bitPattern: ordered >> 63 != 0 ? ordered ^ 1 << 63 : ~ordered)
  }

  /// 0 where the number is its canonical form, else 1 and its bits.
  static func append(digitsOf double: Double, to sink: inout [UInt8]) {
    if KeyEncoding.canonical(double).bitPattern == double.bitPattern { return sink.append(0) }
    sink.append(1)
    sink.append(littleEndian: double.bitPattern)
  }

  static func exactDouble(_ at: UnsafePointer<UInt8>) -> Double {
    Double(bitPattern: UnsafeRawPointer(at).loadUnaligned(as: UInt64.self))
  }

  // MARK: Numerics

  /// 0.d₁d₂…d₃₆ × 10^e: a byte that is 128 for zero, above it e + 165 and then the digits as one number; a negative
  /// number is its opposite with all bits flipped.
  static func append(decimal: Decimal, _ mask: UInt8, to sink: inout [UInt8]) {
    let coefficient = decimal.coefficient
    if coefficient == 0 {
      sink.append(128 ^ mask)
      return sink.append(contentsOf: repeatElement(mask, count: 15))
    }
    let magnitude = coefficient.magnitude
    let digits = Decimal.digitCount(magnitude)
    let mantissa = magnitude * Decimal.powersOfTen[36 - digits].magnitude
    let head = UInt128(165 + digits - decimal.scale) << 120 | mantissa
    let flipped = (coefficient < 0) != (mask != 0)
    withUnsafeBytes(of: (flipped ? ~head : head).bigEndian) { sink.append(contentsOf: $0) }
  }

  /// Without a scale the canonical number.
  static func decimal(_ at: UnsafePointer<UInt8>, _ mask: UInt8, scale: Int?) -> Decimal {
    let raw = UInt128(bigEndian: UnsafeRawPointer(at).loadUnaligned(as: UInt128.self))
    let ordered = mask == 0 ? raw : ~raw
    if ordered >> 120 == 128 { return Decimal(unchecked: 0, scale: scale ?? 0) }
    let isNegative = ordered >> 127 == 0
    let head = isNegative ? ~ordered : ordered
    // The number is mantissa × 10^(exponent − 36).
    let exponent = Int(head >> 120) - 165
    let mantissa = Int128(head & (1 << 120 - 1))
    if let scale {
      let coefficient = mantissa / Decimal.powersOfTen[36 - exponent - scale]
      return Decimal(unchecked: isNegative ? -coefficient : coefficient, scale: scale)
    }
    var (coefficient, digits) = (mantissa, 36 - exponent)
    while digits > 0, coefficient % 10 == 0 {
      (coefficient, digits) = (coefficient / 10, digits - 1)
    }
    return Decimal(unchecked: isNegative ? -coefficient : coefficient, scale: digits)
  }

  // MARK: Intervals

  static func append(span: Int128, _ mask: UInt8, to sink: inout [UInt8]) {
    let ordered = UInt128(bitPattern: span) ^ 1 << 127
    let masked = mask == 0 ? ordered : ~ordered
    withUnsafeBytes(of: masked.bigEndian) { sink.append(contentsOf: $0) }
  }

  static func span(_ at: UnsafePointer<UInt8>, _ mask: UInt8) -> Int128 {
    let value = UInt128(bigEndian: UnsafeRawPointer(at).loadUnaligned(as: UInt128.self))
    return Int128(bitPattern: (mask == 0 ? value : ~value) ^ 1 << 127)
  }

  /// Months and days lie at `fields`; the rest of the length is the time.
  static func interval(
    _ at: UnsafePointer<UInt8>, _ mask: UInt8, fields: UnsafePointer<UInt8>
  ) -> Interval {
    let months = UnsafeRawPointer(fields).loadUnaligned(as: Int32.self)
    let days = UnsafeRawPointer(fields + 4).loadUnaligned(as: Int32.self)
    let whole = Interval(months: months, days: days).span
    return Interval(
      months: months, days: days,
      microseconds: Int64(truncatingIfNeeded: span(at, mask) - whole))
  }

  // MARK: Bytes

  static func append(bytes: Bytes, _ mask: UInt8, to sink: inout [UInt8]) {
    for byte in bytes {
      sink.append(byte ^ mask)
      if byte == 0 { sink.append(255 ^ mask) }
    }
    sink.append(mask)
    sink.append(mask)
  }

  /// Behind the two bytes that end a value.
  static func endOfBytes(_ start: UnsafePointer<UInt8>, _ mask: UInt8) -> UnsafePointer<UInt8> {
    var at = start
    while at[0] != mask || at[1] != mask { at += at[0] == mask ? 2 : 1 }
    return at + 2
  }

  static func readBytes(
    _ start: UnsafePointer<UInt8>, _ mask: UInt8, into builder: ColumnBuilder
  ) {
    let end = endOfBytes(start, mask) - 2
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(end - start, 1)) { plain in
      var count = 0
      var at = start
      while at < end {
        plain[count] = at[0] ^ mask
        count += 1
        at += at[0] == mask ? 2 : 1
      }
      builder.append(bytes: UnsafeBufferPointer(rebasing: plain[..<count]))
    }
  }
}
