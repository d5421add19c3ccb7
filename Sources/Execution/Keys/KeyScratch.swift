import Columnar

/// Key columns of one batch as words: doubles by their canonical bits, booleans as 0 and 1, NULLs as 0 with a bit in
/// `nulls`. Memory is used again for the next batch.
final class KeyScratch {
  private(set) var sources: [UnsafePointer<Int64>] = []
  /// A bit a column, where any of the batch's keys is NULL.
  private(set) var nulls: UnsafePointer<UInt64>?
  private var buffers: [Buffer] = []
  private var nullBuffer = Buffer(byteCount: 0)
  /// Keeps the columns alive while `sources` are read.
  private var columns: [Column] = []

  func load(_ columns: [Column], count: Int) {
    self.columns = columns
    sources.removeAll(keepingCapacity: true)
    while buffers.count < columns.count { buffers.append(Buffer(byteCount: 0)) }
    nulls = nil
    if columns.contains(where: { $0.validity != nil }) { loadNulls(count) }
    for (index, column) in columns.enumerated() {
      if column.type.layout == .word, column.validity == nil {
        sources.append(column.words)
        continue
      }
      if buffers[index].byteCount < count * 8 { buffers[index] = Buffer(byteCount: count * 8) }
      let words = buffers[index].pointer(to: Int64.self)
      KeyScratch.convert(column, count, to: words)
      sources.append(UnsafePointer(words))
    }
  }

  private static func convert(_ column: Column, _ count: Int, to words: UnsafeMutablePointer<Int64>)
  {
    switch column.type.layout {
    case .word: words.update(from: column.words, count: count)
    case .bit:
      let bits = column.bits
      for row in 0..<count { words[row] = Int64(bits[row]) }
    case .double:
      let doubles = column.doubles
      for row in 0..<count { words[row] = canonicalBits(doubles[row]) }
    case .decimal, .interval, .bytes:
      preconditionFailure("keys of \(column.type) are bytes, not words")
    }
    if let validity = column.validity {
      for row in 0..<count where validity[row] == 0 { words[row] = 0 }
    }
  }

  @inline(__always)
  static func canonicalBits(_ value: Double) -> Int64 {
    let canonical = value.isNaN ? Double.nan : value == 0 ? 0 : value
    return Int64(bitPattern: canonical.bitPattern)
  }

  private func loadNulls(_ count: Int) {
    if nullBuffer.byteCount < count * 8 { nullBuffer = Buffer(byteCount: count * 8) }
    let masks = nullBuffer.pointer(to: UInt64.self)
    masks.update(repeating: 0, count: count)
    for (index, column) in columns.enumerated() {
      guard let validity = column.validity else { continue }
      for row in 0..<count where validity[row] == 0 { masks[row] |= 1 << UInt64(index) }
    }
    nulls = UnsafePointer(masks)
  }
}
