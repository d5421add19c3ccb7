/// How generated records are written.
public enum RecordFormat: String, CaseIterable, Sendable {
  case json, csv
}
