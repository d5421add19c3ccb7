/// A record as its fields' values, in the order in which they are written, while it is being damaged.
struct DamagedRecord {
  struct Entry {
    var field: Int
    var path: [String]
    var value: RecordValue
  }

  var entries: [Entry]

  /// A field's place in `entries`; nil where this version does not write it.
  func place(of field: Int) -> Int? { entries.firstIndex { $0.field == field } }

  func value(of field: Int) -> RecordValue? { place(of: field).map { entries[$0].value } }

  mutating func set(_ field: Int, _ value: RecordValue) {
    for place in entries.indices where entries[place].field == field {
      entries[place].value = value
    }
  }

  /// `columns` are those of CSV.
  func line(_ format: RecordFormat, columns: [[String]]) -> [UInt8] {
    var line: [UInt8] = []
    switch format {
    case .json:
      let layout = RecordLayout.json(
        entries.enumerated().map { (field: $0.offset, path: $0.element.path) })
      for step in layout.steps { line += step.literal + entries[step.field].value.json }
      line += layout.end
    case .csv:
      for (place, cell) in cells(columns).enumerated() {
        if place > 0 { line.append(UInt8(ascii: ",")) }
        line += cell
      }
    }
    return line
  }

  /// The fields of the CSV record.
  func cells(_ columns: [[String]]) -> [[UInt8]] {
    columns.map { path in
      var cell: [UInt8] = []
      entries.first { $0.path == path }?.value.appendCSV(to: &cell)
      return cell
    }
  }
}
