import Columnar

/// `min` and `max` of values that are no words, where no row is ever taken back: one value a group.
final class ValueExtremeAccumulator: Accumulator {
  private let type: DataType
  private let isMax: Bool
  private var best: [ValueRank?] = []
  /// What the values hold outside of `best`.
  private var payload = 0

  init(type: DataType, isMax: Bool) {
    self.type = type
    self.isMax = isMax
  }

  var byteCount: Int { best.capacity * MemoryLayout<ValueRank?>.stride + payload }

  func reserve(_ limit: Int) {
    if best.count < limit {
      best.append(contentsOf: repeatElement(nil, count: max(limit, best.count * 2) - best.count))
    }
  }

  @inline(never)
  func update(_ input: AggregateInput) {
    guard let argument = input.argument else { return }
    let isMax = isMax
    var grown = 0
    best.withUnsafeMutableBufferPointer { best in
      forEachRow(input) { row, group, _ in
        let rank = ValueRank(argument, row: row)
        if let current = best[group] {
          if isMax ? rank <= current : rank >= current { return }
          grown -= current.payload
        }
        grown += rank.payload
        best[group] = rank
      }
    }
    payload += grown
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let builder = ColumnBuilder(type, capacity: groups.count)
    for group in groups {
      if let rank = best[Int(group)] { rank.append(to: builder) } else { builder.appendNull() }
    }
    return builder.finish()
  }

  func reset(_ group: Int) { set(nil, group) }

  private func set(_ rank: ValueRank?, _ group: Int) {
    payload += (rank?.payload ?? 0) - (best[group]?.payload ?? 0)
    best[group] = rank
  }

  func add(_ group: Int, to other: Int) {
    guard let rank = best[group] else { return }
    if let current = best[other], isMax ? rank <= current : rank >= current { return }
    set(rank, other)
  }

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups {
      writer.write(UInt8(best[Int(group)] == nil ? 0 : 1))
      best[Int(group)]?.encode(to: &writer)
    }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    for group in groups where try reader.readFlag() {
      set(try ValueRank(type, from: &reader), Int(group))
    }
  }
}
