import Testing

@testable import Columnar

@Suite struct EncodingTests {
  private func encoded(_ batch: Batch) -> [UInt8] {
    var sink: [UInt8] = []
    BatchEncoding.append(batch, to: &sink)
    return sink
  }

  private func rows(_ batch: Batch) -> [[UInt8]] {
    (0..<batch.count).map { row in
      var sink: [UInt8] = []
      RowEncoding.append(batch.columns, row: row, to: &sink)
      return sink
    }
  }

  @Test(arguments: 1...40)
  func `a batch comes back from its bytes byte for byte`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 0..<20, using: &generator)
    let plain = randomBatch(sampleTypes, rows: count, &generator)
    let weights = Buffer(byteCount: count * 8)
    for row in 0..<count { weights.pointer(to: Int64.self)[row] = Int64(row) - 3 }
    for batch in [plain, Batch(columns: plain.columns, count: count, weights: weights)] {
      let bytes = encoded(batch)
      let decoded = try bytes.withUnsafeBufferPointer {
        try BatchEncoding.decode($0, types: sampleTypes)
      }
      #expect(encoded(decoded) == bytes)
      #expect(rows(decoded) == rows(batch))
      #expect((0..<count).allSatisfy { decoded.weight($0) == batch.weight($0) })
    }
  }

  @Test(arguments: 1...40)
  func `a row comes back from its bytes byte for byte`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let batch = randomBatch(sampleTypes, rows: 5, &generator)
    for row in rows(batch) {
      let builders = sampleTypes.map { ColumnBuilder($0) }
      try row.withUnsafeBufferPointer { try RowEncoding.decode($0, into: builders) }
      let columns = builders.map { $0.finish() }
      #expect(rows(Batch(columns: columns, count: 1)) == [row])
      let values = try row.withUnsafeBufferPointer {
        try RowEncoding.values($0, types: sampleTypes)
      }
      var again: [UInt8] = []
      RowEncoding.append(values, to: &again)
      #expect(again == row)
    }
  }

  /// What damaged bytes decode to is printed too: it must be usable, whatever it is.
  @Test(arguments: 1...60)
  func `damaged bytes are refused or decode to valid values, and never trap`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let batch = randomBatch(sampleTypes, rows: 6, &generator)
    let output = TextOutput()
    let json = JSONOutput()
    for original in rows(batch) + [encoded(batch)] {
      for _ in 0..<40 {
        var bytes = original
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &generator))
        case 1: bytes.append(.random(in: 0...255, using: &generator))
        default:
          let at = Int.random(in: 0..<bytes.count, using: &generator)
          bytes[at] = .random(in: 0...255, using: &generator)
        }
        var sink: [UInt8] = []
        bytes.withUnsafeBufferPointer { bytes in
          if let values = try? RowEncoding.values(bytes, types: sampleTypes) {
            for (value, type) in zip(values, sampleTypes) {
              output.append(value, type, to: &sink)
              json.append(value, type, to: &sink)
            }
          }
          if let decoded = try? BatchEncoding.decode(bytes, types: sampleTypes) {
            for row in 0..<min(decoded.count, 10) {
              for column in decoded.columns { output.append(column, row: row, to: &sink) }
              KeyEncoding.append(decoded.columns, row: row, to: &sink)
            }
          }
        }
      }
    }
  }

  @Test func `another version, missing bytes and bytes behind the end have errors of their own`() {
    var row: [UInt8] = []
    RowEncoding.append([.word(5)], to: &row)
    func failure(_ bytes: [UInt8]) -> RowEncodingError? {
      bytes.withUnsafeBufferPointer { bytes in
        do throws(RowEncodingError) {
          _ = try RowEncoding.values(bytes, types: [.bigint])
          return nil
        } catch { return error }
      }
    }
    #expect(failure(row) == nil)
    #expect(failure([9] + row.dropFirst()) == .version(9))
    #expect(failure(Array(row.dropLast())) == .truncated)
    #expect(failure(row + [0]) == .trailing)
    #expect(failure([1, 3] + row.dropFirst(2)) == .shape)
    #expect(failure([]) == .truncated)
  }

  @Test func `the format of a row is the documented one`() {
    var row: [UInt8] = []
    RowEncoding.append([.word(-2), .null, .text("ab"), .boolean(true)], to: &row)
    #expect(
      row == [1, 0b1101, 0xfe, 255, 255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 97, 98, 1])
  }
}
