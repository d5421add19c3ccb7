import Columnar
import Planning
import TestSupport

@testable import Execution

/// Statistical aggregates, those of values in order, and sketches.
extension StatefulOperator {
  static let statistics = [statisticsOfChanges, valuesInOrder, sketches]

  private static func call(
    _ function: AggregateFunction, _ types: [DataType], _ result: DataType,
    order: [AggregateShape.Order] = [], fraction: Double? = nil, delimiter: String? = nil,
    growing: Bool = false
  ) -> AggregateShape {
    AggregateShape(
      function: function, isDistinct: false, arguments: types, order: order, fraction: fraction,
      delimiter: delimiter.map { Array($0.utf8) }, result: result, isAppendOnly: growing)
  }

  private static let falling = AggregateShape.Order(isDescending: true, nullsFirst: false)
  private static let rising = AggregateShape.Order(isDescending: false, nullsFirst: false)

  private static let statisticsOfChanges = StatefulOperator(
    name: "statistics",
    ports: [[.bigint, .bigint, .numeric, .double, .double, .double, .integer]],
    make: {
      aggregate(
        keys: [.bigint],
        [
          call(.deviationSample, [.bigint], .numeric),
          call(.variancePopulation, [.numeric], .numeric),
          call(.deviationPopulation, [.double], .double),
          call(.correlation, [.double, .double], .double), call(.bitXor, [.integer], .integer),
        ])
    },
    row: { _, _, random in
      let number = Int64.random(in: -50...50, using: &random)
      let size = Double(
        sign: .plus, exponent: Int.random(in: -500...500, using: &random), significand: 1)
      return [
        Cell(number % 7), Cell(number * 1_000_000_007), Cell("\(number).\(abs(number % 90) + 10)"),
        number % 11 == 0 ? Cell("NaN") : Cell(Double(number) * size), Cell(Double(number)),
        number % 5 == 0 ? nil : Cell(Double(number % 6) / 3), Cell(number),
      ]
    }, retracts: true)

  private static let valuesInOrder = StatefulOperator(
    name: "values-in-order",
    ports: [[.bigint, .double, .interval, .date, .text, .numeric, .text, .bigint, .text, .bigint]],
    make: {
      aggregate(
        keys: [.bigint],
        [
          call(.percentileContinuous, [.double], .double, order: [rising], fraction: 0.3),
          call(.percentileDiscrete, [.interval], .interval, order: [falling], fraction: 0.7),
          call(.mode, [.date], .date, order: [falling]),
          call(.argumentOfMax, [.text, .numeric], .text),
          call(.stringAggregate, [.text, .bigint], .text, order: [falling], delimiter: ","),
          call(.anyValue, [.text], .text), call(.bitAnd, [.bigint], .bigint), countRows,
        ])
    },
    row: { _, _, random in
      let number = Int64.random(in: -50...50, using: &random)
      return [
        Cell(number % 3), number % 8 == 0 ? nil : Cell(Double(number) / 7),
        Cell("\(number % 4) mons \(number % 9) days"), Cell(number % 6), Cell("t\(number % 11)"),
        Cell("\(number % 5).0\(number % 2 == 0 ? "" : "0")"),
        number % 5 == 0 ? nil : Cell("s\(number % 13)"), Cell(number % 4), Cell("é\(number)"),
        Cell(number),
      ]
    }, retracts: true)

  /// What keeps a sketch, or one value, of rows that are never taken back.
  private static let sketches = StatefulOperator(
    name: "sketches", ports: [[.bigint, .text, .double, .text, .numeric, .bigint]],
    make: {
      aggregate(
        keys: [.bigint],
        [
          call(.approximateCountDistinct, [.text], .bigint, growing: true),
          call(.approximatePercentile, [.double], .double, fraction: 0.9, growing: true),
          call(.argumentOfMin, [.text, .numeric], .text, growing: true),
          call(.anyValue, [.bigint], .bigint, growing: true),
        ])
    },
    row: { _, _, random in
      let number = Int64.random(in: -5000...5000, using: &random)
      return [
        Cell(number % 2), number % 7 == 0 ? nil : Cell("t\(number)"), Cell(Double(number) / 3),
        Cell("s\(number % 100)"), Cell("\(number % 30).5"), Cell(number),
      ]
    })
}
