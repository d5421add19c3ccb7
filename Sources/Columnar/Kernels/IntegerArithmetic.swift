/// Arithmetic of smallint, integer and bigint; leaving the type's range is an error of the row.
enum IntegerArithmetic {
  static func add(
    _ type: DataType, _ columns: [Column], _ count: Int, _ errors: inout RowErrors
  ) -> Column {
    zip(type, columns, count, &errors) { $0.addingReportingOverflow($1) }
  }

  static func subtract(
    _ type: DataType, _ columns: [Column], _ count: Int, _ errors: inout RowErrors
  ) -> Column {
    zip(type, columns, count, &errors) { $0.subtractingReportingOverflow($1) }
  }

  static func multiply(
    _ type: DataType, _ columns: [Column], _ count: Int, _ errors: inout RowErrors
  ) -> Column {
    zip(type, columns, count, &errors) { $0.multipliedReportingOverflow(by: $1) }
  }

  @inline(__always)
  private static func zip(
    _ type: DataType, _ columns: [Column], _ count: Int, _ errors: inout RowErrors,
    _ body: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> Column {
    let (left, right) = (columns[0].words, columns[1].words)
    if type == .bigint {
      return FixedKernels.zipFlagged(type, count, left, right, &errors, .outOfRange(type)) {
        let (value, overflow) = body($0, $1)
        return (value, overflow)
      }
    }
    // Narrow operands cannot overflow 64 bits: only the range is asked.
    let (low, high) = (type.integerRange.lowerBound, type.integerRange.upperBound)
    return FixedKernels.zipFlagged(type, count, left, right, &errors, .outOfRange(type)) {
      let value = body($0, $1).partialValue
      return (value, value < low || value > high)
    }
  }

  /// Truncates toward zero.
  static func divide(
    _ type: DataType, _ columns: [Column], _ count: Int, _ errors: inout RowErrors
  ) -> Column {
    let (left, right) = (columns[0].words, columns[1].words)
    let range = type.integerRange
    return FixedKernels.mapThrowing(type, count, validity: nil, zero: Int64(0), &errors) {
      row throws(ExpressionError) in
      if right[row] == 0 { throw .divisionByZero }
      let (value, overflow) = left[row].dividedReportingOverflow(by: right[row])
      if overflow || !range.contains(value) { throw .outOfRange(type) }
      return value
    }
  }

  static func remainder(
    _ type: DataType, _ columns: [Column], _ count: Int, _ errors: inout RowErrors
  ) -> Column {
    let (left, right) = (columns[0].words, columns[1].words)
    return FixedKernels.mapThrowing(type, count, validity: nil, zero: Int64(0), &errors) {
      row throws(ExpressionError) in
      if right[row] == 0 { throw .divisionByZero }
      // The smallest integer by −1 overflows as a quotient; the remainder is 0 all the same.
      return right[row] == -1 ? 0 : left[row] % right[row]
    }
  }
}
