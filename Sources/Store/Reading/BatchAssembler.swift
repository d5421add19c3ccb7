import Columnar
import Dataflow

/// Collects stored rows into batches of a bounded size.
struct BatchAssembler {
  private let builders: [ColumnBuilder]
  private var weights: [Int64] = []
  private var hasWeights = false
  private var count = 0
  private let limit: Int
  private let take: (Batch) throws -> Void

  init(_ fields: [Field], rowsPerBatch limit: Int, _ take: @escaping (Batch) throws -> Void) {
    builders = fields.map { ColumnBuilder($0.type) }
    self.limit = limit
    self.take = take
  }

  /// Adds one row: `fill` appends to every builder.
  mutating func append(weight: Int64 = 1, _ fill: ([ColumnBuilder]) throws -> Void) throws {
    try fill(builders)
    weights.append(weight)
    hasWeights = hasWeights || weight != 1
    count += 1
    if count == limit { try flush() }
  }

  mutating func flush() throws {
    guard count > 0 else { return }
    var buffer: Buffer?
    if hasWeights {
      let made = Buffer(byteCount: count * 8)
      for (row, weight) in weights.enumerated() { made.pointer(to: Int64.self)[row] = weight }
      buffer = made
    }
    try take(Batch(columns: builders.map { $0.finish() }, count: count, weights: buffer))
    weights.removeAll(keepingCapacity: true)
    hasWeights = false
    count = 0
  }
}
