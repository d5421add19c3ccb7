/// The arguments of one row of a call.
struct ArgumentRow {
  private let columns: [Column]
  fileprivate(set) var row = 0

  fileprivate init(_ columns: [Column]) { self.columns = columns }

  func isNull(_ index: Int) -> Bool { columns[index].isNull(row) }
  func bytes(_ index: Int) -> Bytes { columns[index].slice(row) }
  func word(_ index: Int) -> Int64 { columns[index].words[row] }
  func integer(_ index: Int) -> Int { Int(columns[index].words[row]) }
  func double(_ index: Int) -> Double { columns[index].doubles[row] }
  func decimal(_ index: Int) -> Decimal { columns[index].decimals[row] }
  func interval(_ index: Int) -> Interval { columns[index].intervals[row] }

  /// A text, or a boolean as t or f: the form that `concat` and `format` give it.
  func appendShort(_ index: Int, to sink: inout [UInt8]) {
    columns[index].appendShort(row, to: &sink)
  }

  fileprivate var hasNull: Bool { columns.contains { $0.isNull(row) } }

  /// The NULLs of all columns together: rows that a strict function does not compute.
  fileprivate static func present(_ columns: [Column], _ count: Int) -> Buffer? {
    columns.reduce(nil as Buffer?) { LogicKernels.intersection($0, $1.sharedValidity, count) }
  }
}

extension Column {
  /// A text, or a boolean as t or f.
  func appendShort(_ row: Int, to sink: inout [UInt8]) {
    if type == .boolean {
      sink.append(bits[row] != 0 ? UInt8(ascii: "t") : UInt8(ascii: "f"))
    } else {
      sink.append(contentsOf: slice(row))
    }
  }
}

/// Makers of functions that compute row by row, where the work of a row outweighs a call. Strict: rows with a NULL are
/// skipped. Each keeps the arguments' columns alive while their pointers are read.
extension ScalarFunction {
  typealias RowBody<Result> = @Sendable (ArgumentRow) throws(ExpressionError) -> Result

  static func words(
    _ name: String, _ arguments: [DataType], _ result: DataType, _ body: @escaping RowBody<Int64>
  ) -> ScalarFunction { fixed(name, arguments, result, zero: 0, body) }

  static func booleans(
    _ name: String, _ arguments: [DataType], _ body: @escaping RowBody<Bool>
  ) -> ScalarFunction {
    fixed(name, arguments, .boolean, zero: UInt8(0)) { row throws(ExpressionError) in
      try body(row) ? 1 : 0
    }
  }

  static func doubles(
    _ name: String, _ arguments: [DataType], _ body: @escaping RowBody<Double>
  ) -> ScalarFunction { fixed(name, arguments, .double, zero: 0, body) }

  /// Nil is a number of more than 36 digits.
  static func decimals(
    _ name: String, _ arguments: [DataType], _ body: @escaping RowBody<Decimal?>
  ) -> ScalarFunction {
    fixed(name, arguments, .numeric, zero: Decimal.zero) { row throws(ExpressionError) in
      guard let value = try body(row) else { throw .outOfRange(.numeric) }
      return value
    }
  }

  /// Nil is an overflow.
  static func intervals(
    _ name: String, _ arguments: [DataType], _ body: @escaping RowBody<Interval?>
  ) -> ScalarFunction {
    fixed(name, arguments, .interval, zero: Interval()) { row throws(ExpressionError) in
      guard let value = try body(row) else { throw .outOfRange(.interval) }
      return value
    }
  }

  private static func fixed<Result: BitwiseCopyable & Sendable>(
    _ name: String, _ arguments: [DataType], _ result: DataType, zero: Result,
    _ body: @escaping RowBody<Result>
  ) -> ScalarFunction {
    ScalarFunction(name, arguments, result) { columns, count, errors in
      let present = ArgumentRow.present(columns, count)
      var row = ArgumentRow(columns)
      return withExtendedLifetime(present) {
        FixedKernels.mapThrowing(
          result, count, validity: present.map { UnsafePointer($0.pointer(to: UInt8.self)) },
          zero: zero, &errors
        ) { index throws(ExpressionError) in
          row.row = index
          return try body(row)
        }
      }
    }
  }

  /// Texts and bytea: the body appends a row's bytes.
  static func bytes(
    _ name: String, _ arguments: [DataType], _ result: DataType = .text,
    _ body: @escaping @Sendable (ArgumentRow, inout [UInt8]) throws(ExpressionError) -> Void
  ) -> ScalarFunction {
    ScalarFunction(name, arguments, result) { columns, count, errors in
      var row = ArgumentRow(columns)
      return BytesKernels.make(result, count, validity: nil, &errors) {
        index, sink throws(ExpressionError) in
        row.row = index
        if !row.hasNull { try body(row, &sink) }
      }
    }
  }

  /// The same for a function that may answer NULL: false where it does. With `isStrict` false the body sees rows with NULLs.
  static func optionalBytes(
    _ name: String, _ arguments: [DataType], _ result: DataType = .text, isStrict: Bool = true,
    _ body: @escaping @Sendable (ArgumentRow, inout [UInt8]) throws(ExpressionError) -> Bool
  ) -> ScalarFunction {
    ScalarFunction(name, arguments, result, isStrict: isStrict) { columns, count, errors in
      var row = ArgumentRow(columns)
      let builder = ColumnBuilder(result, capacity: count)
      var sink: [UInt8] = []
      for index in 0..<count {
        row.row = index
        sink.removeAll(keepingCapacity: true)
        var isPresent = false
        do throws(ExpressionError) {
          isPresent = isStrict && row.hasNull ? false : try body(row, &sink)
        } catch {
          errors.append(error, row: index)
        }
        if isPresent {
          sink.withUnsafeBufferPointer { builder.append(bytes: $0) }
        } else {
          builder.appendNull()
        }
      }
      return builder.finish()
    }
  }

  /// Any result: the body appends exactly one value, or throws. What it needs besides is made once a call.
  static func built<Scratch>(
    _ name: String, _ arguments: [DataType], _ result: DataType,
    scratch: @autoclosure @escaping @Sendable () -> Scratch,
    _ body:
      @escaping @Sendable (ArgumentRow, Scratch, ColumnBuilder) throws(ExpressionError) -> Void
  ) -> ScalarFunction {
    ScalarFunction(name, arguments, result) { columns, count, errors in
      var row = ArgumentRow(columns)
      let builder = ColumnBuilder(result, capacity: count)
      let scratch = scratch()
      for index in 0..<count {
        row.row = index
        if row.hasNull {
          builder.appendNull()
          continue
        }
        do throws(ExpressionError) {
          try body(row, scratch, builder)
        } catch {
          errors.append(error, row: index)
          builder.appendNull()
        }
      }
      return builder.finish()
    }
  }
}
