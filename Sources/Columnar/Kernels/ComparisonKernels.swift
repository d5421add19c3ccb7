/// Comparisons of columns of one layout, a byte a row. NULLs are the caller's to mask.
enum ComparisonKernels {
  static func compare(
    _ comparison: Comparison, _ left: Column, _ right: Column, _ count: Int
  ) -> Column {
    switch left.type.layout {
    case .bit: integers(comparison, count, left.bits, right.bits)
    case .word: integers(comparison, count, left.words, right.words)
    case .double: doubles(comparison, count, left.doubles, right.doubles)
    case .decimal:
      ordered(comparison, count) { Decimal.compare(left.decimals[$0], right.decimals[$0]) }
    case .interval:
      ordered(comparison, count) { SQLOrder.compare(left.intervals[$0], right.intervals[$0]) }
    case .bytes: bytes(comparison, left, right, count)
    }
  }

  @inline(__always)
  private static func bit(_ value: Bool) -> UInt8 { value ? 1 : 0 }

  @inline(__always)
  private static func integers<T: FixedWidthInteger & BitwiseCopyable>(
    _ comparison: Comparison, _ count: Int, _ left: UnsafePointer<T>, _ right: UnsafePointer<T>
  ) -> Column {
    switch comparison {
    case .equal: FixedKernels.zip(.boolean, count, left, right) { bit($0 == $1) }
    case .notEqual: FixedKernels.zip(.boolean, count, left, right) { bit($0 != $1) }
    case .less: FixedKernels.zip(.boolean, count, left, right) { bit($0 < $1) }
    case .lessOrEqual: FixedKernels.zip(.boolean, count, left, right) { bit($0 <= $1) }
    case .greater: FixedKernels.zip(.boolean, count, left, right) { bit($0 > $1) }
    case .greaterOrEqual: FixedKernels.zip(.boolean, count, left, right) { bit($0 >= $1) }
    }
  }

  /// A column of words against a constant: the hottest of filters.
  @inline(never)
  static func words(_ comparison: Comparison, _ column: Column, _ constant: Int64) -> Column {
    let (count, words) = (column.count, column.words)
    return switch comparison {
    case .equal: FixedKernels.map(.boolean, count, words) { bit($0 == constant) }
    case .notEqual: FixedKernels.map(.boolean, count, words) { bit($0 != constant) }
    case .less: FixedKernels.map(.boolean, count, words) { bit($0 < constant) }
    case .lessOrEqual: FixedKernels.map(.boolean, count, words) { bit($0 <= constant) }
    case .greater: FixedKernels.map(.boolean, count, words) { bit($0 > constant) }
    case .greaterOrEqual: FixedKernels.map(.boolean, count, words) { bit($0 >= constant) }
    }
  }

  /// Written without branches: NaN equals itself and is the largest.
  private static func doubles(
    _ comparison: Comparison, _ count: Int, _ left: UnsafePointer<Double>,
    _ right: UnsafePointer<Double>
  ) -> Column {
    @inline(__always) func equal(_ left: Double, _ right: Double) -> UInt8 {
      bit(left == right) | (bit(left != left) & bit(right != right))
    }
    @inline(__always) func less(_ left: Double, _ right: Double) -> UInt8 {
      bit(left < right) | (bit(left == left) & bit(right != right))
    }
    return switch comparison {
    case .equal: FixedKernels.zip(.boolean, count, left, right) { equal($0, $1) }
    case .notEqual: FixedKernels.zip(.boolean, count, left, right) { equal($0, $1) ^ 1 }
    case .less: FixedKernels.zip(.boolean, count, left, right) { less($0, $1) }
    case .lessOrEqual: FixedKernels.zip(.boolean, count, left, right) { less($1, $0) ^ 1 }
    case .greater: FixedKernels.zip(.boolean, count, left, right) { less($1, $0) }
    case .greaterOrEqual: FixedKernels.zip(.boolean, count, left, right) { less($0, $1) ^ 1 }
    }
  }

  @inline(__always)
  private static func ordered(
    _ comparison: Comparison, _ count: Int, _ order: (Int) -> Int
  ) -> Column {
    let buffer = Buffer(byteCount: count)
    let output = buffer.pointer(to: UInt8.self)
    for row in 0..<count { output[row] = bit(comparison.holds(order(row))) }
    return Column(type: .boolean, count: count, values: buffer)
  }

  private static func bytes(
    _ comparison: Comparison, _ left: Column, _ right: Column, _ count: Int
  ) -> Column {
    // Unequal lengths decide equality without looking at the bytes.
    if comparison == .equal || comparison == .notEqual {
      return ordered(comparison, count) { row in
        let (left, right) = (left.slice(row), right.slice(row))
        return left.count == right.count ? SQLOrder.compare(left, right) : 1
      }
    }
    return ordered(comparison, count) { SQLOrder.compare(left.slice($0), right.slice($0)) }
  }
}
