/// Casts from and to text.
enum CharacterCasts {
  static func parse(to target: DataType, zone: Zone) -> CastKernel {
    let input = TextInput(target, zone: zone)
    switch target.layout {
    case .word:
      return { column, count, errors in
        FixedKernels.mapThrowing(
          target, count, validity: column.validity, zero: Int64(0), &errors
        ) { row throws(ExpressionError) in try input.word(column.slice(row)) }
      }
    default:
      return { column, count, errors in parse(column, count, input, &errors) }
    }
  }

  private static func parse(
    _ column: Column, _ count: Int, _ input: TextInput, _ errors: inout RowErrors
  ) -> Column {
    let builder = ColumnBuilder(input.type, capacity: count)
    for row in 0..<count {
      if column.isNull(row) {
        builder.appendNull()
        continue
      }
      do throws(ExpressionError) {
        try input.append(column.slice(row), to: builder)
      } catch {
        errors.append(error, row: row)
        builder.appendNull()
      }
    }
    return builder.finish()
  }

  static func print(
    _ source: DataType, to target: DataType, explicit: Bool, zone: Zone
  ) -> CastKernel {
    let output = TextOutput(zone: zone)
    return { column, count, errors in
      BytesKernels.make(target, count, validity: column.validity, &errors) {
        (row, sink) throws(ExpressionError) in
        output.append(column, row: row, to: &sink)
        guard case .varchar(let length) = target, sink.count > length else { return }
        let kept = try sink.withBytes { (text) throws(ExpressionError) in
          try fitted(text, length, explicit: explicit).count
        }
        sink.removeLast(sink.count - kept)
      }
    }
  }

  static func fit(to target: DataType, explicit: Bool) -> CastKernel {
    guard case .varchar(let length) = target else {
      return { column, _, _ in column.retyped(target) }
    }
    return { column, count, errors in
      let offsets = column.offsets
      var longest: UInt32 = 0
      for row in 0..<count { longest = max(longest, offsets[row + 1] &- offsets[row]) }
      if Int(longest) <= length { return column.retyped(target) }
      return BytesKernels.make(target, count, validity: column.validity, &errors) {
        (row, sink) throws(ExpressionError) in
        sink.append(
          contentsOf: try fitted(column.slice(row), length, explicit: explicit))
      }
    }
  }

  private static func fitted(
    _ text: Bytes, _ length: Int, explicit: Bool
  ) throws(ExpressionError) -> Bytes {
    if !explicit { return try Characters.fitting(text, length: length) }
    return Bytes(rebasing: text[..<Characters.offset(text, of: length)])
  }
}
