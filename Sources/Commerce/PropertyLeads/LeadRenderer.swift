/// Events of property-leads as text, the corrupted ones damaged.
final class LeadRenderer {
  private let scenario: PropertyLeads
  private let rows: RowBatchRenderer
  /// Index of `user_id` among the rendered fields.
  private let firstField: Int

  var maximumRowBytes: Int { rows.maximumRowBytes }

  init(_ scenario: PropertyLeads) {
    self.scenario = scenario
    let fields: [RowBatchRenderer.Field] = [
      .init(name: "event_id", kind: .integer),
      .init(name: "user_id", kind: .integer),
      .init(name: "property_id", kind: .integer),
      .init(name: "date", kind: .timestamp),
      .init(name: "event", kind: .label(PropertyLeads.labels)),
    ]
    firstField = scenario.options.hasEventID ? 1 : 0
    rows = RowBatchRenderer(fields: Array(fields.dropFirst(1 - firstField)))
  }

  /// Renders event number `event`, which is `row` of the columns; returns the number of bytes, at least one.
  @inline(__always)
  func render(
    _ columns: LeadColumns, row: Int, event: Int64, to output: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let deviation = columns.deviation(row)
    if deviation.isCorruption {
      return renderDamaged(columns, row: row, deviation, event: event, to: output)
    }
    return rows.render(columns.rendered(withEventID: firstField == 1), row: row, to: output)
  }

  private func renderDamaged(
    _ columns: LeadColumns, row: Int, _ deviation: LeadDeviation, event: Int64,
    to output: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let rendered = columns.rendered(withEventID: firstField == 1)
    let (user, property, date, label) = (firstField, firstField + 1, firstField + 2, firstField + 3)
    let choice = scenario.damage(below: 1 << 20, of: event)
    func replace(_ field: Int, _ text: String?) -> Int {
      rows.render(
        rendered, row: row, replacing: field, by: text.map { Array($0.utf8) }, to: output)
    }
    switch deviation {
    case .cutLine:
      let whole = rows.render(rendered, row: row, to: output)
      return 1 + choice % (whole - 2)
    case .missingBrace: return rows.render(rendered, row: row, to: output) - 1
    case .unquotedText:
      return replace(label, PropertyLeads.labels[Int(columns[LeadColumns.label][row])])
    case .wrongType: return replace(choice % 2 == 0 ? user : property, "\"abc\"")
    case .missingColumn: return replace([user, property, date][choice % 3], nil)
    case .outOfRange: return replace(choice % 2 == 0 ? user : property, "99999999999999999999")
    case .invalidUTF8:
      let bytes = Array("\"vi".utf8) + [choice % 2 == 0 ? 0xFF : 0xC3] + Array("ew\"".utf8)
      return rows.render(rendered, row: row, replacing: label, by: bytes, to: output)
    case .unknownEvent: return replace(label, choice % 2 == 0 ? "\"purchase\"" : "\"VIEW\"")
    case .impossibleDate: return replace(date, Self.impossibleDates[choice % 3])
    case .none, .late, .duplicate:
      preconditionFailure("only corrupted events are damaged")
    }
  }

  private static let impossibleDates = [
    "\"2021-02-30 10:00:00\"", "\"2021-13-01 00:00:00\"", "\"2021-11-30 25:00:00\"",
  ]
}
