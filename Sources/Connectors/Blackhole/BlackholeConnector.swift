import Diagnostics

/// The `blackhole` connector as the planner and the reference page see it.
public enum BlackholeConnector {
  public static let description = ConnectorDescription(
    name: "blackhole", summary: "Takes everything and keeps nothing, for benchmarks.",
    isSource: false, isSink: true, bounds: .unbounded, takesDeletions: false, takesChanges: true,
    formats: [], options: [])
}
