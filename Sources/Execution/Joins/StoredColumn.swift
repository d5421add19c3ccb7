import Columnar
import Glibc

/// One column of rows that are kept by number: values of fixed width by number, others in an arena.
///
/// Numbers are given by whoever keeps the rows, and may be used again after `forget`.
final class StoredColumn {
  let type: DataType
  private let stride: Int
  private var fixed = DenseArray<UInt8>()
  private var arena = ByteArena()
  /// 1 for NULL; there once any value was.
  private var absent = DenseArray<UInt8>()
  private var holdsNulls = false
  private var limit = 0

  init(_ type: DataType) {
    self.type = type
    stride = type.layout.stride
  }

  var byteCount: Int { fixed.byteCount + arena.byteCount + absent.byteCount }

  /// Room for numbers below `limit`.
  func reserve(_ limit: Int) {
    self.limit = max(self.limit, limit)
    if stride > 0 {
      fixed.reserve(limit * stride)
    } else {
      arena.reserve(limit)
    }
    if holdsNulls { absent.reserve(limit) }
  }

  /// The value of a row of `column` under a number.
  func store(_ column: Column, row: Int, at number: Int) {
    let isNull = column.isNull(row)
    if isNull && !holdsNulls {
      holdsNulls = true
      absent.reserve(limit)
    }
    if holdsNulls { absent[number] = isNull ? 1 : 0 }
    if stride == 0 { return arena.store(number, column.slice(row)) }
    let target = fixed.base + number &* stride
    let source = column.bytes + row &* stride
    if stride == 8 {
      UnsafeMutableRawPointer(target).storeBytes(
        of: UnsafeRawPointer(source).loadUnaligned(as: Int64.self), as: Int64.self)
    } else {
      memcpy(target, source, stride)
    }
  }

  /// Whether both are NULL, or the same to the last bit.
  func equals(_ number: Int, _ column: Column, row: Int) -> Bool {
    let isNull = column.isNull(row)
    if isNull || (holdsNulls && absent[number] != 0) {
      return isNull && holdsNulls && absent[number] != 0
    }
    if stride > 0 {
      return memcmp(fixed.base + number * stride, column.bytes + row * stride, stride) == 0
    }
    return arena.holds(number, column.slice(row))
  }

  func forget(_ number: Int) {
    if stride == 0 { arena.forget(number) }
  }

  // MARK: Reading

  /// The values of some numbers, in their order.
  func gather(_ numbers: UnsafeBufferPointer<UInt32>) -> Column {
    let column =
      switch type.layout {
      case .bit: gatherFixed(numbers, UInt8.self)
      case .word, .double: gatherFixed(numbers, Int64.self)
      case .decimal, .interval: gatherFixed(numbers, Int128.self)
      case .bytes: gatherBytes(numbers)
      }
    return column.masked(by: validity(numbers))
  }

  @inline(__always)
  private func gatherFixed<T: BitwiseCopyable>(
    _ numbers: UnsafeBufferPointer<UInt32>, _ type: T.Type
  ) -> Column {
    let buffer = Buffer(byteCount: numbers.count * stride)
    let target = buffer.pointer(to: T.self)
    let source = UnsafeRawPointer(fixed.base).assumingMemoryBound(to: T.self)
    for index in 0..<numbers.count { target[index] = source[Int(numbers[index])] }
    return Column(type: self.type, count: numbers.count, values: buffer)
  }

  private func gatherBytes(_ numbers: UnsafeBufferPointer<UInt32>) -> Column {
    var total = 0
    for number in numbers { total += arena[Int(number)].count }
    precondition(total <= Int(UInt32.max), "a column holds at most 4 GiB of bytes")
    let values = Buffer(byteCount: total)
    let offsets = Buffer(byteCount: (numbers.count + 1) * 4)
    let ends = offsets.pointer(to: UInt32.self)
    ends[0] = 0
    var at = 0
    for index in 0..<numbers.count {
      let bytes = arena[Int(numbers[index])]
      if let source = bytes.baseAddress { memcpy(values.base + at, source, bytes.count) }
      at += bytes.count
      ends[index + 1] = UInt32(truncatingIfNeeded: at)
    }
    return Column(type: type, count: numbers.count, values: values, offsets: offsets)
  }

  private func validity(_ numbers: UnsafeBufferPointer<UInt32>) -> Buffer? {
    guard holdsNulls, numbers.contains(where: { absent[Int($0)] != 0 }) else { return nil }
    let buffer = Buffer(byteCount: numbers.count)
    let flags = buffer.pointer(to: UInt8.self)
    for index in 0..<numbers.count { flags[index] = absent[Int(numbers[index])] ^ 1 }
    return buffer
  }
}
