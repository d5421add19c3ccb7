/// A way in which a record is damaged on its way.
struct CorruptionDefinition: Sendable {
  /// As the truth names it.
  var name: String
  var weight: Double
  var damage: Damage
  /// Whether a table with the job's constraints rejects the record; else only analysis can find it.
  var isRejected: Bool

  enum Damage: Sendable {
    // The record's text.
    case cutLine
    case missingBrace
    /// A text value loses its quotes.
    case unquotedText(fields: [Int])
    /// A byte that is no UTF-8 within a text.
    case invalidUTF8(fields: [Int])
    /// UTF-8 read as Latin-1 and written as UTF-8 again: é becomes Ã©; a text without such letters gets some.
    case mojibake(fields: [Int])
    // One of these fields, by chance.
    case missingField(fields: [Int])
    case wrongType(fields: [Int])
    /// A number that no bigint holds.
    case outOfRange(fields: [Int])
    case negative(fields: [Int])
    /// Times 100 to 10 000.
    case absurd(fields: [Int])
    case impossibleDate(fields: [Int])
    /// A far future or long past date.
    case wrongYear(fields: [Int])
    case unknownValue(fields: [Int], values: [ScenarioValue])
    /// The two fields' values change places.
    case swapped(Int, Int)
    /// Off by 1 to 50 %.
    case wrongTotal(fields: [Int])
    /// The value that another record would have, under another value of the field on which it depends.
    case mismatched(field: Int, of: Int)
    /// Fields are set, against what the others say.
    case contradiction([(field: Int, value: ScenarioValue)])
    /// A copy of an earlier record with another value in one field.
    case changedCopy(fields: [Int])
  }
}
