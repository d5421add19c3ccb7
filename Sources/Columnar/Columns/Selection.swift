/// Rows of a batch in rising order, in memory that is used again for the next batch.
///
/// One selection belongs to one thread.
public final class Selection {
  private var buffer = Buffer(byteCount: 0)
  /// How many rows are selected.
  public private(set) var count = 0

  public init() {}

  public var rows: UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: UnsafePointer(buffer.pointer(to: UInt32.self)), count: count)
  }

  /// Selects the rows where a boolean column is true: neither false nor NULL, nor among the failed rows.
  public func select(_ predicate: Column, errors: RowErrors = RowErrors()) {
    let rowCount = predicate.count
    if buffer.byteCount < rowCount * 4 { buffer = Buffer(byteCount: rowCount * 4) }
    count = Selection.fill(buffer.pointer(to: UInt32.self), predicate, rowCount)
    if !errors.isEmpty { drop(errors.rows) }
  }

  /// Selects rows by hand.
  public func select(count rowCount: Int, where isSelected: (Int) -> Bool) {
    if buffer.byteCount < rowCount * 4 { buffer = Buffer(byteCount: rowCount * 4) }
    let rows = buffer.pointer(to: UInt32.self)
    count = 0
    for row in 0..<rowCount where isSelected(row) {
      rows[count] = UInt32(truncatingIfNeeded: row)
      count += 1
    }
  }

  /// Without branches: a row that is not selected is overwritten by the next one.
  private static func fill(
    _ rows: UnsafeMutablePointer<UInt32>, _ predicate: Column, _ rowCount: Int
  ) -> Int {
    let bits = predicate.bits
    var selected = 0
    if let validity = predicate.validity {
      for row in 0..<rowCount {
        rows[selected] = UInt32(truncatingIfNeeded: row)
        selected &+= Int(bits[row] & validity[row])
      }
    } else {
      for row in 0..<rowCount {
        rows[selected] = UInt32(truncatingIfNeeded: row)
        selected &+= Int(bits[row])
      }
    }
    return selected
  }

  private func drop(_ failed: [Int]) {
    let rows = buffer.pointer(to: UInt32.self)
    var (kept, next) = (0, 0)
    for index in 0..<count {
      let row = Int(rows[index])
      while next < failed.count, failed[next] < row { next += 1 }
      if next < failed.count, failed[next] == row { continue }
      rows[kept] = rows[index]
      kept += 1
    }
    count = kept
  }
}
