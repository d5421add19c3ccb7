import Diagnostics

/// Options that every table or view takes, whatever its connector; the reference page lists them too.
public enum TableOptions {
  public static let forEvery: [OptionDescription] = [
    OptionDescription(
      "connector", .text, isRequired: true, "Where the rows come from or go to."),
    OptionDescription(
      "on_violation", .choice(["reject", "warn", "fail"]), default: "reject",
      "What a row does that breaks a constraint; \"on_violation.NAME\" says it for one constraint."),
  ]

  public static let forEventTime: [OptionDescription] = [
    OptionDescription(
      "event_time", .column, "The timestamp column that says when the event happened."),
    OptionDescription(
      "watermark", .duration(none: false), default: "0 seconds",
      "How much later than the newest a row may come."),
    OptionDescription(
      "idle_timeout", .duration(none: false), default: "10 seconds",
      "After this long at its end a partition holds no window back."),
    OptionDescription(
      "max_ahead", .duration(none: true), default: "5 minutes",
      "How far ahead of its record's own time an event time may move the watermark."),
  ]

  public static let load = OptionDescription(
    "load", .choice(["first", "together"]),
    "Whether a table that ends is read to its end before the others begin; by itself 'first' beside tables "
      + "that do not end.")

  public static let emit = OptionDescription(
    "emit", .choice(["changes", "final"]), default: "changes",
    "Changes as they happen, or each window once when its watermark passes.")

  public static let forMaterializedViews: [OptionDescription] = [
    emit,
    OptionDescription(
      "history", .text, "true, or how long old versions are kept: '30 days'."),
  ]

  public static let forUnique: [OptionDescription] = [
    OptionDescription(
      "within", .duration(none: false), default: "1 day",
      "How long in event time a key is remembered.")
  ]
}
