/// How records are written.
public enum RecordFormat: String, CaseIterable, Sendable {
  /// An object a line.
  case json
  /// RFC 4180; null is an empty field without quotes.
  case csv
}
