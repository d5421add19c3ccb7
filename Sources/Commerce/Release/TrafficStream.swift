/// A stream of a scenario, for targets.
public struct TrafficStream: Sendable {
  public var name: String
  /// The topic that the scenario names.
  public var topic: String
  /// The first line of its CSV files, with its newline.
  let csvHeader: [UInt8]

  /// What a file begins with.
  func header(_ format: RecordFormat) -> [UInt8] { format == .csv ? csvHeader : [] }
}
