import Columnar

/// `count(*)` and `count(x)`: the sum of weights.
final class CountAccumulator: Accumulator {
  private var counts = DenseArray<Int64>()

  @inline(__always)
  subscript(group: Int) -> Int64 { counts[group] }

  var byteCount: Int { counts.byteCount }

  func reserve(_ limit: Int) { counts.reserve(limit) }

  @inline(never)
  func update(_ input: AggregateInput) {
    let counts = counts.base
    forEachRow(input) { counts[$1] &+= $2 }
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let buffer = Buffer(byteCount: groups.count * 8)
    let target = buffer.pointer(to: Int64.self)
    for (row, group) in groups.enumerated() { target[row] = counts[Int(group)] }
    return Column(type: .bigint, count: groups.count, values: buffer)
  }

  func reset(_ group: Int) { counts[group] = 0 }

  func add(_ group: Int, to other: Int) { counts[other] &+= counts[group] }

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups { writer.write(counts[Int(group)]) }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    for group in groups { counts[Int(group)] = try reader.read() }
  }
}
