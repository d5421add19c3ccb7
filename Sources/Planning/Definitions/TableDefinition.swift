import Columnar
import Diagnostics

/// A CREATE TABLE after binding: a source that is read or a sink that is inserted into.
public struct TableDefinition: Sendable {
  public var name: String
  public var columns: [TableColumn]
  public var checks: [CheckConstraint]
  public var uniques: [UniqueConstraint]
  /// Column numbers; on a source it makes an upsert table, on a sink it upserts.
  public var primaryKey: [Int]
  public var eventTime: EventTime?
  public var connector: ConnectorDescription
  /// Of the connector and its format, validated, defaults filled in.
  public var options: [String: OptionValue]
  public var isBounded: Bool
  /// `load`, where it is given.
  public var load: Load?
  /// The statement as written, after substitution of nothing: what a changed file is held against.
  public var text: String
  public var nameRange: TextRange

  public init(
    name: String, columns: [TableColumn], checks: [CheckConstraint] = [],
    uniques: [UniqueConstraint] = [], primaryKey: [Int] = [], eventTime: EventTime? = nil,
    connector: ConnectorDescription, options: [String: OptionValue], isBounded: Bool,
    load: Load? = nil, text: String, nameRange: TextRange
  ) {
    self.name = name
    self.columns = columns
    self.checks = checks
    self.uniques = uniques
    self.primaryKey = primaryKey
    self.eventTime = eventTime
    self.connector = connector
    self.options = options
    self.isBounded = isBounded
    self.load = load
    self.text = text
    self.nameRange = nameRange
  }

  /// Whether it is read to its end before other tables begin.
  public enum Load: String, Hashable, Sendable {
    case first, together
  }

  /// A table that ends goes first where another one does not end, unless it says otherwise.
  public func loadsFirst(among tables: [TableDefinition]) -> Bool {
    guard isBounded else { return false }
    return load.map { $0 == .first } ?? tables.contains { !$0.isBounded }
  }

  /// Changes are keyed upserts, not only insertions.
  public var isUpsert: Bool { !primaryKey.isEmpty }
}

public struct TableColumn: Sendable {
  public var name: String
  public var type: DataType
  public var isNotNull: Bool
  /// The NOT NULL's name where it was given one, else `TABLE_COLUMN_not_null` as Postgres names it.
  public var notNullName: String?
  /// What happens to a row that breaks NOT NULL.
  public var onNull: ViolationAction
  /// A constant, for fields that are missing in the input.
  public var defaultValue: Expression?
  /// GENERATED ALWAYS AS: over the table's columns before it is filled; never read from the input.
  public var generated: Expression?
  /// Where the value lies in the input: one name, or a path of nested ones (`"field.COLUMN" = 'payload.user.id'`).
  public var path: [String]
  /// Of the connector (`log_offset`, `file_name`, …): not in `*`.
  public var isHidden: Bool

  public init(
    name: String, type: DataType, isNotNull: Bool = false, onNull: ViolationAction = .reject,
    defaultValue: Expression? = nil, generated: Expression? = nil, path: [String],
    isHidden: Bool = false
  ) {
    self.name = name
    self.type = type
    self.isNotNull = isNotNull
    self.onNull = onNull
    self.defaultValue = defaultValue
    self.generated = generated
    self.path = path
    self.isHidden = isHidden
  }
}

/// `on_violation`: what a broken constraint does to its row.
public enum ViolationAction: String, Hashable, Sendable {
  /// The row goes to `TABLE.rejects`.
  case reject
  /// The row is accepted and listed in `TABLE.warnings`.
  case warn
  /// The run stops.
  case fail
}

/// CHECK: false breaks it, NULL does not.
public struct CheckConstraint: Sendable {
  /// As given, else `TABLE_COLUMN_check` as Postgres names it.
  public var name: String
  public var condition: Expression
  public var text: String
  public var action: ViolationAction

  public init(name: String, condition: Expression, text: String, action: ViolationAction) {
    self.name = name
    self.condition = condition
    self.text = text
    self.action = action
  }
}

/// UNIQUE on a source: the first row of a key counts, copies are duplicates or rejects.
public struct UniqueConstraint: Sendable {
  public var name: String
  public var columns: [Int]
  /// How long in event time a key is remembered, in µs; nil for ever.
  public var withinMicroseconds: Int64?
  public var action: ViolationAction

  public init(
    name: String, columns: [Int], withinMicroseconds: Int64?, action: ViolationAction
  ) {
    self.name = name
    self.columns = columns
    self.withinMicroseconds = withinMicroseconds
    self.action = action
  }
}

/// Which column carries event time, and how its watermark moves. All in microseconds.
public struct EventTime: Hashable, Sendable {
  public var column: Int
  public var delay: Int64
  public var idleTimeout: Int64
  /// How far ahead of the record's own timestamp an event time may move the watermark; nil: no guard.
  public var aheadMax: Int64?

  public init(column: Int, delay: Int64, idleTimeout: Int64, aheadMax: Int64?) {
    self.column = column
    self.delay = delay
    self.idleTimeout = idleTimeout
    self.aheadMax = aheadMax
  }
}
