import Columnar
import Testing

@testable import Dataflow

private struct FileChunk: Chunk {
  let partition = 0
  let offsets: Range<Int64> = 0..<1
  let fileName: String?
  func load(into block: RecordBlock) throws {}
}

private func times(_ file: String?, _ values: [Int64]) -> FileTimes? {
  let builder = ColumnBuilder(.timestamp)
  for value in values { builder.append(word: value) }
  return FileTimes(TableChunk(table: 0, chunk: FileChunk(fileName: file)), builder.finish())
}

@Suite struct FileOverlapTests {
  private func overlap(delay: Int64, _ chunks: [(String, [Int64])]) -> String? {
    var overlap = FileOverlap(delay: delay)
    for chunk in chunks.compactMap({ times($0.0, $0.1) }) { overlap.add(chunk) }
    return overlap.found.map { "\($0.earlier) \($0.later)" }
  }

  @Test func `files one after the other do not overlap, whatever their own order`() {
    #expect(overlap(delay: 0, [("a", [9, 1]), ("a", [5]), ("b", [9, 20]), ("c", [21])]) == nil)
  }

  @Test func `a file that begins before an earlier one ends overlaps with it`() {
    #expect(overlap(delay: 0, [("a", [1, 30]), ("b", [40]), ("c", [29, 50])]) == "b c")
    #expect(overlap(delay: 0, [("a", [1, 30]), ("b", [29])]) == "a b")
    #expect(overlap(delay: 0, [("a", [30]), ("b", [31, 32]), ("b", [29])]) == "a b")
  }

  @Test func `what the watermark's delay covers is no overlap`() {
    #expect(overlap(delay: 10, [("a", [30]), ("b", [20])]) == nil)
    #expect(overlap(delay: 10, [("a", [30]), ("b", [19])]) == "a b")
  }

  @Test func `chunks of no file, without rows or without times say nothing`() {
    #expect(times(nil, [1]) == nil)
    #expect(times("a", []) == nil)
    #expect(times("a", [.min, 4]) == nil)
  }
}
