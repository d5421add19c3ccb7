/// One partition of a stream as a perfect pipeline sees it.
struct PartitionTruth {
  var counts = TruthCounts()
  /// Event time of the row that is furthest ahead, µs; before the first, one that is behind all.
  private(set) var newest = Int64.min / 2

  /// Before the first row nothing is late, however large delay and window are.
  @inline(__always)
  func watermark(_ delay: Int64) -> Int64 { newest &- delay }

  /// A row that passes the table's row constraints, a copy too, advances the watermark behind it.
  @inline(__always)
  mutating func advance(to time: Int64) { newest = max(newest, time) }
}

/// The tumbling window that a time lies in; times before 1970 do not occur.
@inline(__always)
func windowStart(of time: Int64, size: Int64) -> Int64 { time &- time % size }
