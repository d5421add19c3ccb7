import Columnar

/// The rows that an aggregation is about to emit, as numbers of keys and results to gather.
struct ChangeLines {
  private var keys: [UInt32] = []
  private var results: [UInt32] = []
  private var weights: [Int64] = []
  private var failedKeys: [UInt32] = []
  private var failedWeights: [Int64] = []
  private var messages: [String] = []

  init(touched: Int) {
    keys.reserveCapacity(touched * 2)
    results.reserveCapacity(touched * 2)
    weights.reserveCapacity(touched * 2)
  }

  mutating func add(_ key: Int, result: Int, weight: Int64, error: String?) {
    if let error {
      failedKeys.append(UInt32(key))
      failedWeights.append(weight)
      messages.append(error)
    } else {
      keys.append(UInt32(key))
      results.append(UInt32(result))
      weights.append(weight)
    }
  }

  /// Weights only where a row is taken back.
  func rows(touchedKeys: [Column], results columns: [Column]) -> AggregateRows {
    let gathered =
      keys.withUnsafeBufferPointer { keys in touchedKeys.map { $0.gather(keys) } }
      + results.withUnsafeBufferPointer { results in columns.map { $0.gather(results) } }
    let batch = Batch(
      columns: gathered, count: keys.count,
      weights: weights.allSatisfy { $0 == 1 } ? nil : Buffer(of: weights))
    if failedKeys.isEmpty { return AggregateRows(batch: batch) }
    let failed = Batch(
      columns: failedKeys.withUnsafeBufferPointer { keys in touchedKeys.map { $0.gather(keys) } },
      count: failedKeys.count, weights: Buffer(of: failedWeights))
    return AggregateRows(batch: batch, failed: [(failed, messages)])
  }
}

extension Buffer {
  convenience init<T: BitwiseCopyable>(of values: [T]) {
    self.init(byteCount: values.count * MemoryLayout<T>.stride)
    pointer(to: T.self).update(from: values, count: values.count)
  }
}

extension RowErrors {
  /// Messages by row.
  var messages: [Int: String] {
    var messages: [Int: String] = [:]
    for (row, error) in zip(rows, errors) { messages[row] = error.message }
    return messages
  }
}

extension Column {
  /// Both rows NULL, or the same value digit for digit (1.0 and 1.00 differ).
  func isIdentical(_ row: Int, _ other: Column, _ otherRow: Int) -> Bool {
    if isNull(row) || other.isNull(otherRow) { return isNull(row) && other.isNull(otherRow) }
    switch type.layout {
    case .bit: return bits[row] == other.bits[otherRow]
    case .word: return words[row] == other.words[otherRow]
    case .double: return doubles[row].bitPattern == other.doubles[otherRow].bitPattern
    case .decimal:
      let (left, right) = (decimals[row], other.decimals[otherRow])
      return left.coefficient == right.coefficient && left.scale == right.scale
    case .interval:
      let (left, right) = (intervals[row], other.intervals[otherRow])
      return left.months == right.months && left.days == right.days
        && left.microseconds == right.microseconds
    case .bytes: return slice(row).elementsEqual(other.slice(otherRow))
    }
  }
}
