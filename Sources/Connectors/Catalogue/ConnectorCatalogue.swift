import Columnar
import Dataflow
import Diagnostics

/// The connectors of this module, and the formats that every connector of records shares.
public enum ConnectorCatalogue {
  public static let descriptions = [
    FilesConnector.description, PrintConnector.description, BlackholeConnector.description,
  ]

  /// Another module's connector of records with the formats' options beside its own.
  public static func addingFormatOptions(
    to description: ConnectorDescription
  ) -> ConnectorDescription {
    var described = description
    let own = Set(description.options.map(\.name))
    described.formats = FormatOptions.formats
    described.options += FormatOptions.descriptions.filter { !own.contains($0.name) }
    return described
  }

  /// A decoder for one worker.
  ///
  /// Throws: `ConnectorError.configuration` for an unknown format or a wrong option.
  public static func makeDecoder(
    format: String, options: [String: OptionValue], columns: [DecodedColumn], zone: Zone
  ) throws -> any RecordDecoder {
    switch format {
    case "json":
      return JSONRecordDecoder(
        columns: columns, zone: zone,
        timestampUnit: try JSONRecordDecoder.TimestampUnit(options))
    case "csv":
      return CSVRecordDecoder(columns: columns, zone: zone, dialect: try CSVDialect(options))
    default: throw unknown(format)
    }
  }

  /// A decoder of message keys for one worker, as topics with a PRIMARY KEY are written: one column as its text, several
  /// as a JSON object of their names.
  ///
  /// Throws: `ConnectorError.configuration` for a wrong option.
  public static func makeKeyDecoder(
    options: [String: OptionValue], columns: [DecodedColumn], zone: Zone
  ) throws -> any RecordDecoder {
    if columns.count == 1 { return TextKeyDecoder(columns[0], zone: zone) }
    return JSONRecordDecoder(
      columns: columns, zone: zone, timestampUnit: try JSONRecordDecoder.TimestampUnit(options))
  }

  /// An encoder of rows with the given fields.
  ///
  /// Throws: `ConnectorError.configuration` for an unknown format or a wrong option.
  public static func makeEncoder(
    format: String, options: [String: OptionValue], fields: [Field], zone: Zone
  ) throws -> any RecordEncoder {
    let names = fields.map(\.name)
    switch format {
    case "json": return JSONRecordEncoder(names: names, zone: zone)
    case "csv":
      let dialect = try CSVDialect(options)
      guard dialect.quote != nil else {
        throw ConnectorError.wrongOption("quote", "", "some text cannot be written without quotes")
      }
      return CSVRecordEncoder(names: names, zone: zone, dialect: dialect)
    default: throw unknown(format)
    }
  }

  private static func unknown(_ format: String) -> ConnectorError {
    .wrongOption("format", format, "expected json or csv")
  }
}
