/// A way to make a field's values: the key that names it, and the keys beside it.
struct GeneratorDescription: Sendable {
  private typealias Key = SectionDescription.Key

  var name: String
  /// What stands behind the name.
  var form: String
  /// Keys of the mapping that stands behind the name, where one does.
  var value: SectionDescription?
  /// Keys beside it.
  var beside: [SectionDescription.Key]
  var summary: String

  static func named(_ name: String) -> GeneratorDescription? { all.first { $0.name == name } }

  /// Keys that any field takes beside its generator.
  static let modifiers: [SectionDescription.Key] = [
    Key("nulls", "share", default: "0", "How often it is null."),
    Key("output", "boolean", default: "true", "Of streams: whether it is written."),
    Key("every", "duration", "Of attributes: drawn anew after so long."),
  ]

  private static let scale = Key(
    "scale", "integer", default: "0", "Digits behind the point, 0 to 9.")

  private init(
    _ name: String, _ form: String, value: [SectionDescription.Key]? = nil,
    beside: [SectionDescription.Key] = [], _ summary: String
  ) {
    (self.name, self.form, self.beside, self.summary) = (name, form, beside, summary)
    self.value = value.map { SectionDescription(name: name, summary: summary, keys: $0) }
  }

  private static func bounded(_ name: String, _ first: Key, _ second: Key, _ summary: String)
    -> GeneratorDescription
  {
    let bounds = [
      Key("from", "number", "The least; others become it."),
      Key("to", "number", "The greatest; others become it."),
      Key("scale", "integer", default: "0", "Digits behind the point, 0 to 9."),
    ]
    return GeneratorDescription(
      name, "{\(first.name), \(second.name), from, to, scale}", value: [first, second] + bounds,
      summary)
  }

  static let all: [GeneratorDescription] = [
    .init("constant", "value", "Always the same."),
    .init("input", "path", "What the path names; a path alone is short for it."),
    .init(
      "sequence", "{from, step}",
      value: [
        Key("from", "integer", default: "1", "Of record number 1."),
        Key("step", "integer", default: "1", "To the next."),
      ], "Numbers in order."),
    .init("integer", "1..5", "A whole number, all alike."),
    .init("decimal", "0.00..1.00", beside: [scale], "A number with digits, all alike."),
    bounded(
      "normal", .required("mean", "number", "The mean."),
      .required("deviation", "number", "The standard deviation."), "Normally distributed."),
    bounded(
      "lognormal", .required("median", "number", "The median, above 0."),
      .required("spread", "number", "Standard deviation of the logarithm."),
      "median × e^(spread × normal)."),
    .init(
      "choice", "list, {value: weight}, or dimension", "One of the values, by weight."),
    .init("flag", "share", "True with this probability, else false."),
    .init("uuid", "{}", "A UUID of version 4."),
    .init(
      "template", "text", "`{path}` and `{path:width}` (a number with leading zeros) in a text."),
    .init(
      "table", "{name, column, where, row}",
      value: [
        .required("name", "table", "A built-in table or one of the scenario's."),
        .required("column", "column", "Whose value."),
        Key("where", "{column: path}", "Only rows whose column equals what the path names."),
        Key("row", "name", "Draws of one record with the same name take the same row."),
      ], "A column of a row of a data table."),
    .init(
      "timestamp", "path",
      beside: [
        Key(
          "format", "plain, iso, date, seconds or milliseconds", default: "plain",
          "How it is written."),
        Key("zone", "zone or path", default: "UTC", "Whose clocks it shows."),
      ], "A time as text or number."),
    .init("add", "list of paths", beside: [scale], "The sum."),
    .init("subtract", "list of paths", beside: [scale], "The first less the others."),
    .init("multiply", "list of paths", beside: [scale], "The product."),
    .init("divide", "list of paths", beside: [scale], "The first by the others."),
    .init(
      "case", "list of {when, then}", beside: [Key("else", "field", default: "null", "Otherwise.")],
      "The first branch whose conditions all hold."),
    .init(
      "lookup", "{of, values}",
      value: [
        .required("of", "path", "What is looked up."),
        .required("values", "{value: value}", "What stands for it; null for others."),
      ], "A value for a value."),
  ]

  static let branch = SectionDescription(
    name: "branch", summary: "A case.",
    keys: [
      .required("when", "conditions", "All must hold."),
      .required("then", "field", "What is made."),
    ])
}
