/// Computes one cast over whole columns. NULL rows are the caller's to mask; failed rows go to the errors.
typealias CastKernel = @Sendable (Column, Int, inout RowErrors) -> Column

/// The casts between all pairs of types that `CastContext` allows.
public enum Cast {
  /// Casts one column; explicit casts cut varchar to its length, others refuse what is too long.
  ///
  /// The pair has a cast (`CastContext.of`).
  public static func apply(
    _ column: Column, to type: DataType, explicit: Bool, zone: Zone, errors: inout RowErrors
  ) -> Column {
    guard let kernel = kernel(from: column.type, to: type, explicit: explicit, zone: zone) else {
      preconditionFailure("the binder asks only for casts that exist: \(column.type) to \(type)")
    }
    var failed = RowErrors()
    let result = kernel(column, column.count, &failed)
    failed.keep { !column.isNull($0) }
    errors.merge(failed)
    return masked(result, by: column)
  }

  /// NULL where the operand is, and where the cast itself answers NULL.
  static func masked(_ result: Column, by operand: Column) -> Column {
    result.masked(
      by: LogicKernels.intersection(operand.sharedValidity, result.sharedValidity, result.count))
  }

  /// Nil where there is no such cast.
  static func kernel(
    from source: DataType, to target: DataType, explicit: Bool, zone: Zone
  ) -> CastKernel? {
    guard CastContext.of(from: source, to: target) != nil else { return nil }
    if let plain = sameLayout(from: source, to: target) { return plain }
    if case .array(let element) = source, case .array(let wanted) = target {
      return elements(
        from: element, to: wanted, as: target, explicit: explicit, zone: zone)
    }
    if target.isCharacter {
      return source.isCharacter
        ? CharacterCasts.fit(to: target, explicit: explicit)
        : CharacterCasts.print(source, to: target, explicit: explicit, zone: zone)
    }
    if source.isCharacter { return CharacterCasts.parse(to: target, zone: zone) }
    if source == .jsonb || source == .json { return JSONCasts.kernel(from: source, to: target) }
    if source.isNumber, target.isNumber { return NumberCasts.kernel(from: source, to: target) }
    return BooleanCasts.kernel(from: source, to: target)
      ?? TimeCasts.kernel(from: source, to: target, zone: zone)
  }

  /// Casts that only change the type's name.
  private static func sameLayout(from source: DataType, to target: DataType) -> CastKernel? {
    guard source == target || isPlain(source, target) else { return nil }
    return { column, _, _ in column.retyped(target) }
  }

  /// Arrays are cast element by element.
  private static func elements(
    from source: DataType, to wanted: DataType, as target: DataType, explicit: Bool, zone: Zone
  ) -> CastKernel? {
    guard let kernel = kernel(from: source, to: wanted, explicit: explicit, zone: zone) else {
      return nil
    }
    return { column, count, errors in
      let arrays = ArrayElements(column, count: count)
      var failed = RowErrors()
      let cast = kernel(arrays.elements, arrays.elements.count, &failed)
      failed.keep { !arrays.elements.isNull($0) }
      return arrays.rebuilt(
        masked(cast, by: arrays.elements), as: target, failed: failed, errors: &errors)
    }
  }

  private static func isPlain(_ source: DataType, _ target: DataType) -> Bool {
    switch (source, target) {
    case (_, .text): source.isCharacter
    case (_, .numeric(nil, _)): source.isNumeric
    case (_, .bigint), (.smallint, .integer): source.isInteger
    case (.real, .double), (.jsonb, .json): true
    default: false
    }
  }
}
