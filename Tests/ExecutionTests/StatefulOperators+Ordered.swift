import Columnar
import Planning
import TestSupport

@testable import Execution

extension StatefulOperator {
  static let ordered = [RankKind.rowNumber, .rank, .denseRank].map { kind in
    StatefulOperator(
      name: "top-by-\(kind.rawValue.replacing("_", with: "-"))", ports: [orderedTypes],
      make: {
        PartitionTop(
          TopRows(
            kind, partition: [0, 4],
            order: [
              OrderKey(column: 1, isDescending: true, nullsFirst: true),
              OrderKey(column: 2, isDescending: false, nullsFirst: false),
            ], offset: 1, limit: 2, givesRank: kind != .rank),
          types: orderedTypes)
      },
      row: { _, _, random in
        let number = Int64.random(in: 0..<40, using: &random)
        return [
          number % 7 == 0 ? nil : Cell(number % 5),
          number % 4 == 0 ? nil : Cell("\(number % 3).50"),
          Cell("text \(number % 2)"), Cell(Double(number) / 4), Cell("\(number % 2).0"),
          Cell("\(number % 3) days"),
        ]
      }, retracts: true)
  }

  private static let orderedTypes: [DataType] = [
    .bigint, .numeric, .text, .double, .numeric, .interval,
  ]
}
