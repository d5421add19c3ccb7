/// Loops of the functions over arrays. Elements are compared as bytes: equal elements have equal ones.
enum ArrayKernels {
  typealias Kernel = GenericOverload.Kernel

  @inline(__always)
  static func count(_ column: Column, _ row: Int, _ element: DataType) -> Int64 {
    var reader = ArrayReader(column.slice(row), element)
    return Int64(reader.count())
  }

  /// An integer a row, or NULL.
  @inline(__always)
  static func integers(_ columns: [Column], _ count: Int, _ body: (Int) -> Int64?) -> Column {
    let builder = ColumnBuilder(.integer, capacity: count)
    for row in 0..<count {
      if let value = body(row) { builder.append(word: value) } else { builder.appendNull() }
    }
    return builder.finish()
  }

  /// Bytes a row, made in a sink that is used again; NULL where `body` says false.
  @inline(__always)
  private static func make(
    _ type: DataType, _ count: Int, _ errors: inout RowErrors,
    _ body: (Int, inout [UInt8]) throws(ExpressionError) -> Bool
  ) -> Column {
    let builder = ColumnBuilder(type, capacity: count)
    var sink: [UInt8] = []
    for row in 0..<count {
      sink.removeAll(keepingCapacity: true)
      do throws(ExpressionError) {
        if try body(row, &sink) {
          sink.withUnsafeBufferPointer { builder.append(bytes: $0) }
          continue
        }
      } catch {
        errors.append(error, row: row)
      }
      builder.appendNull()
    }
    return builder.finish()
  }

  // MARK: Joining

  static func concatenated(_ element: DataType) -> Kernel {
    { columns, count, errors in
      make(.array(element), count, &errors) { row, sink throws(ExpressionError) in
        if columns[0].isNull(row) && columns[1].isNull(row) { return false }
        for column in columns where !column.isNull(row) {
          sink.append(contentsOf: column.slice(row))
        }
        return true
      }
    }
  }

  static func appended(_ element: DataType) -> Kernel {
    { columns, count, errors in
      make(.array(element), count, &errors) { row, sink throws(ExpressionError) in
        if !columns[0].isNull(row) { sink.append(contentsOf: columns[0].slice(row)) }
        ArrayEncoding.append(columns[1], row: row, to: &sink)
        return true
      }
    }
  }

  static func prepended(_ element: DataType) -> Kernel {
    { columns, count, errors in
      make(.array(element), count, &errors) { row, sink throws(ExpressionError) in
        ArrayEncoding.append(columns[0], row: row, to: &sink)
        if !columns[1].isNull(row) { sink.append(contentsOf: columns[1].slice(row)) }
        return true
      }
    }
  }

  /// `ARRAY[a, b, …]`.
  static func constructed(_ element: DataType) -> Kernel {
    { columns, count, errors in
      make(.array(element), count, &errors) { row, sink throws(ExpressionError) in
        for column in columns { ArrayEncoding.append(column, row: row, to: &sink) }
        return true
      }
    }
  }

  // MARK: Searching

  /// The bytes of one row's element, as they stand in an array.
  private static func encoded(_ column: Column, _ row: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    ArrayEncoding.append(column, row: row, to: &bytes)
    return bytes
  }

  static func position(_ element: DataType) -> Kernel {
    { columns, count, errors in
      let builder = ColumnBuilder(.integer, capacity: count)
      for row in 0..<count {
        if columns[0].isNull(row) {
          builder.appendNull()
          continue
        }
        if columns.count > 2, columns[2].isNull(row) {
          errors.append(ExpressionError("initial position must not be null"), row: row)
          builder.appendNull()
          continue
        }
        let first = columns.count > 2 ? columns[2].words[row] : 1
        let wanted = encoded(columns[1], row)
        var reader = ArrayReader(columns[0].slice(row), element)
        var (position, found) = (Int64(0), Int64(0))
        while found == 0, let slice = reader.nextSlice() {
          position += 1
          if position >= first, slice.elementsEqual(wanted) { found = position }
        }
        if found == 0 { builder.appendNull() } else { builder.append(word: found) }
      }
      return builder.finish()
    }
  }

  static func positions(_ element: DataType) -> Kernel {
    { columns, count, errors in
      make(.array(.integer), count, &errors) { row, sink throws(ExpressionError) in
        if columns[0].isNull(row) { return false }
        let wanted = encoded(columns[1], row)
        var reader = ArrayReader(columns[0].slice(row), element)
        var position = Int64(0)
        while let slice = reader.nextSlice() {
          position += 1
          if slice.elementsEqual(wanted) { ArrayEncoding.append(.word(position), to: &sink) }
        }
        return true
      }
    }
  }

  /// Whether all, or any, of `wanted` are among the elements of `array`; NULL is among none.
  static func contains(_ array: ArrayReader, _ wanted: ArrayReader, all: Bool) -> Bool {
    var wanted = wanted
    while let slice = wanted.nextSlice() {
      let isFound = !ArrayReader.isNull(slice) && contains(array, slice)
      if isFound != all { return isFound }
    }
    return all
  }

  private static func contains(_ array: ArrayReader, _ element: Bytes) -> Bool {
    var array = array
    while let slice = array.nextSlice() {
      if SQLOrder.compare(slice, element) == 0 { return true }
    }
    return false
  }

  // MARK: Changing

  static func removed(_ element: DataType) -> Kernel {
    { columns, count, errors in
      make(.array(element), count, &errors) { row, sink throws(ExpressionError) in
        if columns[0].isNull(row) { return false }
        let unwanted = encoded(columns[1], row)
        var reader = ArrayReader(columns[0].slice(row), element)
        while let slice = reader.nextSlice() {
          if !slice.elementsEqual(unwanted) { sink.append(contentsOf: slice) }
        }
        return true
      }
    }
  }

  static func replaced(_ element: DataType) -> Kernel {
    { columns, count, errors in
      make(.array(element), count, &errors) { row, sink throws(ExpressionError) in
        if columns[0].isNull(row) { return false }
        let (old, new) = (encoded(columns[1], row), encoded(columns[2], row))
        var reader = ArrayReader(columns[0].slice(row), element)
        while let slice = reader.nextSlice() {
          if slice.elementsEqual(old) {
            sink.append(contentsOf: new)
          } else {
            sink.append(contentsOf: slice)
          }
        }
        return true
      }
    }
  }

  static func trimmed(_ element: DataType) -> Kernel {
    { columns, count, errors in
      make(.array(element), count, &errors) { row, sink throws(ExpressionError) in
        let size = ArrayKernels.count(columns[0], row, element)
        let dropped = columns[1].words[row]
        guard 0...size ~= dropped else {
          throw ExpressionError("number of elements to trim must be between 0 and \(size)")
        }
        appendSlice(columns[0].slice(row), element, from: 1, through: size - dropped, to: &sink)
        return true
      }
    }
  }

  /// The elements at positions from 1, as far as there are any.
  static func appendSlice(
    _ array: Bytes, _ element: DataType, from: Int64, through: Int64, to sink: inout [UInt8]
  ) {
    var reader = ArrayReader(array, element)
    var position = Int64(0)
    while position < through, let slice = reader.nextSlice() {
      position += 1
      if position >= from { sink.append(contentsOf: slice) }
    }
  }
}
