import Columnar
import Glibc
import Planning

/// Orders rows by key columns as ORDER BY does; rows with equal keys keep their order.
struct SortOrder {
  private let columns: [Column]
  private let keys: [SortKey]

  /// A column for each key.
  init(_ columns: [Column], _ keys: [SortKey]) {
    self.columns = columns
    self.keys = keys
  }

  /// The numbers of the rows in order.
  func rows(_ count: Int) -> [UInt32] {
    (0..<UInt32(count)).sorted { left, right in
      let order = compare(Int(left), Int(right))
      return order == 0 ? left < right : order < 0
    }
  }

  private func compare(_ left: Int, _ right: Int) -> Int {
    for (column, key) in zip(columns, keys) {
      switch (column.isNull(left), column.isNull(right)) {
      case (true, true): continue
      case (true, false): return key.nullsFirst ? -1 : 1
      case (false, true): return key.nullsFirst ? 1 : -1
      case (false, false):
        let order = SortOrder.compare(column, left, right)
        if order != 0 { return key.isDescending ? -order : order }
      }
    }
    return 0
  }

  /// Values that are not NULL, as SQL orders them: NaN is the largest number, text goes by bytes.
  static func compare(_ column: Column, _ left: Int, _ right: Int) -> Int {
    switch column.type.layout {
    case .bit: return order(column.bits[left], column.bits[right])
    case .word: return order(column.words[left], column.words[right])
    case .double:
      let (left, right) = (column.doubles[left], column.doubles[right])
      if left.isNaN || right.isNaN { return order(left.isNaN ? 1 : 0, right.isNaN ? 1 : 0) }
      return order(left, right)
    case .decimal: return order(column.decimals[left], column.decimals[right])
    case .interval: return order(column.intervals[left], column.intervals[right])
    case .bytes:
      let (left, right) = (column.slice(left), column.slice(right))
      guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else {
        return order(left.count, right.count)
      }
      let bytes = Int(memcmp(leftBase, rightBase, min(left.count, right.count)))
      return bytes == 0 ? order(left.count, right.count) : bytes
    }
  }

  @inline(__always)
  private static func order<T: Comparable>(_ left: T, _ right: T) -> Int {
    left < right ? -1 : right < left ? 1 : 0
  }
}
