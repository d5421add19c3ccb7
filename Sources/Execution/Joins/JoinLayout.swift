import Columnar

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
  /// Shows those columns of a pair for which it failed.
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

  /// The last watermark at which a row of this time may still find a partner.
  func expiry(_ time: Int64, isLeft: Bool) -> Int64 {
    let sum =
      isLeft
      ? time.subtractingReportingOverflow(lower) : time.addingReportingOverflow(upper)
    return sum.overflow ? .max : sum.partialValue
  }
}
