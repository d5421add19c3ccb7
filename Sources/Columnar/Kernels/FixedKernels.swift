/// Loops over fixed-width values. All are inlined into their callers, so that `body` becomes part of the loop:
/// no closure is called for a row.
enum FixedKernels {
  @inline(__always)
  static func map<A: BitwiseCopyable, R: BitwiseCopyable>(
    _ type: DataType, _ count: Int, _ input: UnsafePointer<A>, _ body: (A) -> R
  ) -> Column {
    let buffer = Buffer(byteCount: count * MemoryLayout<R>.stride)
    let output = buffer.pointer(to: R.self)
    for row in 0..<count { output[row] = body(input[row]) }
    return Column(type: type, count: count, values: buffer)
  }

  @inline(__always)
  static func zip<A: BitwiseCopyable, B: BitwiseCopyable, R: BitwiseCopyable>(
    _ type: DataType, _ count: Int, _ left: UnsafePointer<A>, _ right: UnsafePointer<B>,
    _ body: (A, B) -> R
  ) -> Column {
    let buffer = Buffer(byteCount: count * MemoryLayout<R>.stride)
    let output = buffer.pointer(to: R.self)
    for row in 0..<count { output[row] = body(left[row], right[row]) }
    return Column(type: type, count: count, values: buffer)
  }

  /// With a value that is kept anyway and a flag that says that it is wrong; rows are only looked for where there are any.
  @inline(__always)
  static func zipFlagged<A: BitwiseCopyable, B: BitwiseCopyable, R: BitwiseCopyable>(
    _ type: DataType, _ count: Int, _ left: UnsafePointer<A>, _ right: UnsafePointer<B>,
    _ errors: inout RowErrors, _ error: ExpressionError, _ body: (A, B) -> (R, Bool)
  ) -> Column {
    let buffer = Buffer(byteCount: count * MemoryLayout<R>.stride)
    let output = buffer.pointer(to: R.self)
    var failed = false
    for row in 0..<count {
      let (value, isWrong) = body(left[row], right[row])
      output[row] = value
      failed = failed || isWrong
    }
    if failed {
      for row in 0..<count where body(left[row], right[row]).1 { errors.append(error, row: row) }
    }
    return Column(type: type, count: count, values: buffer)
  }

  @inline(__always)
  static func mapFlagged<A: BitwiseCopyable, R: BitwiseCopyable>(
    _ type: DataType, _ count: Int, _ input: UnsafePointer<A>, _ errors: inout RowErrors,
    _ error: ExpressionError, _ body: (A) -> (R, Bool)
  ) -> Column {
    zipFlagged(type, count, input, input, &errors, error) { value, _ in body(value) }
  }

  /// Row by row, with errors that differ; NULL rows are skipped and hold `zero`.
  @inline(__always)
  static func mapThrowing<R: BitwiseCopyable>(
    _ type: DataType, _ count: Int, validity: UnsafePointer<UInt8>?, zero: R,
    _ errors: inout RowErrors, _ body: (Int) throws(ExpressionError) -> R
  ) -> Column {
    let buffer = Buffer(byteCount: count * MemoryLayout<R>.stride)
    let output = buffer.pointer(to: R.self)
    for row in 0..<count {
      output[row] = zero
      if let validity, validity[row] == 0 { continue }
      do throws(ExpressionError) {
        output[row] = try body(row)
      } catch {
        errors.append(error, row: row)
      }
    }
    return Column(type: type, count: count, values: buffer)
  }
}
