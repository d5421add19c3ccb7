import Columnar
import Dataflow
import Diagnostics

/// The `files` connector as the planner and the reference page see it.
public enum FilesConnector {
  public static let description = ConnectorDescription(
    name: "files",
    summary:
      "Files of JSON lines or CSV, plain, gzip (.gz) or Zstandard (.zst), read in name order or written epoch by epoch.",
    isSource: true, isSink: true, bounds: .boundedUnless(option: "follow"), takesDeletions: false,
    takesChanges: false, formats: FormatOptions.formats,
    options: [
      OptionDescription(
        "path", .text, isRequired: true,
        "Of a source: a file, a folder (not the folders in it; names with . or _ in front are left out) or a glob. Of a sink: a folder."
      ),
      OptionDescription(
        "follow", .boolean, default: "false",
        "Wait for new files, and for new lines of the last one, instead of ending."),
      OptionDescription(
        "partition_by", .choice(["file"]),
        "With 'file' each file is a partition with a watermark of its own, for folders that another system striped."
      ),
      OptionDescription(
        "line_limit", .size, default: "16 MiB",
        "A longer record is rejected, and only its first bytes are kept; at most 1 GiB."),
      OptionDescription(
        "roll", .list([.duration(none: false), .size]), default: "10 seconds, 64 MiB",
        "A sink shows a file at the first commit at which it is so old or so large; the rest at the end of the run."
      ),
      OptionDescription(
        "folder", .text,
        "Folders within a sink's path by the column folder_by, such as 'data_%Y_%m_%d'; %H is the hour."
      ),
      OptionDescription(
        "folder_by", .column,
        "The date or time column that decides a row's folder; needed with folder."),
    ] + FormatOptions.descriptions,
    hiddenColumns: [
      ConnectorDescription.HiddenColumn("file_name", "text"),
      ConnectorDescription.HiddenColumn("file_line", "bigint"),
    ])
}

extension FilesSource {
  /// From the validated options of a table.
  ///
  /// Throws: `ConnectorError.configuration`.
  public convenience init(options: [String: OptionValue]) throws {
    var settings = Settings(path: try options.required("path"), shape: try RecordShape(options))
    settings.partitionByFile = try options.text("partition_by") == "file"
    settings.follow = try options.boolean("follow") ?? false
    settings.lineLimit = try options.byteCount("line_limit") ?? settings.lineLimit
    guard 1...(1 << 30) ~= settings.lineLimit else {
      throw ConnectorError.wrongOption(
        "line_limit", "\(settings.lineLimit) bytes", "expected 1 byte to 1 GiB")
    }
    self.init(settings)
  }
}

extension FilesSink {
  /// From the validated options of a table with the given columns.
  ///
  /// Throws: `ConnectorError.configuration`.
  public convenience init(
    options: [String: OptionValue], encoder: any RecordEncoder, names: [String], zone: Zone = .utc
  ) throws {
    let format = try options.text("format") ?? "json"
    var settings = Settings(
      path: try options.required("path"), suffix: format == "csv" ? "csv" : "jsonl")
    switch options["roll"] {
    case .list(let parts)?: for part in parts { settings.setRoll(part) }
    case let part?: settings.setRoll(part)
    case nil: break
    }
    settings.folder = try FilesSink.folder(options, names, zone)
    self.init(settings, encoder: encoder)
  }

  private static func folder(
    _ options: [String: OptionValue], _ names: [String], _ zone: Zone
  ) throws(ConnectorError) -> DatedFolder? {
    guard let pattern = try options.text("folder") else { return nil }
    guard let column = try options.text("folder_by") else {
      throw ConnectorError(
        .configuration, "option folder needs folder_by",
        help: "name the date or time column that decides a row's folder: folder_by = 'COLUMN'")
    }
    guard let number = names.firstIndex(of: column) else {
      throw .wrongOption("folder_by", column, "there is no such column")
    }
    guard let folder = DatedFolder(pattern, column: number, zone: zone) else {
      throw .wrongOption("folder", pattern, "expected a path with %Y, %m, %d or %H in it")
    }
    return folder
  }
}

extension FilesSink.Settings {
  fileprivate mutating func setRoll(_ value: OptionValue) {
    switch value {
    case .microseconds(let age): rollAge = age
    case .byteCount(let size): rollSize = size
    default: break
    }
  }
}
