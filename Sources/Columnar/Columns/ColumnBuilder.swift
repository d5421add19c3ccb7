import Glibc

/// Collects values one by one into a column, growing as needed; `finish` hands them over and starts anew.
///
/// One builder belongs to one thread. Typed `append`s trap where the type's layout is another (our bug, not a user's).
public final class ColumnBuilder {
  public let type: DataType
  let stride: Int
  public private(set) var count = 0
  private var capacity: Int
  private var values: Buffer
  private var byteCount = 0
  private var offsets: Buffer?
  private var validity: Buffer?

  public init(_ type: DataType, capacity: Int = 64) {
    self.type = type
    self.capacity = max(capacity, 1)
    stride = type.layout.stride
    values = Buffer(byteCount: stride == 0 ? self.capacity * 16 : self.capacity * stride)
    if stride == 0 {
      let fresh = Buffer(byteCount: (self.capacity + 1) * 4)
      fresh.pointer(to: UInt32.self)[0] = 0
      offsets = fresh
    }
  }

  public func append(bit value: Bool) {
    reserveRow()
    values.pointer(to: UInt8.self)[count] = value ? 1 : 0
    finishRow(present: true)
  }

  public func append(word value: Int64) {
    reserveRow()
    values.pointer(to: Int64.self)[count] = value
    finishRow(present: true)
  }

  public func append(double value: Double) {
    reserveRow()
    values.pointer(to: Double.self)[count] = value
    finishRow(present: true)
  }

  public func append(decimal value: Decimal) {
    reserveRow()
    values.pointer(to: Decimal.self)[count] = value
    finishRow(present: true)
  }

  public func append(interval value: Interval) {
    reserveRow()
    values.pointer(to: Interval.self)[count] = value
    finishRow(present: true)
  }

  public func append(bytes value: UnsafeBufferPointer<UInt8>) {
    reserveRow()
    reserveBytes(value.count)
    if let source = value.baseAddress {
      memcpy(values.base + byteCount, source, value.count)
      byteCount += value.count
    }
    finishRow(present: true)
  }

  public func append(text value: String) {
    var value = value
    value.withUTF8 { append(bytes: $0) }
  }

  public func appendNull() {
    reserveRow()
    memset(values.base + count * stride, 0, stride)
    finishRow(present: false)
  }

  public func append(_ value: Value) {
    switch value {
    case .null: appendNull()
    case .boolean(let value): append(bit: value)
    case .word(let value): append(word: value)
    case .double(let value): append(double: value)
    case .decimal(let value): append(decimal: value)
    case .interval(let value): append(interval: value)
    case .bytes(let value): value.withUnsafeBufferPointer { append(bytes: $0) }
    }
  }

  /// One row of another column of the same layout.
  public func append(_ column: Column, row: Int) {
    if column.isNull(row) { return appendNull() }
    switch type.layout {
    case .bit: append(bit: column.bits[row] != 0)
    case .word: append(word: column.words[row])
    case .double: append(double: column.doubles[row])
    case .decimal: append(decimal: column.decimals[row])
    case .interval: append(interval: column.intervals[row])
    case .bytes: append(bytes: column.slice(row))
    }
  }

  /// Takes back all but the first rows.
  public func truncate(to rows: Int) {
    precondition(rows <= count, "only rows that are there are taken back")
    count = rows
    if let offsets { byteCount = Int(offsets.pointer(to: UInt32.self)[rows]) }
  }

  /// Everything collected so far as a column; the builder is empty afterwards.
  public func finish() -> Column {
    let column = Column(
      type: type, count: count, values: values, offsets: offsets, validity: validity)
    let fresh = ColumnBuilder(type, capacity: 64)
    (count, capacity, byteCount) = (0, fresh.capacity, 0)
    (values, offsets, validity) = (fresh.values, fresh.offsets, nil)
    return column
  }

  private func reserveRow() {
    guard count == capacity else { return }
    capacity *= 2
    if stride != 0 { values = grown(values, used: count * stride, to: capacity * stride) }
    if let old = offsets { offsets = grown(old, used: (count + 1) * 4, to: (capacity + 1) * 4) }
    if let old = validity { validity = grown(old, used: count, to: capacity) }
  }

  private func reserveBytes(_ more: Int) {
    precondition(byteCount + more <= Int(UInt32.max), "a column holds at most 4 GiB of bytes")
    guard byteCount + more > values.byteCount else { return }
    values = grown(values, used: byteCount, to: max(values.byteCount * 2, byteCount + more))
  }

  private func finishRow(present: Bool) {
    if !present && validity == nil {
      let fresh = Buffer(byteCount: capacity)
      memset(fresh.base, 1, capacity)
      validity = fresh
    }
    validity?.pointer(to: UInt8.self)[count] = present ? 1 : 0
    count += 1
    offsets?.pointer(to: UInt32.self)[count] = UInt32(byteCount)
  }

  private func grown(_ old: Buffer, used: Int, to byteCount: Int) -> Buffer {
    let fresh = Buffer(byteCount: byteCount)
    memcpy(fresh.base, old.base, used)
    return fresh
  }
}
