import Columnar

/// `bool_and` and `bool_or` by counts of true and false, so that both can be taken back.
final class BooleanAccumulator: Accumulator {
  private let isAnd: Bool
  private var trues = DenseArray<Int64>()
  private var falses = DenseArray<Int64>()

  init(isAnd: Bool) { self.isAnd = isAnd }

  var byteCount: Int { trues.byteCount + falses.byteCount }

  func reserve(_ limit: Int) {
    trues.reserve(limit)
    falses.reserve(limit)
  }

  @inline(never)
  func update(_ input: AggregateInput) {
    guard let bits = input.argument?.bits else { return }
    let (trues, falses) = (trues.base, falses.base)
    forEachRow(input) { row, group, weight in
      if bits[row] != 0 { trues[group] &+= weight } else { falses[group] &+= weight }
    }
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let builder = ColumnBuilder(.boolean, capacity: groups.count)
    for group in groups {
      let (yes, no) = (trues[Int(group)], falses[Int(group)])
      if yes == 0, no == 0 {
        builder.appendNull()
      } else {
        builder.append(bit: isAnd ? no == 0 : yes != 0)
      }
    }
    return builder.finish()
  }

  func reset(_ group: Int) {
    trues[group] = 0
    falses[group] = 0
  }

  func add(_ group: Int, to other: Int) {
    trues[other] &+= trues[group]
    falses[other] &+= falses[group]
  }

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups {
      writer.write(trues[Int(group)])
      writer.write(falses[Int(group)])
    }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    for group in groups {
      trues[Int(group)] = try reader.read()
      falses[Int(group)] = try reader.read()
    }
  }
}
