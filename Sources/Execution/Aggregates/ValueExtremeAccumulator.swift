import Columnar

/// `min` and `max` of values that are no words, where no row is ever taken back: one value a group.
final class ValueExtremeAccumulator: Accumulator {
  private let type: DataType
  private let isMax: Bool
  private var best: [ValueRank?] = []

  init(type: DataType, isMax: Bool) {
    self.type = type
    self.isMax = isMax
  }

  func reserve(_ limit: Int) {
    if best.count < limit {
      best.append(contentsOf: repeatElement(nil, count: max(limit, best.count * 2) - best.count))
    }
  }

  @inline(never)
  func update(_ input: AggregateInput) {
    guard let argument = input.argument else { return }
    let isMax = isMax
    best.withUnsafeMutableBufferPointer { best in
      forEachRow(input) { row, group, _ in
        let rank = ValueRank(argument, row: row)
        if let current = best[group], isMax ? rank <= current : rank >= current { return }
        best[group] = rank
      }
    }
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let builder = ColumnBuilder(type, capacity: groups.count)
    for group in groups {
      if let rank = best[Int(group)] { rank.append(to: builder) } else { builder.appendNull() }
    }
    return builder.finish()
  }

  func reset(_ group: Int) { best[group] = nil }

  func add(_ group: Int, to other: Int) {
    guard let rank = best[group] else { return }
    if let current = best[other], isMax ? rank <= current : rank >= current { return }
    best[other] = rank
  }

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups {
      writer.write(UInt8(best[Int(group)] == nil ? 0 : 1))
      best[Int(group)]?.encode(to: &writer)
    }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    for group in groups where try reader.readFlag() {
      best[Int(group)] = try ValueRank(type, from: &reader)
    }
  }
}
