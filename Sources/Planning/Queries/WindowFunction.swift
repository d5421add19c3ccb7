import Columnar

/// The window functions that stand in FROM, and how each is written.
enum WindowFunction: String, CaseIterable {
  case tumble, hop, cumulate, session

  /// As messages show it.
  var name: String { rawValue.uppercased() }

  /// What stands behind the relation and its time column.
  var spans: [String] {
    switch self {
    case .tumble: ["size"]
    case .hop: ["slide", "size"]
    case .cumulate: ["step", "size"]
    case .session: ["gap"]
    }
  }

  var takes: String {
    switch self {
    case .tumble: "a relation, its time column and a size"
    case .hop: "a relation, its time column, a slide and a size"
    case .cumulate: "a relation, its time column, a step and a size"
    case .session: "a relation, its time column, a gap and the columns that are its keys"
    }
  }

  /// A call over some relation and column.
  func example(_ relation: String = "events", _ column: String = "date") -> String {
    switch self {
    case .tumble: "TUMBLE(\(relation), \(column), INTERVAL '1 minute')"
    case .hop: "HOP(\(relation), \(column), INTERVAL '1 minute', INTERVAL '1 hour')"
    case .cumulate: "CUMULATE(\(relation), \(column), INTERVAL '1 hour', INTERVAL '1 day')"
    case .session: "SESSION(\(relation), \(column), INTERVAL '5 minutes', user_id)"
    }
  }

  /// The window of some spans (µs, in the order of `spans`); nil for a session.
  func kind(_ spans: [Int64]) -> TimeWindow.Kind? {
    switch self {
    case .tumble: .tumble(size: spans[0])
    case .hop: .hop(slide: spans[0], size: spans[1])
    case .cumulate: .cumulate(step: spans[0], size: spans[1])
    case .session: nil
    }
  }
}
