/// A kind of damage that corruption can do.
struct DamageDescription: Sendable {
  /// Which keys tell what is damaged.
  enum Target: Sendable {
    /// The whole text.
    case record
    /// One of `fields`, which without it are all written fields of this kind.
    case fields(FieldKind)
    /// `fields`, two of them.
    case pair
    case fieldOf
    case set
  }

  enum FieldKind: Sendable { case any, text, number, timestamp }

  var name: String
  var target: Target
  /// Whether a table with the job's constraints rejects the record.
  var isRejected: Bool
  var summary: String

  var section: SectionDescription {
    typealias Key = SectionDescription.Key
    var keys = [
      Key("kind", "kind", "What is done; the entry's name."),
      Key("weight", "number", default: "1", "How often, beside the others."),
      Key("expect", "reject or accept", "Whether a table with constraints rejects the record."),
    ]
    switch target {
    case .record: break
    case .fields: keys.append(Key("fields", "list of fields", "One of these, by chance."))
    case .pair: keys.append(.required("fields", "two fields", "Which change places."))
    case .fieldOf:
      keys.append(.required("field", "field", "Which gets another record's value."))
      keys.append(.required("of", "field", "On which it depends."))
    case .set: keys.append(.required("set", "{field: value}", "What stands in the fields."))
    }
    if name == "unknown_value" { keys.append(.required("values", "list", "What stands there.")) }
    return SectionDescription(name: "damage \(name)", summary: summary, keys: keys)
  }

  static func named(_ name: String) -> DamageDescription? { all.first { $0.name == name } }

  static let all: [DamageDescription] = [
    .init(name: "cut_line", target: .record, isRejected: true, summary: "The record ends early."),
    .init(
      name: "missing_brace", target: .record, isRejected: true,
      summary: "The last brace is missing."),
    .init(
      name: "unquoted_text", target: .fields(.text), isRejected: true,
      summary: "A text without its quotes."),
    .init(
      name: "invalid_utf8", target: .fields(.text), isRejected: true,
      summary: "A byte within a text that is no UTF-8."),
    .init(
      name: "mojibake", target: .fields(.text), isRejected: false,
      summary: "UTF-8 read as Latin-1 and written again."),
    .init(
      name: "missing_field", target: .fields(.any), isRejected: true, summary: "A field is absent."),
    .init(
      name: "wrong_type", target: .fields(.any), isRejected: true,
      summary: "A text where a number belongs, or the like."),
    .init(
      name: "out_of_range", target: .fields(.number), isRejected: true,
      summary: "A number that no bigint holds."),
    .init(
      name: "negative", target: .fields(.number), isRejected: true,
      summary: "The number below 0."),
    .init(
      name: "absurd", target: .fields(.number), isRejected: false,
      summary: "The number times 100 to 10 000."),
    .init(
      name: "impossible_date", target: .fields(.timestamp), isRejected: true,
      summary: "A date that no calendar has."),
    .init(
      name: "wrong_year", target: .fields(.timestamp), isRejected: true,
      summary: "A date far from now."),
    .init(
      name: "unknown_value", target: .fields(.any), isRejected: true,
      summary: "One of `values`, which the field never has."),
    .init(
      name: "swapped", target: .pair, isRejected: false, summary: "Two fields change places."),
    .init(
      name: "wrong_total", target: .fields(.number), isRejected: false,
      summary: "The number off by 1 to 50 %."),
    .init(
      name: "mismatched", target: .fieldOf, isRejected: false,
      summary: "The value that belongs to another value of the field on which it depends."),
    .init(
      name: "contradiction", target: .set, isRejected: false,
      summary: "Fields are set, against what the others say."),
    .init(
      name: "changed_copy", target: .fields(.any), isRejected: true,
      summary: "An earlier record again, with another value in one field."),
  ]
}
