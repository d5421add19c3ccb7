import Columnar

/// `arg_max`, `any_value` and the like: a column of the first value.
struct FirstValueAnswer: OrderedAnswer {
  var type: DataType
  var column: Int

  func append(
    of root: UInt32, _ multisets: OrderedMultisets, _ rows: OrderedRowReader,
    to builder: ColumnBuilder
  ) -> ExpressionError? {
    if let first = multisets.first(of: root) {
      rows.append(column, of: first, to: builder)
    } else {
      builder.appendNull()
    }
    return nil
  }
}

/// `percentile_disc`: the first value up to which at least that fraction of all values lies.
struct DiscretePercentileAnswer: OrderedAnswer {
  var type: DataType
  var fraction: Double

  func append(
    of root: UInt32, _ multisets: OrderedMultisets, _ rows: OrderedRowReader,
    to builder: ColumnBuilder
  ) -> ExpressionError? {
    let place = (fraction * Double(multisets.total(root))).rounded(.up)
    if let value = multisets.value(at: Int64(max(place, 1)) - 1, of: root) {
      rows.append(0, of: value, to: builder)
    } else {
      builder.appendNull()
    }
    return nil
  }
}

/// `percentile_cont` and `median`: between the two values nearest to that fraction, as far as it lies between them.
struct ContinuousPercentileAnswer: OrderedAnswer {
  var type: DataType
  var fraction: Double

  func append(
    of root: UInt32, _ multisets: OrderedMultisets, _ rows: OrderedRowReader,
    to builder: ColumnBuilder
  ) -> ExpressionError? {
    let place = fraction * Double(multisets.total(root) - 1)
    let lower = place.rounded(.down)
    guard let first = multisets.value(at: Int64(max(lower, 0)), of: root) else {
      builder.appendNull()
      return nil
    }
    guard place > lower, let second = multisets.value(at: Int64(lower) + 1, of: root) else {
      rows.append(0, of: first, to: builder)
      return nil
    }
    switch (rows.value(0, of: first), rows.value(0, of: second)) {
    case (.double(let low), .double(let high)):
      builder.append(double: low + (place - lower) * (high - low))
    case (.interval(let low), .interval(let high)):
      guard
        let value = low.negated.flatMap(high.adding)?.multiplied(by: place - lower).flatMap(
          low.adding)
      else { return .outOfRange(.interval) }
      builder.append(interval: value)
    default: preconditionFailure("percentile_cont is over double precision or interval")
    }
    return nil
  }
}

/// `mode`: the value of which there are the most, the first of several.
struct ModeAnswer: OrderedAnswer {
  var type: DataType

  func append(
    of root: UInt32, _ multisets: OrderedMultisets, _ rows: OrderedRowReader,
    to builder: ColumnBuilder
  ) -> ExpressionError? {
    if let value = multisets.heaviest(of: root) {
      rows.append(0, of: value, to: builder)
    } else {
      builder.appendNull()
    }
    return nil
  }
}

/// `string_agg`: the values in their order, each but the first after its delimiter.
struct StringAnswer: OrderedAnswer {
  /// What a result may hold, as a value of Postgres may.
  static let byteCountMax = 1 << 28

  enum Delimiter {
    case constant([UInt8])
    /// Of each value its own.
    case column(Int)
  }

  var type: DataType
  var delimiter: Delimiter

  func append(
    of root: UInt32, _ multisets: OrderedMultisets, _ rows: OrderedRowReader,
    to builder: ColumnBuilder
  ) -> ExpressionError? {
    var text: [UInt8] = []
    var isFirst = true
    multisets.forEach(of: root) { value, copies in
      guard copies > 0, text.count <= StringAnswer.byteCountMax,
        case .bytes(let bytes) = rows.value(0, of: value)
      else { return }
      let before = delimiter(of: value, rows)
      if !isFirst { text += before }
      text += bytes
      isFirst = false
      let further = before + bytes
      if further.isEmpty { return }
      // One copy too many is enough to see that there are too many.
      let room = Int64(StringAnswer.byteCountMax / further.count + 1)
      for _ in 0..<min(copies - 1, room) { text += further }
    }
    if text.count > StringAnswer.byteCountMax {
      return ExpressionError("string_agg gives more than 256 MiB")
    }
    text.withUnsafeBufferPointer { builder.append(bytes: $0) }
    return nil
  }

  private func delimiter(of value: Bytes, _ rows: OrderedRowReader) -> [UInt8] {
    switch delimiter {
    case .constant(let bytes): return bytes
    case .column(let column):
      if case .bytes(let bytes) = rows.value(column, of: value) { return bytes }
      return []
    }
  }
}
