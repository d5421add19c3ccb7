import Glibc

/// Casts among integers, numeric, real and double precision.
enum NumberCasts {
  static func kernel(from source: DataType, to target: DataType) -> CastKernel? {
    switch (source.layout, target.layout) {
    case (.word, .word): integerToInteger(target)
    case (.word, .decimal): integerToNumeric(target)
    case (.word, .double): integerToDouble(target)
    case (.decimal, .word): numericToInteger(target)
    case (.decimal, .decimal): numericToNumeric(target)
    case (.decimal, .double): numericToDouble(target)
    case (.double, .word): doubleToInteger(target)
    case (.double, .decimal): doubleToNumeric(source, target)
    case (.double, .double): doubleToReal(target)
    default: nil
    }
  }

  private static func integerToInteger(_ target: DataType) -> CastKernel {
    let range = target.integerRange
    let (low, high) = (range.lowerBound, range.upperBound)
    return { column, count, errors in
      FixedKernels.mapFlagged(target, count, column.words, &errors, .outOfRange(target)) {
        ($0, $0 < low || $0 > high)
      }
    }
  }

  private static func integerToNumeric(_ target: DataType) -> CastKernel {
    { column, count, errors in
      FixedKernels.mapThrowing(target, count, validity: column.validity, zero: .zero, &errors) {
        row throws(ExpressionError) in try target.fitting(Decimal(column.words[row]))
      }
    }
  }

  private static func integerToDouble(_ target: DataType) -> CastKernel {
    if target == .real {
      return { column, count, _ in
        FixedKernels.map(target, count, column.words) { Double(Float($0)) }
      }
    }
    return { column, count, _ in FixedKernels.map(target, count, column.words) { Double($0) } }
  }

  private static func numericToInteger(_ target: DataType) -> CastKernel {
    let range = target.integerRange
    return { column, count, errors in
      FixedKernels.mapThrowing(target, count, validity: column.validity, zero: Int64(0), &errors) {
        row throws(ExpressionError) in
        guard let value = column.decimals[row].int64, range.contains(value) else {
          throw .outOfRange(target)
        }
        return value
      }
    }
  }

  private static func numericToNumeric(_ target: DataType) -> CastKernel {
    { column, count, errors in
      FixedKernels.mapThrowing(target, count, validity: column.validity, zero: .zero, &errors) {
        row throws(ExpressionError) in try target.fitting(column.decimals[row])
      }
    }
  }

  private static func numericToDouble(_ target: DataType) -> CastKernel {
    if target == .real {
      return { column, count, _ in
        FixedKernels.map(target, count, column.decimals) { Double(Float($0.double)) }
      }
    }
    return { column, count, _ in FixedKernels.map(target, count, column.decimals) { $0.double } }
  }

  /// Rounds half to even, as the machine does.
  private static func doubleToInteger(_ target: DataType) -> CastKernel {
    let range = target.integerRange
    return { column, count, errors in
      FixedKernels.mapFlagged(target, count, column.doubles, &errors, .outOfRange(target)) {
        double -> (Int64, Bool) in
        guard let value = Int64(exactly: double.rounded(.toNearestOrEven)) else { return (0, true) }
        return (value, !range.contains(value))
      }
    }
  }

  private static func doubleToNumeric(_ source: DataType, _ target: DataType) -> CastKernel {
    let isReal = source == .real
    return { column, count, errors in
      FixedKernels.mapThrowing(target, count, validity: column.validity, zero: .zero, &errors) {
        row throws(ExpressionError) in
        let value = column.doubles[row]
        guard let number = isReal ? Decimal(real: value) : Decimal(double: value) else {
          throw .outOfRange(target)
        }
        return try target.fitting(number)
      }
    }
  }

  private static func doubleToReal(_ target: DataType) -> CastKernel {
    { column, count, errors in
      let error = ExpressionError("value out of range: overflow")
      return FixedKernels.mapFlagged(target, count, column.doubles, &errors, error) {
        double -> (Double, Bool) in
        let narrowed = Double(Float(double))
        return (narrowed, narrowed.isInfinite && !double.isInfinite)
      }
    }
  }
}
