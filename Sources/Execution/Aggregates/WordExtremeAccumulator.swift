import Columnar

/// `min` and `max` of words where no row is ever taken back: one value a group.
final class WordExtremeAccumulator: Accumulator {
  private let type: DataType
  private let isMax: Bool
  private var values = DenseArray<Int64>()
  private var present = DenseArray<UInt8>()

  init(type: DataType, isMax: Bool) {
    self.type = type
    self.isMax = isMax
  }

  var byteCount: Int { values.byteCount + present.byteCount }

  func reserve(_ limit: Int) {
    values.reserve(limit)
    present.reserve(limit)
  }

  @inline(never)
  func update(_ input: AggregateInput) {
    guard let words = input.argument?.words else { return }
    let (values, present, isMax) = (values.base, present.base, isMax)
    forEachRow(input) { row, group, _ in
      let word = words[row]
      if present[group] == 0 || (isMax ? word > values[group] : word < values[group]) {
        values[group] = word
        present[group] = 1
      }
    }
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let builder = ColumnBuilder(type, capacity: groups.count)
    for group in groups {
      if present[Int(group)] == 0 {
        builder.appendNull()
      } else {
        builder.append(word: values[Int(group)])
      }
    }
    return builder.finish()
  }

  func reset(_ group: Int) {
    values[group] = 0
    present[group] = 0
  }

  func add(_ group: Int, to other: Int) {
    guard present[group] != 0 else { return }
    let word = values[group]
    if present[other] == 0 || (isMax ? word > values[other] : word < values[other]) {
      values[other] = word
      present[other] = 1
    }
  }

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups {
      writer.write(present[Int(group)])
      writer.write(values[Int(group)])
    }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    for group in groups {
      present[Int(group)] = try reader.readFlag() ? 1 : 0
      values[Int(group)] = try reader.readWord(type)
    }
  }
}
