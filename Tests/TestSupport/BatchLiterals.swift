import Columnar

/// A batch written down row by row: `batch([.bigint, .text], [1, "a"], [2, nil])`.
public func batch(_ types: [DataType], _ rows: [Cell]..., weights: [Int64]? = nil) -> Batch {
  batch(types, rows: rows, weights: weights)
}

public func batch(_ types: [DataType], rows: [[Cell]], weights: [Int64]? = nil) -> Batch {
  let builders = types.map { ColumnBuilder($0) }
  for row in rows {
    precondition(row.count == types.count, "a row has a cell for each column")
    for (builder, cell) in zip(builders, row) { builder.append(cell.value(of: builder.type)) }
  }
  var buffer: Buffer?
  if let weights {
    precondition(weights.count == rows.count, "a row has one weight")
    let fresh = Buffer(byteCount: weights.count * 8)
    fresh.pointer(to: Int64.self).update(from: weights, count: weights.count)
    buffer = fresh
  }
  return Batch(columns: builders.map { $0.finish() }, count: rows.count, weights: buffer)
}

/// One literal of a batch: `nil`, `7`, `1.5`, `true` or `"text"`; numbers of numeric columns are texts.
public struct Cell: Hashable, Sendable, ExpressibleByNilLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringLiteral
{
  private enum Content: Hashable, Sendable {
    case null
    case word(Int64)
    case double(Double)
    case boolean(Bool)
    case text(String)
  }

  private let content: Content

  public init(nilLiteral: ()) { content = .null }
  public init(integerLiteral value: Int64) { content = .word(value) }
  public init(floatLiteral value: Double) { content = .double(value) }
  public init(booleanLiteral value: Bool) { content = .boolean(value) }
  public init(stringLiteral value: String) { content = .text(value) }
  public init(_ value: Int64) { content = .word(value) }
  public init(_ value: Double) { content = .double(value) }
  public init(_ value: String) { content = .text(value) }

  func value(of type: DataType) -> Value {
    switch content {
    case .null: return .null
    case .word(let value) where type.layout == .double: return .double(Double(value))
    case .word(let value) where type.layout == .decimal: return .decimal(Decimal(value))
    case .word(let value): return .word(value)
    case .double(let value): return .double(value)
    case .boolean(let value): return .boolean(value)
    case .text(let value):
      do {
        return try TextInput(type).value(value)
      } catch {
        preconditionFailure("'\(value)' is no \(type)")
      }
    }
  }
}

extension Batch {
  /// Each row as text with its weight: `+1 7, a, NULL`; in the order of the rows.
  public var lines: [String] {
    (0..<count).map { row in
      let cells = columns.map { column in
        TextOutput().text(column[row], column.type) ?? "NULL"
      }
      let weight = weight(row)
      return "\(weight > 0 ? "+" : "")\(weight) " + cells.joined(separator: ", ")
    }
  }
}

/// The sum of deltas: each row (as text) with its weight, without those that cancel out.
public func consolidated(_ batches: [Batch]) -> [String: Int64] {
  var sums: [String: Int64] = [:]
  for batch in batches {
    for (row, line) in batch.lines.enumerated() {
      let text = String(line.drop { $0 != " " }.dropFirst())
      sums[text, default: 0] &+= batch.weight(row)
    }
  }
  return sums.filter { $0.value != 0 }
}
