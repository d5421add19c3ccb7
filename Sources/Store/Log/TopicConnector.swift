import Diagnostics

/// The `topic` connector as the planner and the reference page see it.
public enum TopicConnector {
  public static let description = ConnectorDescription(
    name: "topic",
    summary: "A topic of the broker that the run was given: the embedded log.",
    isSource: true, isSink: true, bounds: .unbounded, takesDeletions: true, takesChanges: false,
    formats: ["json", "csv"],
    options: [
      OptionDescription("topic", .text, isRequired: true, "Name of the topic."),
      OptionDescription(
        "key", .column,
        "Column whose text is the message key: of a sink without a PRIMARY KEY; of a source what its producers key by, which validate holds against UNIQUE."
      ),
      OptionDescription(
        "broker", .text,
        "Broker of this table, such as 'embedded:DIR'; the run's where it is not given."),
      OptionDescription(
        "retention", .duration(none: true), default: "7 days",
        "How long an embedded topic that is written keeps its messages."),
    ],
    hiddenColumns: [
      ConnectorDescription.HiddenColumn("log_partition", "bigint"),
      ConnectorDescription.HiddenColumn("log_offset", "bigint"),
      ConnectorDescription.HiddenColumn("log_timestamp", "timestamptz"),
      ConnectorDescription.HiddenColumn("log_key", "bytea"),
    ])
}
