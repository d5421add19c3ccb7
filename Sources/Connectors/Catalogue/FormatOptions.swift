import Columnar
import Dataflow
import Diagnostics

/// The options of the formats, which every connector of records takes beside its own.
public enum FormatOptions {
  public static let formats = ["json", "csv"]

  public static let descriptions = [
    OptionDescription(
      "format", .choice(formats), isRequired: true,
      "How a record is written: a JSON object a line, or CSV."),
    OptionDescription(
      "timestamp_unit", .choice(["s", "ms", "us"]),
      "What a JSON number means in a timestamp column, counted since 1970 in UTC; without it a number is refused."
    ),
    OptionDescription(
      "header", .boolean, default: "true",
      "Whether the first record of a CSV file names its columns; without it they are taken in order."
    ),
    OptionDescription(
      "delimiter", .text, default: ",",
      "What stands between two fields of CSV: one ASCII character, or \\t for a tab."),
    OptionDescription(
      "quote", .text, default: "\"",
      "What encloses CSV fields that hold a delimiter or a line's end: one ASCII character, or '' for nothing."
    ),
    OptionDescription(
      "null", .text, default: "", "The unquoted CSV field that is read as NULL, and written for it."
    ),
  ]
}

extension JSONRecordDecoder.TimestampUnit {
  init?(_ options: [String: OptionValue]) throws(ConnectorError) {
    guard let text = try options.text("timestamp_unit") else { return nil }
    guard let unit = JSONRecordDecoder.TimestampUnit(rawValue: text) else {
      throw .wrongOption("timestamp_unit", text, "expected 's', 'ms' or 'us'")
    }
    self = unit
  }
}

extension CSVDialect {
  init(_ options: [String: OptionValue]) throws(ConnectorError) {
    self.init()
    header = try options.boolean("header") ?? header
    if let text = try options.text("null") { null = Array(text.utf8) }
    if let text = try options.text("delimiter") {
      guard let byte = CSVDialect.byte(text) else {
        throw .wrongOption("delimiter", text, "expected one ASCII character, or \\t for a tab")
      }
      delimiter = byte
    }
    if let text = try options.text("quote") {
      guard text.isEmpty || CSVDialect.byte(text) != nil else {
        throw .wrongOption("quote", text, "expected one ASCII character, or '' for nothing")
      }
      quote = CSVDialect.byte(text)
    }
    if quote == delimiter {
      throw .wrongOption(
        "quote", String(decoding: [delimiter], as: UTF8.self), "it is the delimiter")
    }
  }

  private static func byte(_ text: String) -> UInt8? {
    if text == "\\t" { return UInt8(ascii: "\t") }
    guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80, byte != 10, byte != 13,
      byte != 0
    else { return nil }
    return byte
  }
}

extension RecordShape {
  /// How a file of a format falls into records.
  init(_ options: [String: OptionValue]) throws(ConnectorError) {
    switch try options.text("format") {
    case "csv"?:
      let dialect = try CSVDialect(options)
      self = .csv(delimiter: dialect.delimiter, quote: dialect.quote, header: dialect.header)
    default: self = .lines
    }
  }
}
