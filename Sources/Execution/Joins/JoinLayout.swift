import Columnar
import Dataflow

/// Where a join finds what it needs in the batches of its two inputs, and what it gives.
struct JoinLayout: Sendable {
  var left: JoinSideLayout
  var right: JoinSideLayout
  /// Types of the keys; both sides' have the same layout.
  var keys: [DataType]
  /// The columns that are handed on.
  var output: [JoinColumn]
  var condition: JoinCondition?
  var rows: JoinEmission
  var bound: JoinBound?
  /// The last output column is the greater of both sides' watermarks.
  var hasWatermark: Bool

  func side(_ isLeft: Bool) -> JoinSideLayout { isLeft ? left : right }
}

struct JoinSideLayout: Sendable {
  /// Columns of the batch that are the keys.
  var keys: [Int]
  /// Columns of the batch that are kept.
  var stored: [Int]
  var types: [DataType]
  /// Never takes a row back.
  var isAppendOnly: Bool
  /// The carried watermark: among the batch's columns, and among the kept ones where it is handed on.
  var watermark: Int?
  var storedWatermark: Int?
  /// Among the batch's columns: the time that the bound is about.
  var time: Int?
  /// The time is the instant before a window's end.
  var isWindowEnd = false
  /// So much may a row's watermark be past its time without the row being late, in µs.
  var lag: Int64 = 0
  /// The columns that `VIEW.late` shows before late_by.
  var lateColumns: [LateColumn] = []
}

/// A stored column of one side.
struct JoinColumn: Sendable {
  var isLeft: Bool
  /// Among the side's stored columns.
  var index: Int
  var type: DataType
}

/// What pairs with equal keys must fulfil besides.
struct JoinCondition: Sendable {
  var program: ExpressionProgram
  /// The columns that it reads, by its own numbers.
  var columns: [JoinColumn]
  /// The columns of a pair for which it failed, as `errorRows` shows them.
  var shown: [JoinColumn]
  var errorRows: ErrorRows
}

/// Which rows leave a join.
struct JoinEmission: Sendable {
  /// Each pair.
  var pairs: Bool
  /// Left rows that have a partner, once.
  var matchedLeft = false
  /// Rows of a side that have none, with NULLs for the other side's columns.
  var unmatchedLeft = false
  var unmatchedRight = false

  /// Whether a side's partners are counted.
  func counts(isLeft: Bool) -> Bool {
    isLeft ? matchedLeft || unmatchedLeft : unmatchedRight
  }

  func unmatched(isLeft: Bool) -> Bool { isLeft ? unmatchedLeft : unmatchedRight }
}

/// lower ≤ left time − right time ≤ upper.
struct JoinBound: Sendable {
  var lower: Int64
  var upper: Int64
  /// The lags of both sides.
  var leftLag: Int64 = 0
  var rightLag: Int64 = 0

  /// The last watermark at which a row of this time may still find a partner.
  func expiry(_ time: Int64, isLeft: Bool) -> Int64 {
    time.addingClamped(isLeft ? rightLag - lower : upper + leftLag)
  }
}

extension Int64 {
  /// The sum, or the greatest number where it does not fit.
  func addingClamped(_ other: Int64) -> Int64 {
    let sum = addingReportingOverflow(other)
    return sum.overflow ? .max : sum.partialValue
  }
}

// MARK: Rows that take no part

extension JoinSideLayout {
  /// Of each row, in µs; the instant before the end of a window.
  func times(of batch: Batch) -> [Int64] {
    guard let time else { preconditionFailure("a join that is bound in time knows its times") }
    let column = batch.columns[time]
    let shift: Int64 = isWindowEnd ? 1 : 0
    return (0..<batch.count).map { column.words[$0] &- shift }
  }

  /// Rows whose time (and lag) is before their carried watermark go to `VIEW.late`. Without a watermark none is late.
  func withoutLate(_ batch: Batch, view: String, to output: Output) -> Batch {
    guard let watermark else { return batch }
    let (times, watermarks) = (times(of: batch), batch.columns[watermark])
    let late = (0..<UInt32(batch.count)).filter {
      times[Int($0)].addingClamped(lag) < watermarks.words[Int($0)]
    }
    if late.isEmpty { return batch }
    output.aside(.late(view: view), lateBatch(batch, late, times, watermarks))
    return batch.without(late)
  }

  private func lateBatch(
    _ batch: Batch, _ rows: [UInt32], _ times: [Int64], _ watermarks: Column
  ) -> Batch {
    let lateBy = ColumnBuilder(.interval, capacity: rows.count)
    let shift: Int64 = isWindowEnd ? 1 : 0
    for row in rows {
      let time = times[Int(row)] &+ shift
      let by = watermarks.words[Int(row)].subtractingReportingOverflow(time)
      lateBy.append(interval: Interval(microseconds: by.overflow ? .max : by.partialValue))
    }
    let shown = lateColumns.map { column -> Column in
      switch column {
      case .input(let number): batch.columns[number]
      case .missing(let type): .constant(.null, type, count: batch.count)
      }
    }
    let gathered = rows.withUnsafeBufferPointer { batch.replacing(columns: shown).gather($0) }
    return gathered.replacing(columns: gathered.columns + [lateBy.finish()])
  }

  /// Rows that can have no partner: NULL is equal to nothing.
  func rowsWithNullKey(_ batch: Batch) -> [UInt32] {
    let keys = keys.map { batch.columns[$0] }.filter { $0.validity != nil }
    if keys.isEmpty { return [] }
    return (0..<UInt32(batch.count)).filter { row in keys.contains { $0.isNull(Int(row)) } }
  }
}

extension Batch {
  /// The rows but these, which rise.
  func without(_ rows: [UInt32]) -> Batch {
    var left = rows[...]
    let kept = (0..<UInt32(count)).filter { row in
      guard left.first == row else { return true }
      left.removeFirst()
      return false
    }
    return kept.withUnsafeBufferPointer { gather($0) }
  }
}
