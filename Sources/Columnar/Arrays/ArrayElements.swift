/// The elements of a column of arrays as one column, and back.
struct ArrayElements {
  let elements: Column
  /// Row n has the elements `starts[n]..<starts[n + 1]`; a NULL array has none.
  let starts: [Int]

  /// `column` is of an array type.
  init(_ column: Column, count: Int) {
    let builder = ColumnBuilder(column.type.elementType, capacity: count * 2)
    var starts = [0]
    starts.reserveCapacity(count + 1)
    for row in 0..<count {
      if !column.isNull(row) {
        var reader = ArrayReader(column.slice(row), builder.type)
        while !reader.isAtEnd { reader.append(to: builder) }
      }
      starts.append(builder.count)
    }
    elements = builder.finish()
    self.starts = starts
  }

  /// The row of each element.
  var rows: [UInt32] {
    var rows: [UInt32] = []
    rows.reserveCapacity(elements.count)
    for row in 0..<starts.count - 1 {
      for _ in starts[row]..<starts[row + 1] { rows.append(UInt32(truncatingIfNeeded: row)) }
    }
    return rows
  }

  /// Arrays with the same starts of other elements, one for each; errors of elements become their row's.
  func rebuilt(
    _ elements: Column, as type: DataType, failed: RowErrors, errors: inout RowErrors
  ) -> Column {
    let builder = ColumnBuilder(type, capacity: starts.count)
    var sink: [UInt8] = []
    for row in 0..<starts.count - 1 {
      sink.removeAll(keepingCapacity: true)
      for element in starts[row]..<starts[row + 1] {
        ArrayEncoding.append(elements, row: element, to: &sink)
      }
      sink.withUnsafeBufferPointer { builder.append(bytes: $0) }
    }
    if !failed.isEmpty {
      let rows = self.rows
      for (element, error) in zip(failed.rows, failed.errors) {
        errors.append(error, row: Int(rows[element]))
      }
    }
    return builder.finish()
  }
}

extension DataType {
  /// The type of an array's elements; only of array types.
  public var elementType: DataType {
    guard case .array(let element) = self else {
      preconditionFailure("\(self) is no array type")
    }
    return element
  }

  public var isArray: Bool { if case .array = self { true } else { false } }
}
