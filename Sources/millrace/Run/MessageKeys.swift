import Columnar
import Dataflow
import Planning
import Store

/// The message keys of a topic that is written: the PRIMARY KEY (one column as its text, several as a JSON object), else
/// the column that `key` names, else none.
struct MessageKeys {
  let mode: TopicSink.Mode

  init(_ table: TableDefinition, zone: Zone) {
    let text = TextOutput(zone: zone)
    if table.primaryKey.count == 1 {
      mode = .upsert(key: MessageKeys.text(of: table.primaryKey[0], text))
    } else if !table.primaryKey.isEmpty {
      let columns = table.primaryKey
      let names = columns.map { table.columns[$0].name }
      let output = JSONOutput(zone: zone)
      mode = .upsert { batch, row, bytes in
        let key = batch.replacing(columns: columns.map { batch.columns[$0] })
        output.writeObject(names: names, key, row: row, to: &bytes)
        return true
      }
    } else if let name = table.text("key"),
      let column = table.columns.firstIndex(where: { $0.name == name })
    {
      mode = .append(key: MessageKeys.text(of: column, text))
    } else {
      mode = .append(key: nil)
    }
  }

  /// A column's text; no key where it is NULL.
  private static func text(of column: Int, _ output: TextOutput) -> TopicSink.KeyEncoder {
    { batch, row, bytes in
      if batch.columns[column].isNull(row) { return false }
      output.append(batch.columns[column], row: row, to: &bytes)
      return true
    }
  }
}
