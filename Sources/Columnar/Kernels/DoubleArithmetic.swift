/// Arithmetic of real and double precision: what overflows to infinity, or vanishes to zero, is an error as in Postgres.
enum DoubleArithmetic {
  static let overflow = ExpressionError("value out of range: overflow")
  static let underflow = ExpressionError("value out of range: underflow")

  @inline(__always)
  static func zip(
    _ type: DataType, _ columns: [Column], _ count: Int, isProduct: Bool,
    _ errors: inout RowErrors, _ body: (Double, Double) -> Double
  ) -> Column {
    let (left, right) = (columns[0].doubles, columns[1].doubles)
    let result = FixedKernels.zipFlagged(type, count, left, right, &errors, overflow) {
      left, right -> (Double, Bool) in
      let value = body(left, right)
      return (value, value.isInfinite && !left.isInfinite && !right.isInfinite)
    }
    if isProduct {
      addUnderflows(result.doubles, count, &errors) { left[$0] != 0 && right[$0] != 0 }
    }
    return result
  }

  static func divide(
    _ type: DataType, _ columns: [Column], _ count: Int, _ errors: inout RowErrors
  ) -> Column {
    let (left, right) = (columns[0].doubles, columns[1].doubles)
    let isReal = type == .real
    let result = FixedKernels.mapThrowing(type, count, validity: nil, zero: 0.0, &errors) {
      row throws(ExpressionError) in
      let (dividend, divisor) = (left[row], right[row])
      if divisor == 0, !dividend.isNaN { throw .divisionByZero }
      let value =
        isReal ? Double(Float(dividend) / Float(divisor)) : dividend / divisor
      if value.isInfinite, !dividend.isInfinite { throw overflow }
      return value
    }
    addUnderflows(result.doubles, count, &errors) {
      left[$0] != 0 && right[$0] != 0 && !right[$0].isInfinite
    }
    return result
  }

  @inline(__always)
  private static func addUnderflows(
    _ values: UnsafePointer<Double>, _ count: Int, _ errors: inout RowErrors,
    where hasFactors: (Int) -> Bool
  ) {
    var vanished = RowErrors()
    for row in 0..<count where values[row] == 0 && hasFactors(row) {
      vanished.append(underflow, row: row)
    }
    errors.merge(vanished)
  }
}
