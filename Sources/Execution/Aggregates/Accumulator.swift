import Columnar
import Planning

/// One aggregate's state for every group of a table: columns over dense group numbers.
///
/// A group's state is zero before its first row and after `reset`. Rows with a negative weight take back what rows
/// with a positive one added; order never matters.
protocol Accumulator: AnyObject {
  /// Room for groups below `limit`.
  func reserve(_ limit: Int)
  func update(_ input: AggregateInput)
  /// The aggregate of each of the groups; groups that have none (overflow) go to `errors`.
  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column
  func reset(_ group: Int)
  /// Memory of all groups' state; costs the same however many there are.
  var byteCount: Int { get }
  /// Adds the state of one group to that of another, as if all rows had come to this; the first keeps its own.
  func add(_ group: Int, to other: Int)
  func encode(_ groups: [UInt32], to writer: inout StateWriter)
  /// Adds to groups whose state is zero.
  func decode(_ groups: [UInt32], from reader: inout StateReader) throws
}

/// Rows for one aggregate: the group and the arguments of each. Rows whose first argument is NULL do not count.
struct AggregateInput {
  var groups: UnsafePointer<UInt32>
  var count: Int
  /// None for `count(*)`.
  var arguments: [Column]
  /// Nil where every row is +1. A weight of 0 changes nothing.
  var weights: UnsafePointer<Int64>?

  var argument: Column? { arguments.first }
}

/// The four ways rows can come: with or without NULLs, with or without weights. `body` gets row and weight, and is
/// inlined four times into loops without branches on either.
@inline(__always)
func forEachRow(
  _ input: AggregateInput, _ body: (_ row: Int, _ group: Int, _ weight: Int64) -> Void
) {
  let (groups, count) = (input.groups, input.count)
  switch (input.argument?.validity, input.weights) {
  case (nil, nil):
    for row in 0..<count { body(row, Int(groups[row]), 1) }
  case (nil, let weights?):
    for row in 0..<count { body(row, Int(groups[row]), weights[row]) }
  case (let validity?, nil):
    for row in 0..<count where validity[row] != 0 { body(row, Int(groups[row]), 1) }
  case (let validity?, let weights?):
    for row in 0..<count where validity[row] != 0 { body(row, Int(groups[row]), weights[row]) }
  }
}
