import Columnar
import Glibc

extension Column {
  /// Only the given rows, in their order.
  func keeping(_ rows: [UInt32]) -> Column {
    let validity = self.validity.map { keepFixed($0, rows) }
    switch type.layout {
    case .bit: return keptFixed(bits, rows, validity)
    case .word: return keptFixed(words, rows, validity)
    case .double: return keptFixed(doubles, rows, validity)
    case .decimal: return keptFixed(decimals, rows, validity)
    case .interval: return keptFixed(intervals, rows, validity)
    case .bytes: return keptBytes(rows, validity)
    }
  }

  private func keptFixed<Element>(
    _ source: UnsafePointer<Element>, _ rows: [UInt32], _ validity: Buffer?
  ) -> Column {
    Column(type: type, count: rows.count, values: keepFixed(source, rows), validity: validity)
  }

  private func keptBytes(_ rows: [UInt32], _ validity: Buffer?) -> Column {
    var total = 0
    for row in rows { total += Int(offsets[Int(row) + 1] - offsets[Int(row)]) }
    let kept = Buffer(byteCount: total)
    let starts = Buffer(byteCount: (rows.count + 1) * 4)
    let target = starts.pointer(to: UInt32.self)
    var end = 0
    target[0] = 0
    for (index, row) in rows.enumerated() {
      let from = Int(offsets[Int(row)])
      let length = Int(offsets[Int(row) + 1]) - from
      memcpy(kept.base + end, bytes + from, length)
      end += length
      target[index + 1] = UInt32(end)
    }
    return Column(type: type, count: rows.count, values: kept, offsets: starts, validity: validity)
  }
}

private func keepFixed<Element>(_ source: UnsafePointer<Element>, _ rows: [UInt32]) -> Buffer {
  let kept = Buffer(byteCount: rows.count * MemoryLayout<Element>.stride)
  let target = kept.pointer(to: Element.self)
  for (index, row) in rows.enumerated() { target[index] = source[Int(row)] }
  return kept
}
