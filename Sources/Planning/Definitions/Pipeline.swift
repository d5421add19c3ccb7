import Columnar
import Diagnostics

/// A whole pipeline file after binding: what is read, kept and written.
public struct Pipeline: Sendable {
  public var zone: Zone
  /// Tables that are read.
  public var sources: [TableDefinition]
  /// Materialized views, each after those that it reads. Plain views are inlined and not here.
  public var views: [ViewDefinition]
  public var sinks: [SinkDefinition]
  /// Plain views, by name: for `query`, which may read them too.
  public var inlinedViews: [ViewDefinition]
  /// The file's text before substitution, as it was written.
  public var text: String
  /// Tables that nothing reads or writes: a run leaves them alone, `query` may read them.
  public var unusedTables: [TableDefinition] = []

  public init(
    zone: Zone, sources: [TableDefinition], views: [ViewDefinition], sinks: [SinkDefinition],
    inlinedViews: [ViewDefinition], text: String
  ) {
    self.zone = zone
    self.sources = sources
    self.views = views
    self.sinks = sinks
    self.inlinedViews = inlinedViews
    self.text = text
  }
}

public enum Emit: String, Hashable, Sendable {
  /// Net changes of each epoch.
  case changes
  /// Each window once, when the watermark passes its end.
  case final
}

public struct ViewDefinition: Sendable {
  public var name: String
  public var plan: Plan
  public var emit: Emit
  /// How long old versions are kept, in µs; `.some(nil)` for ever; nil: no history.
  public var historyMicroseconds: Int64??
  /// Two texts that are equal keep their state; formatting does not count.
  public var fingerprint: String
  public var nameRange: TextRange

  public init(
    name: String, plan: Plan, emit: Emit, historyMicroseconds: Int64??, fingerprint: String,
    nameRange: TextRange
  ) {
    self.name = name
    self.plan = plan
    self.emit = emit
    self.historyMicroseconds = historyMicroseconds
    self.fingerprint = fingerprint
    self.nameRange = nameRange
  }
}

/// One INSERT INTO: the plan's visible columns are the table's columns, in order, already cast.
public struct SinkDefinition: Sendable {
  /// Unique within the file: the table's name, with `#2` for its second INSERT.
  public var name: String
  public var table: TableDefinition
  public var plan: Plan
  public var emit: Emit
  public var fingerprint: String

  public init(
    name: String, table: TableDefinition, plan: Plan, emit: Emit, fingerprint: String
  ) {
    self.name = name
    self.table = table
    self.plan = plan
    self.emit = emit
    self.fingerprint = fingerprint
  }
}
