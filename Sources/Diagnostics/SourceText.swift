/// A text with its name and the places of its lines: turns byte offsets into lines and columns.
public struct SourceText: Sendable {
  public let name: String
  let bytes: [UInt8]
  private let lineStarts: [Int]

  public init(name: String, text: String) {
    self.name = name
    bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// Line and column of a byte offset, both from 1; the column counts characters, not bytes.
  /// An offset past the end is that of the end.
  public func position(of offset: Int) -> (line: Int, column: Int) {
    let line = lineIndex(of: offset)
    let lower = min(max(offset, 0), bytes.count)
    return (line + 1, decoded(lineStarts[line]..<max(lower, lineStarts[line])).count + 1)
  }

  /// Byte range of the line that holds `offset`, without its line break.
  func lineRange(of offset: Int) -> Range<Int> {
    let line = lineIndex(of: offset)
    var upper = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
    if upper > lineStarts[line], bytes[upper - 1] == UInt8(ascii: "\r") { upper -= 1 }
    return lineStarts[line]..<upper
  }

  /// The characters of a byte range; a byte order mark at the start of the text is none.
  func decoded(_ range: Range<Int>) -> String {
    var range = range
    if range.lowerBound == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      range = min(3, range.upperBound)..<range.upperBound
    }
    return String(decoding: bytes[range], as: UTF8.self)
  }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
