/// One overload of a function or operator: fixed argument and result types, and a kernel over whole columns.
public struct ScalarFunction: Sendable {
  public let name: String
  public let arguments: [DataType]
  public let result: DataType
  /// Whole columns of equal length in (never NULL-masked: `strict` functions get their result masked by the caller),
  /// one column out; rows that fail go to `errors` and hold any value.
  public let kernel: @Sendable ([Column], Int, inout RowErrors) -> Column
  /// NULL in any argument gives NULL, and its error does not count.
  public let isStrict: Bool
  /// Answers otherwise each time: never computed once for all rows.
  public let isVolatile: Bool

  public init(
    _ name: String, _ arguments: [DataType], _ result: DataType, isStrict: Bool = true,
    isVolatile: Bool = false,
    kernel: @escaping @Sendable ([Column], Int, inout RowErrors) -> Column
  ) {
    self.name = name
    self.arguments = arguments
    self.result = result
    self.isStrict = isStrict
    self.isVolatile = isVolatile
    self.kernel = kernel
  }
}
