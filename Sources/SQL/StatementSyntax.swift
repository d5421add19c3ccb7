import Diagnostics

/// One statement of a pipeline file, with its place.
public struct StatementSyntax: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case createTable(CreateTableSyntax)
    case createView(CreateViewSyntax)
    case insert(InsertSyntax)
    case setTimeZone(String, TextRange)
    /// A bare SELECT: for `query`, a fault in a pipeline file.
    case query(QuerySyntax)
  }

  public var kind: Kind
  /// From its first token to its last, without the semicolon.
  public var range: TextRange

  public init(_ kind: Kind, _ range: TextRange) {
    self.kind = kind
    self.range = range
  }
}

public struct CreateTableSyntax: Hashable, Sendable {
  public var name: QualifiedName
  public var columns: [ColumnSyntax]
  public var constraints: [ConstraintSyntax]
  public var options: [OptionSyntax]
  public var ifNotExists: Bool

  public init(
    name: QualifiedName, columns: [ColumnSyntax], constraints: [ConstraintSyntax],
    options: [OptionSyntax], ifNotExists: Bool
  ) {
    self.name = name
    self.columns = columns
    self.constraints = constraints
    self.options = options
    self.ifNotExists = ifNotExists
  }
}

public struct ColumnSyntax: Hashable, Sendable {
  public var name: Identifier
  public var type: TypeSyntax
  /// NOT NULL, DEFAULT, GENERATED, CHECK, UNIQUE, PRIMARY KEY of this column.
  public var constraints: [ConstraintSyntax]

  public init(name: Identifier, type: TypeSyntax, constraints: [ConstraintSyntax]) {
    self.name = name
    self.type = type
    self.constraints = constraints
  }
}

public struct ConstraintSyntax: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case notNull
    case null
    case check(ExpressionSyntax)
    /// Empty columns: of the column that it stands at. Options: WITH (within = '1 day').
    case unique([Identifier], options: [OptionSyntax])
    case primaryKey([Identifier])
    case defaultValue(ExpressionSyntax)
    case generated(ExpressionSyntax)
    /// Columns of the other table (empty: its PRIMARY KEY), and those of this one (empty: the one that it stands at).
    case references(QualifiedName, [Identifier], from: [Identifier])
    /// Parsed, but Millrace has no such thing; `Parser` reports it itself and leaves it out.
    case unsupported(String)
  }

  /// CONSTRAINT name, where it is given.
  public var name: Identifier?
  public var kind: Kind
  public var range: TextRange

  public init(name: Identifier?, _ kind: Kind, _ range: TextRange) {
    self.name = name
    self.kind = kind
    self.range = range
  }
}

public struct CreateViewSyntax: Hashable, Sendable {
  public var name: QualifiedName
  public var columns: [Identifier]
  public var isMaterialized: Bool
  public var options: [OptionSyntax]
  public var query: QuerySyntax

  public init(
    name: QualifiedName, columns: [Identifier], isMaterialized: Bool, options: [OptionSyntax],
    query: QuerySyntax
  ) {
    self.name = name
    self.columns = columns
    self.isMaterialized = isMaterialized
    self.options = options
    self.query = query
  }
}

public struct InsertSyntax: Hashable, Sendable {
  public var table: QualifiedName
  /// Empty: all columns by position.
  public var columns: [Identifier]
  public var query: QuerySyntax

  public init(table: QualifiedName, columns: [Identifier], query: QuerySyntax) {
    self.table = table
    self.columns = columns
    self.query = query
  }
}

/// A parsed text: the statements that could be read, and everything that was wrong.
public struct ParsedScript: Sendable {
  public var text: String
  public var statements: [StatementSyntax]
  public var diagnostics: DiagnosticList
  /// Relations that a statement with a fault would have created: not knowing them is no second fault.
  public var unreadNames: [String]
  /// Values that came from the environment, each with its variable's name: no message may show them.
  public var secrets: [String: String]

  public init(
    text: String, statements: [StatementSyntax], diagnostics: DiagnosticList,
    unreadNames: [String] = [], secrets: [String: String] = [:]
  ) {
    self.text = text
    self.statements = statements
    self.diagnostics = diagnostics
    self.unreadNames = unreadNames
    self.secrets = secrets
  }
}
