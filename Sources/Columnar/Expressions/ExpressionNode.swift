import Synchronization

/// An expression with its kernels chosen.
indirect enum ExpressionNode: Sendable {
  case column(Int)
  case constant(ConstantColumn)
  /// A constant subtree that fails, in every row alike.
  case failure(ExpressionError, DataType)
  case call(ScalarFunction, [ExpressionNode])
  case compareWords(Comparison, ExpressionNode, Int64)
  case cast(CastKernel, ExpressionNode, DataType)
  case connective([ExpressionNode], isAnd: Bool)
  case not(ExpressionNode)
  case isNull(ExpressionNode, negated: Bool)
  case isDistinct(ExpressionNode, ExpressionNode, negated: Bool)
  case branches([(condition: ExpressionNode, result: ExpressionNode)], ExpressionNode, DataType)
  case coalesce([ExpressionNode], DataType)
}

/// A constant as a column: the longest that was asked for is kept, shorter ones share its memory.
final class ConstantColumn: Sendable {
  let value: Value
  let type: DataType
  private let longest: Mutex<Column>

  init(_ value: Value, _ type: DataType) {
    self.value = value
    self.type = type
    longest = Mutex(.constant(value, type, count: 1))
  }

  func column(count: Int) -> Column {
    longest.withLock { column in
      if column.count < count { column = .constant(value, type, count: count) }
      return column.prefix(count)
    }
  }
}
