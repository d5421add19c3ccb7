import Columnar
import Diagnostics
import SQL

extension BindingContext {
  private static let types: [String: DataType] = [
    "boolean": .boolean, "bool": .boolean,
    "smallint": .smallint, "int2": .smallint,
    "integer": .integer, "int": .integer, "int4": .integer,
    "bigint": .bigint, "int8": .bigint,
    "real": .real, "float4": .real,
    "double precision": .double, "float8": .double, "float": .double,
    "text": .text, "bytea": .bytea, "date": .date,
    "time": .time, "time without time zone": .time,
    "timestamp": .timestamp, "timestamp without time zone": .timestamp,
    "timestamptz": .timestamptz, "timestamp with time zone": .timestamptz,
    "interval": .interval, "uuid": .uuid, "json": .json, "jsonb": .jsonb,
  ]

  /// Postgres' types that Millrace lacks, with what to take instead.
  private static let missingTypes: [String: String] = [
    "money": "numeric(12, 2)", "serial": "bigint", "bigserial": "bigint", "smallserial": "integer",
    "char": "varchar(n) or text", "character": "varchar(n) or text", "bpchar": "varchar(n) or text",
    "timetz": "time", "time with time zone": "time", "xml": "text", "name": "text",
    "inet": "text", "cidr": "text", "macaddr": "text", "bit": "text", "varbit": "text",
    "bit varying": "text", "point": "two columns of double precision", "tsvector": "text",
    "oid": "bigint", "int4range": "two columns of integer", "tsrange": "two columns of timestamp",
    "string": "text", "varchar2": "text", "datetime": "timestamp", "number": "numeric",
    "tinyint": "smallint", "double": "double precision", "long": "bigint", "blob": "bytea",
    "nvarchar": "text", "int64": "bigint", "int32": "integer", "float64": "double precision",
  ]

  /// The type, or nil after a fault.
  func bindType(_ syntax: TypeSyntax) -> DataType? {
    guard let element = bindElement(syntax) else { return nil }
    switch syntax.arrayDepth {
    case 0: return element
    case 1: return .array(element)
    default:
      faults.unsupported("an array of arrays", at: syntax.range, help: "take jsonb")
      return nil
    }
  }

  private func bindElement(_ syntax: TypeSyntax) -> DataType? {
    let modifiers = syntax.modifiers
    switch syntax.name {
    case "numeric", "decimal", "dec": return bindNumeric(modifiers, syntax.range)
    case "varchar", "character varying":
      guard let length = modifiers.first else { return .text }
      if 1...10_485_760 ~= length { return .varchar(length) }
      faults.error("type", "the length of a varchar is 1 to 10485760", at: syntax.range)
      return nil
    default: break
    }
    guard let type = BindingContext.types[syntax.name] else {
      if let instead = BindingContext.missingTypes[syntax.name] {
        faults.error(
          "unsupported-type", "there is no type \(syntax.name) in Millrace", at: syntax.range,
          help: "take \(instead)")
      } else {
        faults.unknown(
          "unknown-type", "there is no type \(syntax.name)", name: syntax.name, at: syntax.range,
          among: BindingContext.types.keys.sorted() + ["numeric", "decimal", "varchar"])
      }
      return nil
    }
    if modifiers.isEmpty || hasFullPrecision(type, modifiers) { return type }
    faults.error(
      "type", "\(syntax.name) takes no length or precision here", at: syntax.range,
      help: "write \(type)")
    return nil
  }

  /// `timestamp(6)` is what `timestamp` is.
  private func hasFullPrecision(_ type: DataType, _ modifiers: [Int]) -> Bool {
    [.timestamp, .timestamptz, .time].contains(type) && modifiers == [6]
  }

  private func bindNumeric(_ modifiers: [Int], _ range: TextRange) -> DataType? {
    guard let precision = modifiers.first else { return .numeric }
    let scale = modifiers.count > 1 ? modifiers[1] : 0
    guard 1...Decimal.digitsMax ~= precision, 0...precision ~= scale else {
      faults.error(
        "type",
        "numeric(p, s) has at most \(Decimal.digitsMax) digits, of which 0 to p after the point",
        at: range, help: "write numeric(12, 2), or numeric without a precision")
      return nil
    }
    return .numeric(precision: precision, scale: scale)
  }
}
