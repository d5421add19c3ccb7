import Columnar
import Planning
import TestSupport

@testable import Execution

extension StatefulOperator {
  /// Upserts and set operations.
  static let sets =
    [upsert]
    + [SetOperation.Kind.intersect, .except].flatMap { kind in
      [false, true].map { setOperation(SetOperation(kind, isAll: $0)) }
    }

  /// A key of two columns, of which the numeric one keeps its digits; then name, partition, offset, deletion. The name is
  /// most of a state: damage to a key is always found, as the key is of another group then.
  private static let upsert = StatefulOperator(
    name: "upsert", ports: [[.bigint, .numeric, .text, .bigint, .bigint, .boolean]],
    make: {
      Upsert(
        UpsertLayout(
          columns: [0, 1, 2], keys: [0, 1], partition: 3, offset: 4, isDeletion: 5,
          tableTypes: [.bigint, .numeric, .text]))
    },
    row: { _, epoch, random in
      let number = Int64.random(in: 0..<20, using: &random)
      let isDeletion = Int.random(in: 0..<4, using: &random) == 0
      let offset = Int64(epoch) << 32 + Int64.random(in: 0..<1 << 32, using: &random)
      return [
        Cell(number), Cell("\(number % 3).\(number % 2 == 0 ? "50" : "5")"),
        isDeletion ? nil : Cell(names[Int.random(in: 0..<3, using: &random)]), 0, Cell(offset),
        Cell(booleanLiteral: isDeletion),
      ]
    })

  private static let names = (0..<3).map { "\($0) " + String(repeating: "name ", count: 20) }

  private static func setOperation(_ operation: SetOperation) -> StatefulOperator {
    StatefulOperator(
      name: operation.kind.rawValue + (operation.isAll ? "-all" : ""),
      ports: Array(repeating: [.bigint, .text], count: 2),
      make: { IntersectExcept(operation, types: [.bigint, .text], isAppendOnly: false) },
      row: { _, _, random in
        let number = Int64.random(in: 0..<6, using: &random)
        return [
          number == 5 ? nil : Cell(number),
          Cell(["a", "b"].randomElement(using: &random) ?? "a"),
        ]
      }, retracts: true)
  }
}
