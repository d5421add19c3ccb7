import Columnar
import Dataflow

/// Rows of one chunk that go to `TABLE.rejects` or `TABLE.warnings`: raw bytes, place, rule and message.
struct SetAsideRows {
  private struct Line {
    var record: Int
    var rule: String
    var message: String
  }

  private var lines: [Line] = []

  var count: Int { lines.count }
  var isEmpty: Bool { lines.isEmpty }

  mutating func append(record: Int, rule: String, message: String) {
    lines.append(Line(record: record, rule: rule, message: message))
  }

  mutating func remove(record: Int) { lines.removeAll { $0.record == record } }

  /// raw bytea, log_partition bigint, log_offset bigint, rule text, message text; in the order of the records.
  func batch(of block: RecordBlock, partition: Int) -> Batch {
    let builders = [DataType.bytea, .bigint, .bigint, .text, .text].map {
      ColumnBuilder($0, capacity: lines.count)
    }
    let ordered = lines.enumerated().sorted {
      ($0.element.record, $0.offset) < ($1.element.record, $1.offset)
    }
    for (_, line) in ordered {
      builders[0].append(bytes: block.slice(line.record))
      builders[1].append(word: Int64(partition))
      builders[2].append(word: block[line.record].offset)
      builders[3].append(text: line.rule)
      builders[4].append(text: line.message)
    }
    return Batch(columns: builders.map { $0.finish() }, count: lines.count)
  }
}
