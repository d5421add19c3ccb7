extension Batch {
  /// Some rows, in the order of `rows`; a row may come more than once.
  public func gather(_ rows: UnsafeBufferPointer<UInt32>) -> Batch {
    var gatheredWeights: Buffer?
    if let weights {
      let buffer = Buffer(byteCount: rows.count * 8)
      let target = buffer.pointer(to: Int64.self)
      for index in 0..<rows.count { target[index] = weights[Int(rows[index])] }
      gatheredWeights = buffer
    }
    return Batch(
      columns: columns.map { $0.gather(rows) }, count: rows.count, weights: gatheredWeights)
  }

  /// The selected rows; where all are selected, the batch itself.
  public func gather(_ selection: Selection) -> Batch {
    selection.count == count ? self : gather(selection.rows)
  }

  /// The rows of a range, copied; the whole range is the batch itself.
  public func slice(_ range: Range<Int>) -> Batch {
    if range.count == count { return self }
    var sliced: Buffer?
    if let weights {
      let buffer = Buffer(byteCount: range.count * 8)
      buffer.pointer(to: Int64.self).update(from: weights + range.lowerBound, count: range.count)
      sliced = buffer
    }
    return Batch(
      columns: columns.map { $0.slice(range) }, count: range.count, weights: sliced)
  }

  /// The rows of several batches with the same columns, one batch after the other.
  public static func concatenated(_ batches: [Batch]) -> Batch {
    precondition(!batches.isEmpty, "nothing to concatenate: the columns are not known")
    if batches.count == 1 { return batches[0] }
    let count = batches.reduce(0) { $0 + $1.count }
    let columns = batches[0].columns.indices.map { index in
      Column.concatenated(batches.map { $0.columns[index] })
    }
    return Batch(columns: columns, count: count, weights: concatenatedWeights(batches, count))
  }

  private static func concatenatedWeights(_ batches: [Batch], _ count: Int) -> Buffer? {
    guard batches.contains(where: { $0.weights != nil }) else { return nil }
    let buffer = Buffer(byteCount: count * 8)
    var target = buffer.pointer(to: Int64.self)
    for batch in batches {
      if let weights = batch.weights {
        target.update(from: weights, count: batch.count)
      } else {
        target.update(repeating: 1, count: batch.count)
      }
      target += batch.count
    }
    return buffer
  }
}
