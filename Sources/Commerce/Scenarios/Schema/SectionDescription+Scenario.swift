extension SectionDescription {
  static let scenario = SectionDescription(
    name: "scenario",
    summary: "The whole file.",
    keys: [
      .required("scenario", "name", "Its name, of letters, digits, `-` and `_`."),
      Key("summary", "text", default: "", "What it makes, in one line."),
      .required("start", "moment", "The clock's first moment, a whole second."),
      Key(
        "tick", "duration", default: "1 minute",
        "Rates, populations and effects are constant within it; whole seconds, at most a day."),
      Key("parameters", "parameters by name", "Values that `--set name=value` replaces."),
      Key("dimensions", "values by name", "Lists of values that curves and generators share."),
      Key("populations", "populations by name", "Entities that records are about."),
      Key("curves", "curves by name", "Rates as functions of the local time of day."),
      .required("streams", "streams by name", "The kinds of records."),
      Key("journeys", "journeys by name", "Walks of an entity through states that write records."),
      Key("patterns", "patterns", "What is planted for good."),
      Key("incidents", "incidents by name", "What is planted for a while."),
      Key("answers", "answers by name", "Counts that a perfect pipeline gives, for the truth."),
      Key("tables", "tables by name", "Data of the scenario's own, beside the built-in tables."),
    ])

  static let parameter = SectionDescription(
    name: "parameter",
    summary: "The default alone, or a mapping of these.",
    keys: [
      .required("default", "value", "What counts without `--set`."),
      Key("summary", "text", "One sentence for `millrace generate --list`."),
      Key("range", "range of integers", "What other values must lie in."),
      Key("values", "list", "What other values must be one of."),
      Key(
        "where", "`PARAMETER=VALUE: default`",
        "Other defaults where an earlier parameter has a value."),
    ])

  static let localTime = SectionDescription(
    name: "local time",
    summary: "A moment by the clocks of a zone.",
    keys: [
      .required("local", "2026-03-08 10:00:00", "What the clocks show."),
      .required("zone", "zone", "An IANA name."),
    ])

  static let population = SectionDescription(
    name: "population",
    summary: "Entities that records are about.",
    keys: [
      .required("size", "integer", "Entities at the start, 1 to 10 000 000."),
      Key("growth", "share", default: "0", "The chance that a tick adds one more."),
      Key("attributes", "fields by name", "What each entity has; see fields."),
      Key("levels", "levels by name", "Quantities that records change, such as stock."),
    ])

  static let level = SectionDescription(
    name: "level",
    summary: "A quantity of each entity that records lower and deliveries raise; never below 0.",
    keys: [
      .required("start", "range of integers", "What there is when the entity comes."),
      Key("reorder", "integer", default: "0", "Below this a delivery is ordered."),
      .required("delivery", "range of integers", "How much a delivery brings."),
      .required("after", "range of durations", "From the order to the delivery."),
    ])

  static let curve = SectionDescription(
    name: "curve",
    summary: "Expected records as a function of the local time of day, for each cell: each "
      + "combination of the dimensions' values.",
    keys: [
      Key("by", "list of dimensions", "At most four; none: one cell."),
      Key("total", "rate", "The mean over a plain weekday of all cells together."),
      Key("rate", "rate", "Instead of `total`: where the bumps' sum and all factors are 1."),
      Key("zone", "zone, or {dimension: {value: zone}}", default: "UTC", "Whose clocks count."),
      Key("share", "{dimension: {value: weight}}", "The cells' shares; 1 where not named."),
      Key("floor", "number", "Added to the bumps; 0, and 1 where there are no bumps."),
      Key("bumps", "list of bumps", "Their sum is the shape of the day."),
      Key("weekdays", "seven numbers", "Factors of the weekdays, Monday first."),
      Key(
        "cells", "list of cells",
        "Values of dimensions with what replaces `share`, `floor`, `bumps`, `weekdays` or `zone` there."
      ),
    ])

  static let cell = SectionDescription(
    name: "cell",
    summary: "Replaces what the curve says for all cells where the named values match.",
    keys: [
      Key("share", "weight", "The cell's weight, in place of the product of the shares."),
      Key("floor", "number", "As of the curve."),
      Key("bumps", "list of bumps", "As of the curve."),
      Key("weekdays", "seven numbers", "As of the curve."),
      Key("zone", "zone", "As of the curve."),
    ])

  static let bump = SectionDescription(
    name: "bump",
    summary: "height × (1 − ((hour − at) ÷ width)²)² within `width` hours of `at`.",
    keys: [
      .required("at", "number", "The hour of its peak, 0 to 24."),
      .required("width", "number", "Hours to either side, above 0, at most 12."),
      .required("height", "number", "Its height, at least 0."),
    ])

  static let table = SectionDescription(
    name: "table",
    summary: "Rows from which fields are drawn.",
    keys: [
      Key("columns", "list of names", "The columns' names; with `csv`, the file's first line."),
      Key("rows", "list of lists", "A value for each column."),
      Key("weights", "list of numbers", "How often each row is drawn beside the others."),
      Key("csv", "path", "A file beside the scenario, instead of `columns` and `rows`."),
    ])

  static let answer = SectionDescription(
    name: "answer",
    summary: "How many keys have at least so many accepted records.",
    keys: [
      .required("stream", "stream", "Whose records are counted."),
      .required("count", "reference", "The key: a reference of the stream."),
      .required("at_least", "integer", "How many records a key needs."),
      Key("window", "duration", "Counted in windows of this size; else over everything."),
    ])
}
