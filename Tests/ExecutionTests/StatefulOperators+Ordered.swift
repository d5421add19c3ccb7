import Columnar
import Planning
import TestSupport

@testable import Execution

extension StatefulOperator {
  /// The columns that these operators keep rows apart by.
  static let orderedPartition = [4, 0]

  static let ordered = tops + [ranksAndValues, frameAggregates]

  private static let tops = [RankKind.rowNumber, .rank, .denseRank].map { kind in
    StatefulOperator(
      name: "top-by-\(kind.rawValue.replacing("_", with: "-"))", ports: [orderedTypes],
      make: {
        PartitionTop(
          TopRows(
            kind, partition: orderedPartition,
            order: [
              OrderKey(column: 1, isDescending: true, nullsFirst: true),
              OrderKey(column: 2, isDescending: false, nullsFirst: false),
            ], offset: 1, limit: 2, givesRank: kind != .rank),
          types: orderedTypes)
      },
      row: orderedRow, retracts: true)
  }

  private static let ranksAndValues = windowFunctions(
    "window-ranks-and-values",
    [
      WindowCall(.rowNumber, result: .bigint), WindowCall(.denseRank, result: .bigint),
      WindowCall(.cumeDist, result: .double), WindowCall(.ntile, number: 3, result: .integer),
      WindowCall(.lag, arguments: [2], result: .text),
      WindowCall(.lead, arguments: [5, 5], number: 2, result: .interval),
      WindowCall(
        .lastValue, arguments: [1],
        frame: Frame(.groups, from: .currentRow, to: .following(.word(1))), result: .numeric),
    ])

  private static let frameAggregates = windowFunctions(
    "window-aggregates",
    [
      WindowCall(.aggregate(.count), result: .bigint),
      WindowCall(.aggregate(.sum), arguments: [3], result: .double),
      WindowCall(
        .aggregate(.avg), arguments: [1],
        frame: Frame(.rows, from: .preceding(.word(2)), to: .currentRow), result: .numeric),
      WindowCall(
        .aggregate(.max), arguments: [5],
        frame: Frame(
          .range, from: .unboundedPreceding, to: .unboundedFollowing, excluding: .currentRow),
        result: .interval),
      WindowCall(
        .aggregate(.min), arguments: [2],
        frame: Frame(.rows, from: .preceding(.word(1)), to: .following(.word(1))), result: .text),
    ])

  private static func windowFunctions(_ name: String, _ calls: [WindowCall]) -> StatefulOperator {
    StatefulOperator(
      name: name, ports: [orderedTypes],
      make: {
        PartitionWindows(
          WindowFunctions(
            partition: orderedPartition,
            order: [OrderKey(column: 1, isDescending: true, nullsFirst: true)], calls: calls),
          types: orderedTypes, view: "v",
          errorRows: ErrorRows(names: ["a"], columns: [0], zone: .utc), zone: .utc)
      }, row: orderedRow, retracts: true)
  }

  @Sendable private static func orderedRow(
    _ port: Int, _ epoch: Int, _ random: inout SeededGenerator
  ) -> [Cell] {
    let number = Int64.random(in: 0..<40, using: &random)
    return [
      number % 7 == 0 ? nil : Cell(number % 5), number % 4 == 0 ? nil : Cell("\(number % 3).50"),
      Cell("text \(number % 2)"), Cell(Double(number) / 4), Cell("\(number % 2).0"),
      Cell("\(number % 3) days"),
    ]
  }

  private static let orderedTypes: [DataType] = [
    .bigint, .numeric, .text, .double, .numeric, .interval,
  ]
}
