extension DataType {
  /// The type as Postgres' catalogue names it, without length and precision: what `pg_typeof` answers.
  public var catalogueName: String {
    switch self {
    case .numeric: "numeric"
    case .varchar: "character varying"
    case .time: "time without time zone"
    case .timestamp: "timestamp without time zone"
    case .timestamptz: "timestamp with time zone"
    case .array(let element): "\(element.catalogueName)[]"
    default: description
    }
  }
}
