/// What a pattern or an incident can do.
enum ActionDescription {
  private typealias Key = SectionDescription.Key

  static let all: [SectionDescription] = [rate, multiply, weight, probability, follow, burst]

  /// By the key that names its target.
  static func named(_ name: String) -> SectionDescription? { all.first { $0.name == name } }

  private static let conditions = Key("when", "conditions", "Where it holds; everywhere.")
  private static let factor = Key.required("factor", "number, $strength or 1/$strength", "By what.")

  private static let rate = SectionDescription(
    name: "rate",
    summary:
      "More or fewer records of a stream, or journeys: conditions are on dimensions, hour and weekday.",
    keys: [
      .required("rate", "stream or journey", "Whose rate."), conditions, factor,
      Key(
        "shape", "`constant`, `per day`, or {season: date, width: duration}", default: "constant",
        "`per day`: 1 + factor × days since the start; a season: a bump over dates."),
    ])

  private static let multiply = SectionDescription(
    name: "multiply",
    summary: "Multiplies a number, rounded to its own digits.",
    keys: [.required("multiply", "stream.field", "Which field."), conditions, factor])

  private static let weight = SectionDescription(
    name: "weight",
    summary: "Makes a value of a `choice` more or less likely.",
    keys: [
      .required("weight", "stream.field", "Which field."),
      .required("value", "value", "Which value."), conditions, factor,
    ])

  private static let probability = SectionDescription(
    name: "probability",
    summary: "Sets the probability of a `flag`.",
    keys: [
      .required("probability", "stream.field", "Which field."), conditions,
      .required("is", "share or $strength", "The probability."),
    ])

  private static let follow = SectionDescription(
    name: "follow",
    summary: "A record about one entity is followed by one about another.",
    keys: [
      .required("follow", "stream.reference", "Which reference."),
      .required("entity", "integer", "Number of the entity, from 1."),
      .required("by", "integer", "Number of the entity that follows."),
      .required("probability", "share or $strength", "How often."),
      .required("after", "range of durations", "How much later."),
    ])

  private static let burst = SectionDescription(
    name: "burst",
    summary: "In each interval a few entities have many records more, none of which deviates.",
    keys: [
      .required("burst", "stream.reference", "Which reference."),
      .required("entities", "integer", "How many at a time; 0: none."),
      .required("size", "range of integers", "Records of each."),
      .required("every", "duration", "The interval."),
    ])
}
