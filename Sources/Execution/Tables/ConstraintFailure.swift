/// A row broke a constraint whose `on_violation` is `'fail'`: the run stops.
public struct ConstraintFailure: Error, Hashable, Sendable {
  public var table: String
  /// The constraint's name, or `format`, `type` and such.
  public var rule: String
  public var partition: Int
  public var offset: Int64
  /// The row's raw bytes.
  public var row: [UInt8]
  public var reason: String

  /// One line: what broke where, and the row's first 200 bytes.
  public var message: String {
    let shown = String(decoding: row.prefix(200), as: UTF8.self) + (row.count > 200 ? "…" : "")
    return
      "\(table): a row breaks \(rule) at partition \(partition), offset \(offset): \(reason): \(shown)"
  }
}
