import Columnar
import Dataflow
import Glibc

/// text: offsets and bytes, made in two passes so that nothing grows.
final class JSONTexts: JSONColumnConverter {
  private let column: DecodedColumn
  private let defaultText: [UInt8]?

  init(_ column: DecodedColumn) {
    self.column = column
    if case .bytes(let text) = column.defaultValue { defaultText = text } else { defaultText = nil }
  }

  func convert(_ cells: JSONCells, _ count: Int, _ faults: FaultCollector) -> Column {
    if !column.isNeeded { return check(cells, count, faults) }
    let offsetBuffer = Buffer(byteCount: (count + 1) * 4)
    let offsets = offsetBuffer.pointer(to: UInt32.self)
    var validity: Buffer?
    var end = 0
    offsets[0] = 0
    for record in 0..<count {
      if cells.kind(record) == .string {
        end &+= Int(cells.lengths[record])
      } else {
        end += measureUnusual(cells, record, count, &validity, faults)
      }
      offsets[record + 1] = UInt32(truncatingIfNeeded: end)
    }
    precondition(end <= Int(UInt32.max), "a block holds at most 4 GiB of text")
    let values = Buffer(byteCount: end)
    copy(cells, count, offsets, to: values)
    return Column(
      type: column.type, count: count, values: values, offsets: offsetBuffer, validity: validity)
  }

  /// Copies 32 bytes at once: both sides have slack, and the next value overwrites what is too much.
  private func copy(
    _ cells: JSONCells, _ count: Int, _ offsets: UnsafePointer<UInt32>, to values: Buffer
  ) {
    let target = values.base
    for record in 0..<count {
      let length = Int(offsets[record + 1] &- offsets[record])
      let to = target + Int(offsets[record])
      if length == 0 { continue }
      if cells.kind(record) != .string {
        defaultText?.withUnsafeBytes {
          UnsafeMutableRawBufferPointer(start: to, count: length).copyMemory(from: $0)
        }
        continue
      }
      guard let from = cells.bytes(record).baseAddress else { continue }
      if length <= 32 { memcpy(to, from, 32) } else { memcpy(to, from, length) }
    }
    memset(target + Int(offsets[count]), 0, Buffer.slack)
  }

  private func check(_ cells: JSONCells, _ count: Int, _ faults: FaultCollector) -> Column {
    var unused: Buffer?
    for record in 0..<count where cells.kind(record) != .string {
      _ = measureUnusual(cells, record, count, &unused, faults)
    }
    return .empty(column.type)
  }

  /// The length of what stands for a value that is no string.
  @inline(never)
  private func measureUnusual(
    _ cells: JSONCells, _ record: Int, _ count: Int, _ validity: inout Buffer?,
    _ faults: FaultCollector
  ) -> Int {
    let kind = cells.kind(record)
    if kind == .missing, let defaultText { return defaultText.count }
    if kind != .missing && kind != .null {
      faults.addType(record, column: column, column.mismatch(cells, record))
    }
    let present = validity ?? Buffer.allPresent(count: count)
    present.pointer(to: UInt8.self)[record] = 0
    validity = present
    return 0
  }
}
