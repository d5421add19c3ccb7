import Glibc

/// The six comparisons, by their SQL names.
enum Comparison: String, CaseIterable, Sendable {
  case equal = "="
  case notEqual = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// The comparison with its sides exchanged.
  var mirrored: Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  @inline(__always)
  func holds(_ order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }
}

/// Orders of values that are not Swift's own.
enum SQLOrder {
  /// Postgres' order of doubles: NaN equals itself and is the largest.
  @inline(__always)
  static func compare(_ left: Double, _ right: Double) -> Int {
    if left < right { return -1 }
    if left > right { return 1 }
    if left == right { return 0 }
    return left.isNaN ? (right.isNaN ? 0 : 1) : -1
  }

  /// By bytes, a beginning before what it begins.
  @inline(__always)
  static func compare(_ left: Bytes, _ right: Bytes) -> Int {
    let common = min(left.count, right.count)
    if common > 0, let leftBase = left.baseAddress, let rightBase = right.baseAddress {
      let order = Int(memcmp(leftBase, rightBase, common))
      if order != 0 { return order }
    }
    return left.count - right.count
  }

  @inline(__always)
  static func compare(_ left: Interval, _ right: Interval) -> Int {
    let (left, right) = (left.span, right.span)
    return left == right ? 0 : left < right ? -1 : 1
  }

  /// The order of two values of one type that are not NULL. Not for hot paths.
  static func compare(_ left: Value, _ right: Value) -> Int {
    switch (left, right) {
    case (.boolean(let left), .boolean(let right)): return (left ? 1 : 0) - (right ? 1 : 0)
    case (.word(let left), .word(let right)): return left == right ? 0 : left < right ? -1 : 1
    case (.double(let left), .double(let right)): return compare(left, right)
    case (.decimal(let left), .decimal(let right)): return Decimal.compare(left, right)
    case (.interval(let left), .interval(let right)): return compare(left, right)
    case (.bytes(let left), .bytes(let right)):
      return left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { compare(left, $0) }
      }
    default: preconditionFailure("values of one type that are not NULL are compared")
    }
  }

  /// The order of two rows of columns of one layout; NULLs are equal to each other and come last.
  public static func compare(_ left: Column, _ row: Int, _ right: Column, _ other: Int) -> Int {
    switch (left.isNull(row), right.isNull(other)) {
    case (true, true): return 0
    case (true, false): return 1
    case (false, true): return -1
    case (false, false): break
    }
    switch left.type.layout {
    case .bit: return Int(left.bits[row]) - Int(right.bits[other])
    case .word:
      let (left, right) = (left.words[row], right.words[other])
      return left == right ? 0 : left < right ? -1 : 1
    case .double: return compare(left.doubles[row], right.doubles[other])
    case .decimal: return Decimal.compare(left.decimals[row], right.decimals[other])
    case .interval: return compare(left.intervals[row], right.intervals[other])
    case .bytes: return compare(left.slice(row), right.slice(other))
    }
  }
}
