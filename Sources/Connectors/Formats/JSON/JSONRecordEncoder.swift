import Columnar
import Dataflow

/// Writes rows as JSON objects, one a record, without a newline in them.
public struct JSONRecordEncoder: RecordEncoder {
  private let names: [String]
  private let output: JSONOutput

  /// `names` are the keys, in the order of the columns.
  public init(names: [String], zone: Zone) {
    self.names = names
    output = JSONOutput(zone: zone)
  }

  public var preamble: [UInt8] { [] }

  public func encode(_ batch: Batch, row: Int, into bytes: inout [UInt8]) {
    output.writeObject(names: names, batch, row: row, to: &bytes)
  }
}
