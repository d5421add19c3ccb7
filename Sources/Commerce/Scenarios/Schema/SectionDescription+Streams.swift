extension SectionDescription {
  static let stream = SectionDescription(
    name: "stream",
    summary: "One kind of records.",
    keys: [
      Key("topic", "name", "Its topic; the stream's name."),
      .required("arrivals", "arrivals, or a list of them", "Where its records come from."),
      Key("references", "references by name", "The entities that a record is about."),
      Key("key", "field", "The message key; without one, partitions take turns."),
      Key("id", "field", "By which copies are found and the truth names records."),
      Key("time", "field", "The event's time; without one nothing is late."),
      Key(
        "disorder", "duration", default: "0 seconds",
        "How far an event's time may lie behind its arrival; whole seconds, at most the watermark."),
      Key(
        "watermark", "duration", default: "10 seconds",
        "The pipeline's delay, by which the truth tells what is late."),
      Key("window", "duration", default: "1 minute", "The pipeline's window, likewise."),
      Key("late", "share", default: "0", "Records moved back behind their window's end."),
      Key("duplicates", "share", default: "0", "Exact copies of earlier records."),
      .required("fields", "fields by name", "In the order in which they are written; see fields."),
      Key("consumes", "consumption", "A level that each record lowers."),
      Key("corruption", "corruption", "How records are damaged on their way."),
      Key("versions", "list of versions", "Producers side by side; one that writes all fields."),
    ])

  static let arrivals = SectionDescription(
    name: "kind of arrivals",
    summary:
      "One of these, or the word `journeys`: steps of journeys whose states name the stream.",
    keys: [
      Key("curve", "curve", "A Poisson process by a curve."),
      Key("rate", "rate", "A Poisson process of so many; with `updates`, how many of them."),
      Key("even", "rate", "Exactly so many a tick, evenly spaced."),
      Key("births", "population", "One when an entity comes."),
      Key("updates", "population", "Records about entities that are there, with `rate`."),
      Key("deliveries", "population.level", "One when a delivery raises a level."),
    ])

  static let reference = SectionDescription(
    name: "reference",
    summary: "An entity that a record is about.",
    keys: [
      .required("population", "population", "Where it is drawn from."),
      Key(
        "skew", "0, 0.5, 0.75, 1 or 1.25", default: "0",
        "Zipf exponent of the popularity; entity 1 is the most popular."),
      Key(
        "where", "{attribute: dimension}",
        "Only entities whose attribute, a `choice`, equals the record's dimension."),
    ])

  static let consumption = SectionDescription(
    name: "consumption",
    summary:
      "A record lowers a level by a field, at most by what is there; without any, none comes.",
    keys: [
      .required("level", "reference.level", "Which level."),
      .required("field", "field", "By how much: an integer field."),
    ])

  static let corruption = SectionDescription(
    name: "corruption",
    summary: "How records are damaged on their way.",
    keys: [
      .required("share", "share", "Share of the records."),
      .required("kinds", "damages by name", "What can happen to them."),
    ])

  static let version = SectionDescription(
    name: "version",
    summary: "A producer. It writes all fields with output but those that it drops and those that "
      + "only other versions add.",
    keys: [
      .required("name", "name", "As the truth names it."),
      Key("from", "duration", default: "0 seconds", "Since the start; the first runs from it on."),
      Key("ramp", "duration", default: "0 seconds", "In which its share grows from 0."),
      Key("share", "share", default: "1", "Of the records; the first has what the others leave."),
      Key("add", "list of fields", "Fields that only versions naming them write."),
      Key("drop", "list of fields", "Fields that it does not write."),
      Key("rename", "{field: name}", "Other names."),
    ])

  static let journey = SectionDescription(
    name: "journey",
    summary: "A walk of one entity through states, each of which may write a record.",
    keys: [
      .required("begins", "curve, rate or even", "How many begin."),
      Key(
        "references", "references by name", "Drawn at the start; streams take them over by name."),
      .required("states", "states by name", "The first is where each journey begins."),
    ])

  static let state = SectionDescription(
    name: "state",
    summary: "A step of a journey.",
    keys: [
      Key("stream", "stream", "Where it writes a record; none: nowhere."),
      Key("draw", "list of references", "Drawn anew on entering."),
      Key("next", "{state: share}", "Where it goes on; what is left ends."),
      Key("after", "range of durations", default: "1 second..1 second", "To the next state."),
    ])

  static let patterns = SectionDescription(
    name: "list of patterns",
    summary: "What is planted for good.",
    keys: [
      Key("plant", "integer", "How many, chosen by seed; all."),
      .required("from", "patterns by name", "Among which."),
    ])

  static let pattern = SectionDescription(
    name: "pattern",
    summary:
      "Unlike the scenario's plain rules. `$name` stands for what was chosen, `$strength` for the strength.",
    keys: [
      Key(
        "choose", "{name: any, list or range of integers}",
        "Chosen by seed; `any` value of the dimension or choice field of that name."),
      Key(
        "strength", "number or range", default: "1",
        "Drawn by seed with as many digits, at least two."),
      .required("actions", "list of actions", "What is done."),
      Key("report", "text", default: "", "What a perfect analyst would report."),
    ])

  static let incident = SectionDescription(
    name: "incident",
    summary: "A pattern for a while.",
    keys: pattern.keys + [
      .required("from", "duration since the start, or moment", "When it begins."),
      .required("for", "duration", "How long it lasts."),
    ])

  static let season = SectionDescription(
    name: "season",
    summary: "A bump over dates: full at its middle, nothing outside of it.",
    keys: [
      .required("season", "moment", "Its middle."),
      .required("width", "duration", "To either side."),
    ])
}
