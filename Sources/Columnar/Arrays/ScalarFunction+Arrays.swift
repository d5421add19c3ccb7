/// Functions that SQL writes with brackets and keywords.
extension ScalarFunction {
  /// `ARRAY[a, b]` of elements that have this type.
  public static func array(of element: DataType, count: Int) -> ScalarFunction {
    ScalarFunction(
      "array", Array(repeating: element, count: count), .array(element), isStrict: false,
      kernel: ArrayKernels.constructed(element))
  }

  /// `a[n]`: NULL where there is no such position.
  public static func element(of element: DataType) -> ScalarFunction {
    ScalarFunction("[]", [.array(element), .integer], element) { columns, count, _ in
      let builder = ColumnBuilder(element, capacity: count)
      let positions = columns[1].words
      for row in 0..<count {
        var reader = ArrayReader(columns[0].slice(row), element)
        var position = Int64(1)
        while position < positions[row], !reader.isAtEnd {
          reader.skip()
          position += 1
        }
        if reader.isAtEnd || position != positions[row] {
          builder.appendNull()
        } else {
          reader.append(to: builder)
        }
      }
      return builder.finish()
    }
  }

  /// `a[n:m]`: the elements that there are between the two, both included.
  public static func slice(of element: DataType) -> ScalarFunction {
    ScalarFunction("[:]", [.array(element), .integer, .integer], .array(element)) {
      columns, count, errors in
      BytesKernels.make(.array(element), count, validity: nil, &errors) {
        row, sink throws(ExpressionError) in
        ArrayKernels.appendSlice(
          columns[0].slice(row), element, from: columns[1].words[row],
          through: columns[2].words[row], to: &sink)
      }
    }
  }

  /// `a = ANY (array)` and `a = ALL (array)` for a comparison of two values: NULL where the array is NULL, or where a
  /// comparison that is NULL could have decided.
  public static func quantified(_ comparison: ScalarFunction, isAll: Bool) -> ScalarFunction {
    let name = "\(comparison.name) \(isAll ? "ALL" : "ANY")"
    let types = [comparison.arguments[0], .array(comparison.arguments[1])]
    return ScalarFunction(name, types, .boolean, isStrict: false) { columns, count, errors in
      let arrays = ArrayElements(columns[1], count: count)
      let total = arrays.elements.count
      let rows = arrays.rows
      let values = rows.withUnsafeBufferPointer { columns[0].gather($0) }
      var failed = RowErrors()
      var compared = comparison.kernel([values, arrays.elements], total, &failed)
      if comparison.isStrict {
        failed.keep { !values.isNull($0) && !arrays.elements.isNull($0) }
        let present = LogicKernels.intersection(
          values.sharedValidity, arrays.elements.sharedValidity, total)
        compared = compared.masked(
          by: LogicKernels.intersection(present, compared.sharedValidity, total))
      }
      for (element, error) in zip(failed.rows, failed.errors) {
        errors.append(error, row: Int(rows[element]))
      }
      let builder = ColumnBuilder(.boolean, capacity: count)
      for row in 0..<count {
        if columns[1].isNull(row) {
          builder.appendNull()
          continue
        }
        append(
          compared, arrays.starts[row]..<arrays.starts[row + 1], isAll: isAll, to: builder)
      }
      return builder.finish()
    }
  }

  /// AND or OR over some rows of a column.
  private static func append(
    _ compared: Column, _ elements: Range<Int>, isAll: Bool, to builder: ColumnBuilder
  ) {
    var hasNull = false
    for element in elements {
      if compared.isNull(element) {
        hasNull = true
      } else if (compared.bits[element] == 0) == isAll {
        return builder.append(bit: !isAll)
      }
    }
    if hasNull { builder.appendNull() } else { builder.append(bit: isAll) }
  }
}
