import CSimdJSON
import Columnar
import Dataflow

/// Decodes message keys that are the text of one value. One decoder belongs to one worker.
///
/// A record without bytes of its own (no key at all) becomes NULL; empty text is the empty text.
public final class TextKeyDecoder: RecordDecoder {
  private let column: DecodedColumn
  private let input: TextInput
  private let collector = FaultCollector()

  public init(_ column: DecodedColumn, zone: Zone) {
    self.column = column
    input = TextInput(column.type, zone: zone)
  }

  public func decode(_ block: RecordBlock) -> DecodedBlock {
    collector.begin(recordCount: block.count)
    let builder = ColumnBuilder(column.type, capacity: block.count)
    for record in 0..<block.count {
      if block[record].isAbsent {
        builder.appendNull()
      } else if let reason = append(block.slice(record), to: builder) {
        collector.addType(record, column: column, "message key: \(reason)")
        builder.appendNull()
      }
    }
    return collector.finish([builder.finish()], recordCount: block.count)
  }

  /// Why the bytes are no value of the column.
  private func append(_ bytes: Bytes, to builder: ColumnBuilder) -> String? {
    if let base = bytes.baseAddress, millrace_invalid_utf8(base, bytes.count) < bytes.count {
      return "invalid UTF-8"
    }
    do throws(ExpressionError) {
      try input.append(bytes, to: builder)
      return nil
    } catch {
      return error.message
    }
  }
}
