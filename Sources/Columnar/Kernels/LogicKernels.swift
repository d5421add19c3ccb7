import Glibc

/// Three-valued logic a byte a row: 0 false, 1 unknown, 2 true, so that AND is the minimum and OR the maximum.
enum LogicKernels {
  static func trits(_ column: Column, errors: RowErrors, _ count: Int) -> Buffer {
    let buffer = Buffer(byteCount: count)
    let output = buffer.pointer(to: UInt8.self)
    let bits = column.bits
    if let validity = column.validity {
      for row in 0..<count { output[row] = (bits[row] & validity[row]) << 1 | (validity[row] ^ 1) }
    } else {
      for row in 0..<count { output[row] = bits[row] << 1 }
    }
    // What a failed operand would have said is unknown.
    for row in errors.rows { output[row] = 1 }
    return buffer
  }

  static func combine(_ target: Buffer, _ other: Buffer, isAnd: Bool, _ count: Int) {
    let (left, right) = (target.pointer(to: UInt8.self), other.pointer(to: UInt8.self))
    if isAnd {
      for row in 0..<count { left[row] = min(left[row], right[row]) }
    } else {
      for row in 0..<count { left[row] = max(left[row], right[row]) }
    }
  }

  static func column(ofTrits trits: Buffer, _ count: Int) -> Column {
    let input = trits.pointer(to: UInt8.self)
    let (bits, validity) = (Buffer(byteCount: count), Buffer(byteCount: count))
    let (bit, valid) = (bits.pointer(to: UInt8.self), validity.pointer(to: UInt8.self))
    var unknown: UInt8 = 0
    for row in 0..<count {
      bit[row] = input[row] >> 1
      valid[row] = (input[row] & 1) ^ 1
      unknown |= input[row] & 1
    }
    return Column(
      type: .boolean, count: count, values: bits, validity: unknown == 0 ? nil : validity)
  }

  /// Both sides without NULLs and errors.
  static func combine(_ left: Column, _ right: Column, isAnd: Bool, _ count: Int) -> Column {
    isAnd
      ? FixedKernels.zip(.boolean, count, left.bits, right.bits) { $0 & $1 }
      : FixedKernels.zip(.boolean, count, left.bits, right.bits) { $0 | $1 }
  }

  static func not(_ column: Column, _ count: Int) -> Column {
    FixedKernels.map(.boolean, count, column.bits) { $0 ^ 1 }.masked(by: column.sharedValidity)
  }

  static func isNull(_ column: Column, negated: Bool, _ count: Int) -> Column {
    guard let validity = column.validity else {
      return .constant(.boolean(negated), .boolean, count: count)
    }
    let flip: UInt8 = negated ? 0 : 1
    return FixedKernels.map(.boolean, count, validity) { $0 ^ flip }
  }

  /// Equality in which NULLs are equal to each other.
  static func isDistinct(_ left: Column, _ right: Column, negated: Bool, _ count: Int) -> Column {
    let equal = ComparisonKernels.compare(.equal, left, right, count)
    let buffer = Buffer(byteCount: count)
    let output = buffer.pointer(to: UInt8.self)
    let flip: UInt8 = negated ? 0 : 1
    for row in 0..<count {
      let (leftNull, rightNull) = (left.isNull(row), right.isNull(row))
      let same: UInt8 = leftNull || rightNull ? (leftNull && rightNull ? 1 : 0) : equal.bits[row]
      output[row] = same ^ flip
    }
    return Column(type: .boolean, count: count, values: buffer)
  }

  /// Present where both are; nil where nothing is NULL.
  static func intersection(_ left: Buffer?, _ right: Buffer?, _ count: Int) -> Buffer? {
    guard let left else { return right }
    guard let right else { return left }
    if left === right { return left }
    let buffer = Buffer(byteCount: count)
    let output = buffer.pointer(to: UInt8.self)
    let (first, second) = (left.pointer(to: UInt8.self), right.pointer(to: UInt8.self))
    for row in 0..<count { output[row] = first[row] & second[row] }
    return buffer
  }
}
