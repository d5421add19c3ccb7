import Columnar

/// A column that a format reads out of each record.
public struct DecodedColumn: Sendable {
  public var name: String
  /// Where it lies in the record: names of nested fields, outermost first.
  public var path: [String]
  public var type: DataType
  /// For a missing field; an explicit null stays NULL.
  public var defaultValue: Value
  /// False: its type is checked all the same, but no column is made for it (the result holds an empty column).
  public var isNeeded: Bool

  public init(
    name: String, path: [String], type: DataType, defaultValue: Value = .null,
    isNeeded: Bool = true
  ) {
    self.name = name
    self.path = path
    self.type = type
    self.defaultValue = defaultValue
    self.isNeeded = isNeeded
  }
}

/// The rows of a block as columns, and the records that are no rows.
public struct DecodedBlock: Sendable {
  /// One for each requested column, `rows.count` long (empty where not needed).
  public var columns: [Column]
  public var rowCount: Int
  /// The record of each row; nil where every record became a row, in order.
  public var records: [UInt32]?
  public var faults: [RecordFault]
  /// What a person should know about the records beside their faults; each is said once a run.
  public var remarks: [String] = []

  public init(columns: [Column], rowCount: Int, records: [UInt32]?, faults: [RecordFault]) {
    self.columns = columns
    self.rowCount = rowCount
    self.records = records
    self.faults = faults
  }
}

/// Why a record is no row.
public struct RecordFault: Sendable {
  public var record: Int
  /// `format` (not JSON, not CSV, invalid UTF-8, too long) or `type` (a field of another type or out of range).
  public var rule: String
  public var message: String

  public init(record: Int, rule: String, message: String) {
    self.record = record
    self.rule = rule
    self.message = message
  }
}

/// Turns raw records into columns. One decoder belongs to one worker.
///
/// A record is accepted or refused by a strict parse of all of it, whichever columns are needed.
public protocol RecordDecoder: AnyObject {
  func decode(_ block: RecordBlock) -> DecodedBlock
}

/// Turns rows into the bytes of records, without a line's end.
public protocol RecordEncoder: Sendable {
  /// What comes first in a new file, such as a CSV header with its line's end; empty for most.
  var preamble: [UInt8] { get }
  func encode(_ batch: Batch, row: Int, into bytes: inout [UInt8])
}
