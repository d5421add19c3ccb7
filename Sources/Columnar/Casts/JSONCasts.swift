/// Casts from json and jsonb: to each other, and of jsonb's scalars to SQL's.
enum JSONCasts {
  static func kernel(from source: DataType, to target: DataType) -> CastKernel? {
    switch (source, target) {
    case (.json, .jsonb): return CharacterCasts.parse(to: target, zone: .utc)
    case (.jsonb, .boolean): return boolean
    case (.jsonb, _) where target.isNumber: return number(target)
    default: return nil
    }
  }

  private static let boolean: CastKernel = { column, count, errors in
    FixedKernels.mapThrowing(
      .boolean, count, validity: column.validity, zero: UInt8(0), &errors
    ) { row throws(ExpressionError) in
      let text = column.slice(row)
      if text.isWord("true") { return 1 }
      if text.isWord("false") { return 0 }
      throw mismatch(text, .boolean)
    }
  }

  private static func number(_ target: DataType) -> CastKernel {
    { column, count, errors in
      let numbers = FixedKernels.mapThrowing(
        .numeric, count, validity: column.validity, zero: Decimal.zero, &errors
      ) { row throws(ExpressionError) in
        let text = column.slice(row)
        guard let first = text.first, ASCII.isDigit(first) || first == ASCII.minus else {
          throw mismatch(text, target)
        }
        return try Decimal.parse(text)
      }
      guard let narrow = Cast.kernel(from: .numeric, to: target, explicit: true, zone: .utc) else {
        preconditionFailure("numeric casts to every number")
      }
      var failed = RowErrors()
      let result = narrow(numbers, count, &failed)
      errors.merge(failed)
      return result
    }
  }

  private static func mismatch(_ text: Bytes, _ target: DataType) -> ExpressionError {
    let kind =
      switch text.first {
      case UInt8(ascii: "{"): "object"
      case UInt8(ascii: "["): "array"
      case ASCII.quote: "string"
      case UInt8(ascii: "n"): "null"
      case UInt8(ascii: "t"), UInt8(ascii: "f"): "boolean"
      default: "numeric"
      }
    return ExpressionError("cannot cast jsonb \(kind) to type \(target.base)")
  }
}
