import Columnar

/// Which sessions an epoch changed, and what they were before.
///
/// A session that another swallowed is only taken back; the number of one that is forgotten may be given to a new one.
struct SessionChanges {
  private struct Old {
    var key: UInt32
    var first: Int64
    var end: Int64
  }

  /// Changed and still there.
  private var touched: [UInt32] = []
  /// By number, plus 1, while it is among `touched`.
  private var places: [UInt32: Int] = [:]
  private var olds: [Old] = []
  /// By number: where in `olds` it is.
  private var oldPlaces: [UInt32: Int] = [:]
  private var results: [AggregateResults] = []
  /// Old sessions whose results are not in `results` yet.
  private var waiting: [UInt32] = []

  /// A session that is there will change.
  mutating func note(_ session: UInt32, _ sessions: SessionTable) {
    if places[session] != nil { return }
    noteNew(session, sessions)
    oldPlaces[session] = olds.count
    olds.append(
      Old(
        key: sessions.key(session), first: sessions.first(session), end: sessions.end(session)))
    waiting.append(session)
  }

  /// A session is there that was not.
  mutating func noteNew(_ session: UInt32, _ sessions: SessionTable) {
    if places[session] != nil { return }
    places[session] = touched.count
    touched.append(session)
  }

  /// Puts the results of sessions that are about to change aside; to be called before any accumulator moves.
  mutating func keepResults(_ accumulators: [any Accumulator]) {
    if waiting.isEmpty { return }
    results.append(AggregateResults(accumulators, of: waiting))
    waiting.removeAll(keepingCapacity: true)
  }

  /// A session is no longer there.
  mutating func forget(_ session: UInt32) {
    oldPlaces[session] = nil
    guard let place = places.removeValue(forKey: session), let last = touched.popLast() else {
      return
    }
    if last == session { return }
    touched[place] = last
    places[last] = place
  }

  /// The net change: −old, +new, nothing where they are equal.
  mutating func take(_ sessions: SessionTable, _ accumulators: [any Accumulator]) -> SessionLines {
    let new = AggregateResults(accumulators, of: touched)
    let old = AggregateResults(concatenating: results, empty: new)
    var lines = SessionLines(
      keys: olds.map(\.key) + touched.map(sessions.key),
      starts: olds.map(\.first) + touched.map(sessions.first),
      ends: olds.map(\.end) + touched.map(sessions.end), results: old.columns(followedBy: new))
    var isSame = [Bool](repeating: false, count: olds.count)
    let (oldErrors, newErrors) = (old.errors.messages, new.errors.messages)
    for (index, session) in touched.enumerated() {
      guard let place = oldPlaces[session], olds[place].first == sessions.first(session),
        olds[place].end == sessions.end(session), oldErrors[place] == newErrors[index]
      else { continue }
      isSame[place] = zip(old.columns, new.columns).allSatisfy { $0.isIdentical(place, $1, index) }
    }
    for place in olds.indices where !isSame[place] {
      lines.add(place, weight: -1, error: oldErrors[place])
    }
    for (index, session) in touched.enumerated() {
      if let place = oldPlaces[session], isSame[place] { continue }
      lines.add(olds.count + index, weight: 1, error: newErrors[index])
    }
    self = SessionChanges()
    return lines
  }
}

/// Rows about to leave: their sessions and results.
struct SessionLines {
  let keys: [UInt32]
  let starts: [Int64]
  let ends: [Int64]
  let results: [Column]
  private(set) var changes: ChangeLines
  private(set) var isEmpty = true

  init(keys: [UInt32], starts: [Int64], ends: [Int64], results: [Column]) {
    self.keys = keys
    self.starts = starts
    self.ends = ends
    self.results = results
    changes = ChangeLines(touched: keys.count)
  }

  /// Each of some sessions, once.
  init(all wanted: [UInt32], _ sessions: SessionTable, _ accumulators: [any Accumulator]) {
    let results = AggregateResults(accumulators, of: wanted)
    self.init(
      keys: wanted.map(sessions.key), starts: wanted.map(sessions.first),
      ends: wanted.map(sessions.end), results: results.columns)
    let errors = results.errors.messages
    for index in wanted.indices { add(index, weight: 1, error: errors[index]) }
  }

  mutating func add(_ line: Int, weight: Int64, error: String?) {
    changes.add(line, result: line, weight: weight, error: error)
    isEmpty = false
  }
}
