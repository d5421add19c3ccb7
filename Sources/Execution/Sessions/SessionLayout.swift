import Columnar

/// Where a session aggregation finds what it needs in its prepared input, and what it makes of it.
struct SessionLayout: Sendable {
  /// A key of the output.
  enum OutputKey: Sendable {
    /// A key of the sessions, by its position among `keys`.
    case key(Int)
    case start
    case end
  }

  var gap: Int64
  var time: Int
  /// The sessions' keys; their hash decides the worker.
  var keys: [Int]
  var outputKeys: [OutputKey]
  /// One for each call; nil for `count(*)`.
  var arguments: [[Int]]
  /// Nil: sessions never close, and nothing is late.
  var watermark: Int?
  /// The columns that `VIEW.late` shows before window_start, window_end and late_by.
  var lateColumns: [LateColumn]
  /// Emits each session once, when it closes.
  var isFinal: Bool
}
