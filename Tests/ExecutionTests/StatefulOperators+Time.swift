import Columnar
import Planning
import TestSupport

@testable import Execution

/// Sessions, and rows that come and go with a watermark.
extension StatefulOperator {
  static let timed = [
    session("sessions-final", isFinal: true, byUser: true),
    session("sessions-changes", isFinal: false, byUser: true),
    session("sessions-without-keys", isFinal: true, byUser: false), lastHour,
  ]

  private static func overAmounts(
    _ function: AggregateFunction, _ result: DataType, isDistinct: Bool = false
  ) -> AggregateShape {
    AggregateShape(
      function: function, isDistinct: isDistinct, argument: .bigint, result: result,
      isAppendOnly: true)
  }

  /// user, amount, time, watermark; a gap of 5 µs, an epoch moves time by 10 µs.
  private static func session(_ name: String, isFinal: Bool, byUser: Bool) -> StatefulOperator {
    StatefulOperator(
      name: name, ports: [[.text, .bigint, .timestamp, .timestamp]],
      make: {
        let keys: [SessionLayout.OutputKey] = byUser ? [.key(0), .start, .end] : [.start, .end]
        return SessionAggregate(
          keys: byUser ? [.text] : [],
          calls: [
            countRows, overAmounts(.sum, .numeric), overAmounts(.max, .bigint),
            overAmounts(.count, .bigint, isDistinct: true),
          ],
          layout: SessionLayout(
            gap: 5, time: 2, keys: byUser ? [0] : [], outputKeys: keys,
            arguments: [[], [1], [1], [1]], watermark: 3, lateColumns: [.input(0)], isFinal: isFinal
          ),
          view: "v", timeType: .timestamp,
          errorRows: ErrorRows(
            names: keys.indices.map { "k\($0)" }, columns: Array(keys.indices), zone: .utc))
      },
      row: { _, epoch, random in
        let number = Int64.random(in: 0...40, using: &random)
        let time = Int64(epoch) * 10 + Int64.random(in: -15...20, using: &random)
        return [
          Cell("user \(number % 30)"), Cell(number), Cell(time), Cell(Int64(epoch) * 10 - 10),
        ]
      }, watermark: { Int64($0) * 10 - 8 })
  }

  /// id, text, time: `time >= watermark - 20 µs` and `time <= watermark + 5 µs`.
  private static let lastHour = StatefulOperator(
    name: "watermark-filter", ports: [[.bigint, .text, .timestamp]],
    make: {
      WatermarkFilter(
        types: [.bigint, .text, .timestamp],
        bounds: [
          WatermarkFilter.Bound(column: 2, comparison: .greaterOrEqual, shift: -20),
          WatermarkFilter.Bound(column: 2, comparison: .lessOrEqual, shift: 5),
        ], table: 0)
    },
    row: { _, epoch, random in
      let number = Int64.random(in: 0...20, using: &random)
      return [
        Cell(number), number % 5 == 0 ? nil : Cell("t\(number % 3)"),
        Cell(Int64(epoch) * 10 + Int64.random(in: -30...20, using: &random)),
      ]
    }, retracts: true, watermark: { Int64($0) * 10 })
}
