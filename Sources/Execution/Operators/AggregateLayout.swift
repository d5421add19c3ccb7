import Columnar

/// Where an aggregation finds what it needs in its prepared input: every expression is a column already.
struct AggregateLayout: Sendable {
  var keys: [Int]
  /// Of each call what its accumulator takes; none for `count(*)`.
  var arguments: [[Int]]
  var closing: ClosingLayout?

  /// Columns whose hash decides the worker: the keys without the window's bounds; the window's end where there are no
  /// others. So all windows of a key are kept by one worker, in one key group.
  var exchangeColumns: [Int] {
    guard let closing else { return keys }
    let others = closing.otherKeys.map { keys[$0] }
    return others.isEmpty ? [closing.end] : others
  }
}

extension AggregateLayout {
  /// By some of the keys. A row that is late is late in every grouping set: the first one sets it aside.
  func limited(toKeys set: [Int], isFirst: Bool) -> AggregateLayout {
    var result = self
    result.keys = set.map { keys[$0] }
    guard var closing else { return result }
    let positions = { (all: [Int]) in all.compactMap { set.firstIndex(of: $0) } }
    closing.otherKeys = positions(closing.otherKeys)
    closing.startKeys = positions(closing.startKeys)
    closing.endKeys = positions(closing.endKeys)
    closing.setsLateAside = isFirst
    result.closing = closing
    return result
  }
}

/// The columns of an aggregation that closes windows.
struct ClosingLayout: Sendable {
  var start: Int
  var end: Int
  var watermark: Int
  /// Positions among the keys that are not the window's start or end.
  var otherKeys: [Int]
  /// Positions among the keys that are the window's start, and its end.
  var startKeys: [Int]
  var endKeys: [Int]
  /// The columns that `VIEW.late` shows before window_start, window_end and late_by.
  var lateColumns: [LateColumn]
  /// Emits each window once, when it closes; otherwise changes, and closing only frees state.
  var isFinal: Bool
  /// Late rows go to `VIEW.late`; false where another aggregate over the same rows says so already.
  var setsLateAside = true
}

/// A column of `VIEW.late`; another window of the view may have columns that this one lacks.
enum LateColumn: Sendable {
  case input(Int)
  case missing(DataType)
}

enum ExchangeHash {
  static func hashes(_ columns: [Column], _ count: Int) -> [UInt64] {
    [UInt64](unsafeUninitializedCapacity: count) { hashes, written in
      if let base = hashes.baseAddress {
        KeyHash.hash(columns, count: count, into: base)
        if columns.isEmpty { base.update(repeating: 0, count: count) }
      }
      written = count
    }
  }
}
