import Columnar

/// `sum` and `avg` of integers, in 128 bits. As in Postgres a sum of smallint or integer is a bigint, one of bigint a
/// numeric, an average a numeric.
final class WordSumAccumulator: Accumulator {
  private let result: DataType
  private let isAverage: Bool
  private var sums = DenseArray<Int128>()
  private var counts = DenseArray<Int64>()

  init(result: DataType, isAverage: Bool) {
    self.result = result
    self.isAverage = isAverage
  }

  var byteCount: Int { sums.byteCount + counts.byteCount }

  func reserve(_ limit: Int) {
    sums.reserve(limit)
    counts.reserve(limit)
  }

  @inline(never)
  func update(_ input: AggregateInput) {
    guard let words = input.argument?.words else { return }
    let (sums, counts) = (sums.base, counts.base)
    if input.weights == nil {
      forEachRow(input) { row, group, _ in
        sums[group] &+= Int128(words[row])
        counts[group] &+= 1
      }
    } else {
      forEachRow(input) { row, group, weight in
        sums[group] &+= Int128(words[row]) &* Int128(weight)
        counts[group] &+= weight
      }
    }
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let builder = ColumnBuilder(result, capacity: groups.count)
    for (row, group) in groups.enumerated() {
      let (sum, count) = (sums[Int(group)], counts[Int(group)])
      if count == 0 {
        builder.appendNull()
      } else if result.layout == .word {
        if let word = Int64(exactly: sum) {
          builder.append(word: word)
        } else {
          builder.appendNull()
          errors.append(.outOfRange(result), row: row)
        }
      } else {
        let total = Decimal(coefficient: sum, scale: 0)
        if let value = isAverage ? total?.divided(by: Decimal(count)) : total {
          builder.append(decimal: value)
        } else {
          builder.appendNull()
          errors.append(.outOfRange(.numeric), row: row)
        }
      }
    }
    return builder.finish()
  }

  func reset(_ group: Int) {
    sums[group] = 0
    counts[group] = 0
  }

  func add(_ group: Int, to other: Int) {
    sums[other] &+= sums[group]
    counts[other] &+= counts[group]
  }

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups {
      writer.write(sums[Int(group)])
      writer.write(counts[Int(group)])
    }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    for group in groups {
      sums[Int(group)] = try reader.read()
      counts[Int(group)] = try reader.read()
    }
  }
}
