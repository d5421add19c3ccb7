import Diagnostics

/// The connectors that a pipeline can name.
enum PipelineConnectors {
  static let topic = ConnectorDescription(
    name: "topic", summary: "A topic of the broker.", isSource: true, isSink: true,
    bounds: .unbounded, takesDeletions: true, takesChanges: false, formats: ["json", "csv"],
    options: [
      OptionDescription("topic", .text, isRequired: true, "The topic's name."),
      OptionDescription("key", .column, "The column that becomes the message's key."),
      OptionDescription("broker", .text, "Another broker than the run's."),
      OptionDescription("retention", .duration(none: false), default: "7 days", "How long."),
      OptionDescription(
        "timestamp_unit", .choice(["s", "ms", "us"]), default: "ms", "Of numbers as times."),
    ],
    hiddenColumns: [
      .init("log_partition", "integer"), .init("log_offset", "bigint"),
      .init("log_timestamp", "timestamptz"), .init("log_key", "bytea"),
    ])

  static let files = ConnectorDescription(
    name: "files", summary: "Files in a folder.", isSource: true, isSink: true,
    bounds: .boundedUnless(option: "follow"), takesDeletions: false, takesChanges: false,
    formats: ["json", "csv"],
    options: [
      OptionDescription("path", .text, isRequired: true, "A file, a folder or a glob."),
      OptionDescription("follow", .boolean, default: "false", "Watch for new files."),
      OptionDescription("partition_by", .choice(["file"]), "Each file is a partition."),
      OptionDescription(
        "roll", .list([.duration(none: false), .size]), default: "10 seconds, 64 MiB",
        "When a file is finished."),
      OptionDescription("line_bytes_max", .size, default: "16 MiB", "The longest line."),
      OptionDescription("skip", .integer(0...1000), default: "0", "Lines to skip."),
    ],
    hiddenColumns: [.init("file_name", "text"), .init("file_line", "bigint")])

  static let print = ConnectorDescription(
    name: "print", summary: "A line a change.", isSource: false, isSink: true,
    bounds: .unbounded, takesDeletions: false, takesChanges: true, formats: [], options: [])

  static let blackhole = ConnectorDescription(
    name: "blackhole", summary: "Nothing.", isSource: false, isSink: true,
    bounds: .unbounded, takesDeletions: false, takesChanges: true, formats: [], options: [])

  static let all = [topic, files, print, blackhole]
}
