/// How much an operator keeps.
public struct StateSize: Hashable, Sendable {
  /// Rows, groups, keys or sessions: whatever the operator counts its state by.
  public var rows: Int
  /// Memory that its containers hold, used or not; what the allocator adds is not counted.
  public var bytes: Int

  public init(rows: Int, bytes: Int) {
    self.rows = rows
    self.bytes = bytes
  }

  public static let zero = StateSize(rows: 0, bytes: 0)

  public static func + (left: StateSize, right: StateSize) -> StateSize {
    StateSize(rows: left.rows + right.rows, bytes: left.bytes + right.bytes)
  }

  public static func += (left: inout StateSize, right: StateSize) { left = left + right }
}
