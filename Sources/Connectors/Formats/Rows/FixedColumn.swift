import Columnar
import Glibc

/// Fixed-width values of a column in the making, one for each record of a block.
struct FixedColumn<Element> {
  let values: Buffer
  let elements: UnsafeMutablePointer<Element>
  let count: Int
  private(set) var validity: Buffer?

  init(count: Int) {
    values = Buffer(byteCount: count * MemoryLayout<Element>.stride)
    elements = values.pointer(to: Element.self)
    self.count = count
  }

  /// The value under NULL is all zeros.
  mutating func setNull(_ record: Int) {
    let validity = self.validity ?? Buffer.allPresent(count: count)
    self.validity = validity
    validity.pointer(to: UInt8.self)[record] = 0
    memset(elements + record, 0, MemoryLayout<Element>.stride)
  }

  mutating func setPresent(_ record: Int, _ value: Element) {
    validity?.pointer(to: UInt8.self)[record] = 1
    elements[record] = value
  }

  func finish(_ type: DataType) -> Column {
    Column(type: type, count: count, values: values, validity: validity)
  }
}

extension Buffer {
  /// A validity in which every row is present.
  static func allPresent(count: Int) -> Buffer {
    let buffer = Buffer(byteCount: count)
    memset(buffer.base, 1, count)
    return buffer
  }
}

extension Column {
  /// What stands for a column that nobody needs.
  static func empty(_ type: DataType) -> Column { ColumnBuilder(type, capacity: 1).finish() }
}
