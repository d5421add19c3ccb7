import Testing

@testable import Columnar

@Suite struct BatchRowsTests {
  private func rows(_ batch: Batch) -> [String] {
    (0..<batch.count).map { row in
      batch.columns.map { $0.texts[row] }.joined(separator: ",") + " \(batch.weight(row))"
    }
  }

  private func weighted(_ batch: Batch) -> Batch {
    let weights = Buffer(byteCount: batch.count * 8)
    for row in 0..<batch.count { weights.pointer(to: Int64.self)[row] = row % 2 == 0 ? 1 : -1 }
    return Batch(columns: batch.columns, count: batch.count, weights: weights)
  }

  @Test(arguments: 1...20)
  func `slices and concatenation put a batch together again`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let batch = weighted(randomBatch(sampleTypes, rows: 17, &generator))
    let cut = Int.random(in: 0...17, using: &generator)
    let parts = [batch.slice(0..<cut), batch.slice(cut..<17)]
    #expect(rows(Batch.concatenated(parts)) == rows(batch))
    #expect(rows(parts[0]) + rows(parts[1]) == rows(batch))
  }

  @Test(arguments: 1...20)
  func `gathering takes any rows in any order`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let batch = weighted(randomBatch(sampleTypes, rows: 13, &generator))
    let wanted = (0..<20).map { _ in UInt32.random(in: 0..<13, using: &generator) }
    let gathered = wanted.withUnsafeBufferPointer { batch.gather($0) }
    let all = rows(batch)
    #expect(rows(gathered) == wanted.map { all[Int($0)] })
  }

  @Test func `a filter keeps true rows, neither false nor NULL nor failed`() {
    let selection = Selection()
    var errors = RowErrors()
    errors.append(.divisionByZero, row: 4)
    selection.select(.booleans([true, false, nil, true, true]), errors: errors)
    #expect(Array(selection.rows) == [0, 3])
    selection.select(.booleans([false, true]))
    #expect(Array(selection.rows) == [1])
    selection.select(.booleans([]))
    #expect(selection.count == 0)
  }

  @Test func `a filter that keeps all copies nothing`() {
    let batch = Batch(columns: [.integers([1, 2, 3])], count: 3)
    let selection = Selection()
    selection.select(.booleans([true, true, true]))
    #expect(batch.gather(selection).columns[0].words == batch.columns[0].words)
  }

  @Test func `batches with and without weights concatenate`() {
    let plain = Batch(columns: [.integers([1, 2])], count: 2)
    #expect(rows(Batch.concatenated([weighted(plain), plain])) == ["1 1", "2 -1", "1 1", "2 1"])
  }

  @Test func `constant columns hold their value in every row`() {
    var generator = SeededGenerator(seed: 5)
    for type in sampleTypes {
      let value = randomValue(type, &generator)
      let column = Column.constant(value, type, count: 3)
      let text = TextOutput().text(value, type) ?? "NULL"
      #expect(column.texts == [text, text, text], "\(type)")
    }
  }
}
