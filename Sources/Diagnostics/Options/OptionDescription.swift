/// What one option of a WITH list takes; validation and the reference page both come from it.
public struct OptionDescription: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case text
    case integer(ClosedRange<Int64>)
    case boolean
    /// `'10 seconds'`; the value is in microseconds. `none` allows the word `'none'`.
    case duration(none: Bool)
    /// `'64 MiB'`; the value is in bytes.
    case size
    case choice([String])
    /// A column of the table, by its name.
    case column
    /// Parts joined by commas, such as `'10 seconds, 64 MiB'`.
    case list([Kind])
  }

  public var name: String
  public var kind: Kind
  /// As written in SQL; nil where there is none.
  public var defaultText: String?
  public var isRequired: Bool
  /// One sentence for the reference page.
  public var summary: String

  public init(
    _ name: String, _ kind: Kind, default defaultText: String? = nil, isRequired: Bool = false,
    _ summary: String
  ) {
    self.name = name
    self.kind = kind
    self.defaultText = defaultText
    self.isRequired = isRequired
    self.summary = summary
  }
}

/// An option's value after validation.
public enum OptionValue: Hashable, Sendable {
  case text(String)
  case integer(Int64)
  case boolean(Bool)
  case microseconds(Int64)
  case byteCount(Int64)
  /// The word `'none'` where a duration allows it.
  case none
  case list([OptionValue])
}

/// A connector as the planner and the reference page see it: what it can be and which options it takes.
public struct ConnectorDescription: Hashable, Sendable {
  public enum Bounds: Hashable, Sendable {
    /// Ends by itself, such as files without `follow`.
    case bounded
    case unbounded
    /// Unbounded where this boolean option is true.
    case boundedUnless(option: String)
  }

  public var name: String
  public var summary: String
  public var isSource: Bool
  public var isSink: Bool
  public var bounds: Bounds
  /// A sink that can take deletions by key.
  public var takesDeletions: Bool
  /// A sink that takes every change, retractions too, without a key (`print`, `blackhole`).
  public var takesChanges: Bool
  public var formats: [String]
  public var options: [OptionDescription]
  /// Columns that every row of a source has and `*` does not show, with their SQL types.
  public var hiddenColumns: [HiddenColumn]

  public struct HiddenColumn: Hashable, Sendable {
    public var name: String
    /// As SQL spells it, such as `bigint`.
    public var type: String

    public init(_ name: String, _ type: String) {
      self.name = name
      self.type = type
    }
  }

  public init(
    name: String, summary: String, isSource: Bool, isSink: Bool, bounds: Bounds,
    takesDeletions: Bool, takesChanges: Bool, formats: [String], options: [OptionDescription],
    hiddenColumns: [HiddenColumn] = []
  ) {
    self.name = name
    self.summary = summary
    self.isSource = isSource
    self.isSink = isSink
    self.bounds = bounds
    self.takesDeletions = takesDeletions
    self.takesChanges = takesChanges
    self.formats = formats
    self.options = options
    self.hiddenColumns = hiddenColumns
  }
}
