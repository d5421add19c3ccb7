/// A SQL type as declared, with its length or precision.
public indirect enum DataType: Hashable, Sendable {
  case boolean
  case smallint
  case integer
  case bigint
  case real
  case double
  /// Exact decimal; nil precision is Postgres' unconstrained `numeric`.
  case numeric(precision: Int?, scale: Int?)
  case text
  case varchar(Int)
  case bytea
  case date
  case time
  case timestamp
  case timestamptz
  case interval
  case uuid
  case json
  case jsonb
  case array(DataType)

  public static let numeric = DataType.numeric(precision: nil, scale: nil)
}

/// How the values of a type lie in memory. Many types share a layout, so that kernels are few.
public enum Layout: Sendable {
  /// One byte a value, 0 or 1.
  case bit
  /// Int64: integers of every width; date in days since 1970; time in µs of the day; timestamp and
  /// timestamptz in µs since 1970 (UTC). Int64.min and .max are −infinity and infinity of the last four.
  case word
  /// Float64; `real` is rounded to Float32 whenever a value is made.
  case double
  /// `Decimal`, 16 bytes.
  case decimal
  /// `Interval`, 16 bytes.
  case interval
  /// Variable length: UInt32 offsets into bytes. uuid is its 16 bytes, jsonb its canonical text,
  /// an array its elements in `ArrayEncoding`.
  case bytes
}

extension DataType {
  public var layout: Layout {
    switch self {
    case .boolean: .bit
    case .smallint, .integer, .bigint, .date, .time, .timestamp, .timestamptz: .word
    case .real, .double: .double
    case .numeric: .decimal
    case .interval: .interval
    case .text, .varchar, .bytea, .uuid, .json, .jsonb, .array: .bytes
    }
  }
}

/// The type as Postgres spells it.
extension DataType: CustomStringConvertible {
  public var description: String {
    switch self {
    case .boolean: "boolean"
    case .smallint: "smallint"
    case .integer: "integer"
    case .bigint: "bigint"
    case .real: "real"
    case .double: "double precision"
    case .numeric(let precision?, let scale): "numeric(\(precision),\(scale ?? 0))"
    case .numeric: "numeric"
    case .text: "text"
    case .varchar(let length): "varchar(\(length))"
    case .bytea: "bytea"
    case .date: "date"
    case .time: "time"
    case .timestamp: "timestamp"
    case .timestamptz: "timestamptz"
    case .interval: "interval"
    case .uuid: "uuid"
    case .json: "json"
    case .jsonb: "jsonb"
    case .array(let element): "\(element)[]"
    }
  }
}
