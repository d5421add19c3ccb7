/// Memory for a value a row; it belongs to one thread.
final class RowBuffer<Value: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Value>

  init(capacity: Int = EventBlock.largestCount) { base = .allocate(capacity: capacity) }

  deinit { base.deallocate() }
}

/// The rows for which generators are asked for values, and what these read of them.
///
/// Rows are records of a stream, or entities of a population. It belongs to one thread.
class FillContext {
  let capacity: Int
  /// Texts of the columns of these rows.
  let arena = TextArena()
  final private(set) var count = 0
  private let identity: RowBuffer<Int32>
  private let positionBuffer: RowBuffer<Int64>
  private let timeBuffer: RowBuffer<Int64>

  init(capacity: Int) {
    self.capacity = capacity
    identity = RowBuffer(capacity: capacity)
    positionBuffer = RowBuffer(capacity: capacity)
    timeBuffer = RowBuffer(capacity: capacity)
    for row in 0..<capacity { identity.base[row] = Int32(row) }
  }

  /// Where each row's draws are made: the record's or the entity's number.
  final var positions: UnsafeMutablePointer<Int64> { positionBuffer.base }
  /// The event's time, or the entity's birth; µs since 1970.
  final var times: UnsafeMutablePointer<Int64> { timeBuffer.base }
  final var everyRow: RowSelection { RowSelection(rows: identity.base, count: count) }

  final func beginRows(_ count: Int) {
    precondition(count <= capacity, "the rows fit")
    self.count = count
  }

  /// An input's values, a value a row. The column is valid until the next rows.
  func column(_ input: Input) -> FieldColumn {
    preconditionFailure("a context gives its inputs")
  }

  /// Local times where the rows' cells lie, µs; UTC where they have none.
  func localTimes() -> UnsafePointer<Int64> { UnsafePointer(times) }
}
