/// generate_series: from a start to an end, both included, by steps.
enum SeriesFunctions {
  /// One call gives at most so many rows: a wrong bound is an error of its row and not the end of the memory.
  static let rowsMax = 1_000_000

  static func definitions(zone: Zone) -> [SetFunctionDefinition] {
    let column = { (type: DataType) in [SetFunction.OutputColumn(nil, type)] }
    let integers = [DataType.integer, .bigint].flatMap { type in
      [
        SetFunction("generate_series", [type, type], column(type)) {
          arguments, row, builders throws(ExpressionError) in
          try append(arguments[0].words[row], arguments[1].words[row], by: 1, to: builders[0])
        },
        SetFunction("generate_series", [type, type, type], column(type)) {
          arguments, row, builders throws(ExpressionError) in
          try append(
            arguments[0].words[row], arguments[1].words[row], by: arguments[2].words[row],
            to: builders[0])
        },
      ]
    }
    let times = [
      SetFunction(
        "generate_series", [.timestamp, .timestamp, .interval], column(.timestamp)
      ) { arguments, row, builders throws(ExpressionError) in
        try append(times: arguments, row, to: builders[0]) { $1.added(toTimestamp: $0) }
      },
      SetFunction(
        "generate_series", [.timestamptz, .timestamptz, .interval], column(.timestamptz)
      ) { arguments, row, builders throws(ExpressionError) in
        try append(times: arguments, row, to: builders[0]) {
          $1.added(toTimestamptz: $0, zone: zone)
        }
      },
    ]
    return [
      SetFunctionDefinition(
        "generate_series",
        "From a start to an end, both included, by steps; at most a million rows a call.",
        example: "FROM generate_series(1, 7, 3)", "1, 4, 7", integers + times)
    ]
  }

  private static let tooMany = ExpressionError(
    "generate_series gives more than \(rowsMax) rows here")
  private static let noStep = ExpressionError("step size cannot equal zero")

  private static func append(
    _ first: Int64, _ last: Int64, by step: Int64, to builder: ColumnBuilder
  ) throws(ExpressionError) -> Int {
    if step == 0 { throw noStep }
    if step > 0 ? first > last : first < last { return 0 }
    let distance = UInt64(bitPattern: step > 0 ? last &- first : first &- last)
    let count = distance / step.magnitude
    guard count < UInt64(rowsMax) else { throw tooMany }
    var value = first
    for _ in 0...count {
      builder.append(word: value)
      value &+= step
    }
    return Int(count) + 1
  }

  private static func append(
    times arguments: [Column], _ row: Int, to builder: ColumnBuilder,
    _ next: (Int64, Interval) -> Int64?
  ) throws(ExpressionError) -> Int {
    let (first, last) = (arguments[0].words[row], arguments[1].words[row])
    let step = arguments[2].intervals[row]
    let direction = SQLOrder.compare(step, Interval()).signum()
    if direction == 0 { throw noStep }
    guard Timestamp.isFinite(first), Timestamp.isFinite(last) else {
      throw ExpressionError("generate_series needs finite bounds")
    }
    var values: [Int64] = []
    var value = first
    while direction > 0 ? value <= last : value >= last {
      if values.count == rowsMax { throw tooMany }
      values.append(value)
      guard let following = next(value, step) else {
        throw ExpressionError("timestamp out of range")
      }
      value = following
    }
    for value in values { builder.append(word: value) }
    return values.count
  }
}
