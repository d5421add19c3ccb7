import Columnar
import TestSupport

@testable import Execution

extension StatefulOperator {
  static let joins = [outerJoin, intervalJoin, temporalJoin]

  private static let outerJoin = StatefulOperator(
    name: "join-full", ports: [[.bigint, .text], [.bigint, .double]],
    make: {
      SymmetricHashJoin(
        JoinLayout(
          left: JoinSideLayout(
            keys: [0], stored: [0, 1], types: [.bigint, .text], isAppendOnly: false),
          right: JoinSideLayout(
            keys: [0], stored: [0, 1], types: [.bigint, .double], isAppendOnly: false),
          keys: [.bigint],
          output: [
            JoinColumn(isLeft: true, index: 0, type: .bigint),
            JoinColumn(isLeft: true, index: 1, type: .text),
            JoinColumn(isLeft: false, index: 1, type: .double),
          ],
          rows: JoinEmission(pairs: true, unmatchedLeft: true, unmatchedRight: true),
          hasWatermark: false),
        view: "v")
    },
    row: { port, _, random in
      let number = Int64.random(in: 0...12, using: &random)
      return [
        number == 5 ? nil : Cell(number),
        port == 0 ? Cell("text \(number % 5)") : Cell(Double(number % 3) / 3),
      ]
    }, retracts: true)

  /// id, time, watermark on both sides; times at most 15 µs apart, an epoch moves time by 10 µs.
  private static let intervalJoin: StatefulOperator = {
    let side = JoinSideLayout(
      keys: [0], stored: [0, 1], types: [.bigint, .timestamp], isAppendOnly: true, watermark: 2,
      time: 1, lateColumns: [.input(0)])
    return StatefulOperator(
      name: "join-interval", ports: Array(repeating: [.bigint, .timestamp, .timestamp], count: 2),
      make: {
        SymmetricHashJoin(
          JoinLayout(
            left: side, right: side, keys: [.bigint],
            output: [
              JoinColumn(isLeft: true, index: 0, type: .bigint),
              JoinColumn(isLeft: true, index: 1, type: .timestamp),
              JoinColumn(isLeft: false, index: 1, type: .timestamp),
            ],
            rows: JoinEmission(pairs: true, unmatchedLeft: true),
            bound: JoinBound(lower: -15, upper: 15), hasWatermark: false),
          view: "v")
      },
      row: { _, epoch, random in
        let time = Int64(epoch) * 10 + Int64.random(in: -8...15, using: &random)
        return [
          Cell(Int64.random(in: 0...6, using: &random)), Cell(time), Cell(Int64(epoch) * 10 - 5),
        ]
      }, watermark: { Int64($0) * 10 })
  }()

  /// Rows and versions as those of the interval join.
  private static let temporalJoin: StatefulOperator = {
    let side = JoinSideLayout(
      keys: [0], stored: [0, 1], types: [.bigint, .timestamp], isAppendOnly: true, watermark: 2,
      time: 1, lateColumns: [.input(0)])
    return StatefulOperator(
      name: "join-temporal", ports: Array(repeating: [.bigint, .timestamp, .timestamp], count: 2),
      make: {
        TemporalJoin(
          JoinLayout(
            left: side, right: side, keys: [.bigint],
            output: [
              JoinColumn(isLeft: true, index: 0, type: .bigint),
              JoinColumn(isLeft: true, index: 1, type: .timestamp),
              JoinColumn(isLeft: false, index: 1, type: .timestamp),
            ],
            rows: JoinEmission(pairs: true, unmatchedLeft: true), hasWatermark: false),
          view: "v")
      },
      row: { _, epoch, random in
        let time = Int64(epoch) * 10 + Int64.random(in: -8...15, using: &random)
        return [
          Cell(Int64.random(in: 0...6, using: &random)), Cell(time), Cell(Int64(epoch) * 10 - 5),
        ]
      }, watermark: { Int64($0) * 10 })
  }()
}
