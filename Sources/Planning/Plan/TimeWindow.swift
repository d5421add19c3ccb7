/// Windows that a row's time alone decides: TUMBLE, HOP and CUMULATE. All spans in microseconds.
public struct TimeWindow: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// One after the other, each of `size`.
    case tumble(size: Int64)
    /// Each of `size`, one beginning every `slide`, which is at most `size`.
    case hop(slide: Int64, size: Int64)
    /// All that begin together grow by `step` up to `size`, a multiple of it; then the next begin.
    case cumulate(step: Int64, size: Int64)
  }

  public var kind: Kind
  public var timeColumn: Int
  /// Windows begin at multiples of their grid after `offset`.
  public var offset: Int64
  /// For timestamptz, windows are laid in the session's local time, so that day windows begin at its midnight.
  public var isLocal: Bool

  public init(_ kind: Kind, timeColumn: Int, offset: Int64, isLocal: Bool) {
    self.kind = kind
    self.timeColumn = timeColumn
    self.offset = offset
    self.isLocal = isLocal
  }

  /// How far apart windows begin.
  public var grid: Int64 {
    switch kind {
    case .tumble(let size), .cumulate(_, let size): size
    case .hop(let slide, _): slide
    }
  }

  /// The most windows that one row is in.
  public var windowsMax: Int64 {
    switch kind {
    case .tumble: 1
    case .hop(let slide, let size): (size - 1) / slide + 1
    case .cumulate(let step, let size): size / step
    }
  }
}

/// Windows that the rows themselves make: of each key, rows that lie less than `gap` (µs) apart are one session, from
/// the first of them to `gap` after the last.
public struct SessionWindow: Hashable, Sendable {
  public var timeColumn: Int
  public var gap: Int64
  /// Columns of the input; none: all rows are of one key.
  public var keys: [Int]

  public init(timeColumn: Int, gap: Int64, keys: [Int]) {
    self.timeColumn = timeColumn
    self.gap = gap
    self.keys = keys
  }
}
