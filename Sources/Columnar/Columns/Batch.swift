/// Rows of one relation as columns: a delta of a Z-set.
///
/// Without weights every row is an insertion (weight +1): append-only relations never pay for retractions.
public struct Batch: Sendable {
  public let columns: [Column]
  public let count: Int
  let weightBuffer: Buffer?

  public init(columns: [Column], count: Int, weights: Buffer? = nil) {
    assert(columns.allSatisfy { $0.count == count }, "columns of unequal length")
    self.columns = columns
    self.count = count
    self.weightBuffer = weights
  }

  /// A weight a row, or nil where every row is +1.
  public var weights: UnsafePointer<Int64>? {
    weightBuffer.map { UnsafePointer($0.pointer(to: Int64.self)) }
  }
  public var sharedWeights: Buffer? { weightBuffer }

  @inline(__always)
  public func weight(_ row: Int) -> Int64 { weights.map { $0[row] } ?? 1 }

  public func replacing(columns: [Column]) -> Batch {
    Batch(columns: columns, count: count, weights: weightBuffer)
  }

  /// The values of one row, copied out. Not for hot paths.
  public func row(_ row: Int) -> [Value] { columns.map { $0[row] } }
}

/// A column's name and type, as a relation shows it.
public struct Field: Hashable, Sendable {
  public var name: String
  public var type: DataType
  public var nullable: Bool

  public init(_ name: String, _ type: DataType, nullable: Bool = true) {
    self.name = name
    self.type = type
    self.nullable = nullable
  }
}
