import Columnar

/// A bound FROM item or query, with what is known of its time columns.
struct BoundRelation {
  var plan: Plan
  /// Fields that hold the event time unchanged; a closing window may be laid over these only.
  var eventTimes: Set<Int> = []
  /// The columns that window functions added, as far as they are still there.
  var windows: [WindowColumns] = []
  /// Fields that are carried for the engine and cannot be named.
  var unnamed: Set<Int> = []
  /// The table, where this is one as it stands.
  var table: TableDefinition?
  /// Output columns that are literals of no type yet: UNION and INSERT decide.
  var untyped: [Int: BoundExpression] = [:]
  /// Present where this is a SESSION, which only GROUP BY can read.
  var session: BoundSession?

  /// Windows over this relation close, and late rows are set aside.
  var closesWindows: Bool { plan.watermark != nil && plan.isAppendOnly }

  func scope(qualifier: String?) -> Scope {
    var scope = Scope()
    for (index, field) in plan.fields.enumerated()
    where index != plan.watermark && !unnamed.contains(index) {
      scope.columns.append(
        ScopeColumn(
          qualifier: qualifier, name: field.name, index: index, field: field.field,
          isHidden: field.isHidden))
    }
    if let qualifier { scope.qualifiers = [qualifier] }
    return scope
  }
}

/// Two fields of a relation that hold a window's start and end.
struct WindowColumns: Hashable {
  var start: Int
  /// Nil where it is no longer there; then nothing can close by it.
  var end: Int?
  /// Nil for sessions.
  var kind: TimeWindow.Kind?
  /// In µs.
  var offset: Int64

  /// Windows over the start of these must be made of whole multiples of it (µs); nil: nothing holds them whole.
  var whole: Int64? {
    switch kind {
    case .tumble(let size), .cumulate(_, let size): size
    case .hop(let slide, let size): slide == size ? size : nil
    case nil: nil
    }
  }

  /// Windows of the other kind that begin together with these end together with them.
  func endsWith(_ other: WindowColumns) -> Bool {
    kind != nil && kind == other.kind && offset == other.offset && !isCumulative
  }

  /// Several windows begin together, so that only the end tells them apart.
  var isCumulative: Bool { if case .cumulate = kind { true } else { false } }

  /// The column that identifies a window, and the one that follows from it.
  var identity: (first: Int, second: Int?) {
    guard isCumulative, let end else { return (start, end) }
    return (end, start)
  }
}

extension BoundRelation {
  func filtered(by condition: Expression) -> BoundRelation {
    var result = self
    result.plan = plan.filtered(by: condition)
    result.table = nil
    return result
  }

  /// The given columns; what later windows need and is not among them is carried along unnamed.
  func projected(_ expressions: [Expression], _ fields: [PlanField]) -> BoundRelation {
    var (expressions, fields) = (expressions, fields)
    var unnamed: Set<Int> = []
    func position(of column: Int) -> Int? {
      expressions.firstIndex {
        if case .column(let index, _) = $0 { index == column } else { false }
      }
    }
    func carry(_ column: Int) -> Int {
      if let found = position(of: column) { return found }
      let field = plan.fields[column]
      expressions.append(.column(column, field.type))
      fields.append(PlanField(field.field, isHidden: true))
      unnamed.insert(fields.count - 1)
      return fields.count - 1
    }
    var kept: [WindowColumns] = []
    for window in windows {
      let parts = [window.start, window.end].compactMap { $0 }
      guard parts.contains(where: { position(of: $0) != nil }) else { continue }
      kept.append(
        WindowColumns(
          start: carry(window.start), end: window.end.map { carry($0) }, kind: window.kind,
          offset: window.offset))
    }
    var times: Set<Int> = []
    for (output, expression) in expressions.enumerated() {
      if case .column(let index, _) = expression, eventTimes.contains(index) {
        times.insert(output)
      }
    }
    return BoundRelation(
      plan: plan.projected(expressions, fields), eventTimes: times, windows: kept,
      unnamed: unnamed)
  }
}
