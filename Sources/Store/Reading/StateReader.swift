import Columnar
import Dataflow

/// Reads the relations of a run's state, also while the run goes on and from another process.
///
/// Everything read between two calls of `refresh` is of one and the same epoch. A reader that is kept open keeps the
/// write-ahead log from shrinking, unless it is released meanwhile. Belongs to one thread. All methods throw `StoreError`.
public final class StateReader {
  /// The epoch that is read; 0 before the first.
  public private(set) var committedEpoch: Int64 = 0
  public let stateID: String
  let connection: Connection
  private var isReading = false

  /// Throws `StoreError.unavailable` where the folder holds no state; nothing is made there.
  public init(folder: String) throws {
    let path = StateFolder.database(in: folder)
    guard StateFolder.exists(path) else {
      throw StoreError(
        .unavailable, "\(folder): there is no state here (no state.db)",
        help: "name the folder of a run with --state, or start a run first")
    }
    connection = try Connection.reading(path)
    try connection.check(StateSchema.format)
    stateID = String(decoding: try connection.meta("state_id") ?? [], as: UTF8.self)
    try begin()
  }

  /// Goes on to the newest committed epoch.
  public func refresh() throws {
    try release()
    try begin()
  }

  /// Lets go of the epoch; nothing is to be read until the next `refresh`.
  public func release() throws {
    guard isReading else { return }
    isReading = false
    try connection.execute("COMMIT")
  }

  private func begin() throws {
    try connection.execute("BEGIN")
    isReading = true
    committedEpoch = try connection.integer(
      "SELECT max(epoch) FROM epochs WHERE committed_at IS NOT NULL")
  }

  public func pipeline() throws -> StoredPipeline? { try connection.storedPipeline() }

  /// The ledger's entry of a committed epoch; nil where there is none.
  public func record(epoch: Int64) throws -> EpochRecord? {
    let entry = try connection.prepare(
      "SELECT record FROM epochs WHERE epoch = ? AND committed_at IS NOT NULL")
    entry.bind(1, epoch)
    return try entry.first { row in
      try connection.decoding("epoch \(epoch)") { try EpochRecord(encoded: row.blob(0)) }
    }
  }

  /// The materialized views as they are stored.
  public func views() throws -> [StoredView] { try ViewCatalogue.views(connection).map(\.view) }

  /// Every relation's name, sorted: views, what belongs to them and to the tables, `millrace.…`.
  public func relations() throws -> [String] {
    var names = RunRelation.allCases.map { "millrace.\($0.rawValue)" }
    for view in try views() {
      names += (view.keepsRows ? [view.name] : []) + ["\(view.name).errors"]
      if view.lateFields != nil { names.append("\(view.name).late") }
      if view.historyMicroseconds != nil { names.append("\(view.name).history") }
    }
    for table in try tables() {
      names += ["duplicates", "rejects", "warnings"].map { "\(table).\($0)" }
    }
    return names.sorted()
  }

  /// A relation's columns; nil where there is no relation of that name.
  public func fields(of relation: String) throws -> [Field]? { try find(relation)?.fields }

  /// Hands over all rows of a relation in batches; false where there is no relation of that name.
  ///
  /// Batches carry weights where equal rows are stored once. Rows come in no particular order, those of
  /// `millrace.…` in the order of their first columns.
  @discardableResult
  public func read(
    _ relation: String, rowsPerBatch: Int = 65_536, _ take: @escaping (Batch) throws -> Void
  ) throws -> Bool {
    guard let found = try find(relation) else { return false }
    let batches = BatchAssembler(found.fields, rowsPerBatch: rowsPerBatch, take)
    switch found {
    case .view(let number, let view): try readView(number, view, batches)
    case .history(let number, let view): try readHistory(number, view, batches)
    case .errors(let number): try readErrors(number, batches)
    case .late(let side, let fields): try readLate(side, fields, batches)
    case .rejects(let side): try readRejects(side, batches)
    case .duplicates(let side): try readLate(side, found.fields, batches)
    case .run(let run): try readRun(run, batches)
    }
    return true
  }

  /// All rows of a relation at once; nil where there is no relation of that name.
  public func batches(of relation: String) throws -> [Batch]? {
    var batches: [Batch] = []
    return try read(relation) { batches.append($0) } ? batches : nil
  }

  // MARK: - Names

  private func tables() throws -> [String] {
    var names: [String] = []
    try connection.prepare("SELECT table_name FROM ledger").eachRow { names.append($0.text(0)) }
    return names
  }

  private func find(_ name: String) throws -> StoredRelation? {
    let views = try ViewCatalogue.views(connection)
    if let (number, view) = views.first(where: { $0.view.name == name && $0.view.keepsRows }) {
      return .view(number, view)
    }
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let owner = String(name[..<dot])
    let part = String(name[name.index(after: dot)...])
    if owner == "millrace", let run = RunRelation(rawValue: part) { return .run(run) }
    if try tables().contains(owner) {
      switch part {
      case "rejects": return .rejects(side: try side(.rejects, owner))
      case "warnings": return .rejects(side: try side(.warnings, owner))
      case "duplicates": return .duplicates(side: try side(.duplicates, owner))
      default: return nil
      }
    }
    guard let (number, view) = views.first(where: { $0.view.name == owner }) else { return nil }
    switch part {
    case "errors": return .errors(number)
    case "late": return try view.lateFields.map { .late(side: try side(.late, owner), $0) }
    case "history": return view.historyMicroseconds == nil ? nil : .history(number, view)
    default: return nil
    }
  }

  private func side(_ kind: SideKind, _ owner: String) throws -> Int64? {
    let statement = try connection.prepare("SELECT number FROM sides WHERE kind = ? AND owner = ?")
    statement.bind(1, kind.rawValue)
    statement.bind(2, owner)
    return try statement.first { $0.integer(0) }
  }
}
