import Columnar
import Testing

@testable import Dataflow

@Suite struct ConsolidationTests {
  /// Rows of one bigint column with weights.
  private func batch(_ rows: [(Int64, Int64)]) -> Batch {
    let values = ColumnBuilder(.bigint)
    let weights = Buffer(byteCount: rows.count * 8)
    for (index, row) in rows.enumerated() {
      values.append(word: row.0)
      weights.pointer(to: Int64.self)[index] = row.1
    }
    return Batch(columns: [values.finish()], count: rows.count, weights: weights)
  }

  private func rows(_ batches: [Batch]) -> [String] {
    batches.flatMap { batch in
      (0..<batch.count).map { "\(batch.columns[0].words[$0]):\(batch.weight($0))" }
    }
  }

  @Test func whatComesToNothingLeavesAndTheRestKeepsItsOrder() {
    let net = consolidated([batch([(1, 1), (2, 1), (1, -1)]), batch([(3, -1), (1, 1)])])
    #expect(rows(net) == ["2:1", "3:-1", "1:1"])
  }

  @Test func equalRowsAreCountedTogether() {
    #expect(rows(consolidated([batch([(5, 1), (5, 1), (5, 1), (5, -1)])])) == ["5:2"])
  }

  @Test func aRetractionAndItsInsertionAreNoChange() {
    #expect(consolidated([batch([(9, -1), (9, 1)])]).isEmpty)
  }

  @Test func appendOnlyBatchesStayAsTheyAre() {
    let builder = ColumnBuilder(.bigint)
    builder.append(word: 4)
    builder.append(word: 4)
    let plain = Batch(columns: [builder.finish()], count: 2)
    #expect(rows(consolidated([plain])) == ["4:1", "4:1"])
  }
}
