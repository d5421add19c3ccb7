import Diagnostics

/// The `print` connector as the planner and the reference page see it.
public enum PrintConnector {
  public static let description = ConnectorDescription(
    name: "print",
    summary:
      "A line of JSON a change on standard output: {\"op\":\"+\",\"row\":{…}}, \"-\" for a retraction.",
    isSource: false, isSink: true, bounds: .unbounded, takesDeletions: false, takesChanges: true,
    formats: [], options: [])
}
