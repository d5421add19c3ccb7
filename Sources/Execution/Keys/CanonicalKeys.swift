import Columnar

/// Key columns in the one form that equal values share, so that a group's shown key does not depend on which of its
/// rows came first: numbers without trailing zeros (or at their declared scale), 0.0 for −0.0, justified intervals.
enum CanonicalKeys {
  static func canonical(_ column: Column) -> Column {
    switch column.type.layout {
    case .double: mapped(column, column.doubles) { $0.isNaN ? .nan : $0 == 0 ? 0 : $0 }
    case .decimal: mapped(column, column.decimals) { $0.canonical }
    case .interval: mapped(column, column.intervals) { $0.justified ?? $0 }
    case .bit, .word, .bytes: column
    }
  }

  /// What a group's key looks like: numeric(p, s) has its declared scale again.
  static func shown(_ column: Column) -> Column {
    guard case .numeric(_?, let scale) = column.type else { return column }
    return mapped(column, column.decimals) { $0.rounded(toScale: scale ?? 0) ?? $0 }
  }

  @inline(__always)
  private static func mapped<T: BitwiseCopyable>(
    _ column: Column, _ source: UnsafePointer<T>, _ transform: (T) -> T
  ) -> Column {
    let buffer = Buffer(byteCount: column.count * MemoryLayout<T>.stride)
    let target = buffer.pointer(to: T.self)
    for row in 0..<column.count where !column.isNull(row) { target[row] = transform(source[row]) }
    if column.validity != nil {
      for row in 0..<column.count where column.isNull(row) {
        (target + row).withMemoryRebound(to: UInt8.self, capacity: MemoryLayout<T>.stride) {
          $0.update(repeating: 0, count: MemoryLayout<T>.stride)
        }
      }
    }
    return Column(
      type: column.type, count: column.count, values: buffer, validity: column.sharedValidity)
  }
}
