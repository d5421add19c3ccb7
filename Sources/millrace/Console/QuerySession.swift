import Columnar

/// What the console asks: the relations of one run.
protocol QuerySession {
  /// Throws `SourceFaults` for wrong SQL.
  func answer(_ sql: String) throws -> QueryAnswer
  /// For `\d`.
  func relations() throws -> [RelationSummary]
  /// For `\d NAME`; nil where there is no such relation.
  func fields(of relation: String) throws -> [Field]?
}

/// The rows of one query, all of one epoch.
struct QueryAnswer {
  var fields: [Field]
  var batches: [Batch]
  var zone: Zone
  var epoch: Int64
  /// What else should be known of the answer, a line each.
  var notes: [String] = []
}

/// A relation as `\d` lists it.
struct RelationSummary: Hashable {
  var name: String
  /// Such as `materialized view` or `table`.
  var kind: String
}
