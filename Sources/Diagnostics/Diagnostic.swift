/// A half-open range of UTF-8 byte offsets in a source text.
public struct TextRange: Hashable, Sendable {
  public var lower: Int
  public var upper: Int

  public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  public func union(_ other: TextRange) -> TextRange {
    TextRange(min(lower, other.lower), max(upper, other.upper))
  }
}

/// One fault or warning: what is wrong, where, and what to do. Rendered with a caret in one place (`Renderer`).
public struct Diagnostic: Error, Hashable, Sendable {
  public enum Severity: String, Sendable { case error, warning }

  public var severity: Severity
  /// Stable and searchable, such as `unknown-column`.
  public var code: String
  /// What is wrong, naming the value; lower case, no full stop.
  public var message: String
  /// Where; nil for faults of a whole file or of the command line.
  public var range: TextRange?
  /// Further facts, a line each.
  public var notes: [String]
  /// The way out, as an instruction.
  public var help: String?

  public init(
    _ severity: Severity, _ code: String, _ message: String, at range: TextRange?,
    notes: [String] = [], help: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.range = range
    self.notes = notes
    self.help = help
  }

  /// An error.
  public init(
    _ code: String, _ message: String, at range: TextRange?, notes: [String] = [],
    help: String? = nil
  ) {
    self.init(.error, code, message, at: range, notes: notes, help: help)
  }
}

/// Everything that was found wrong with a text, in the order of its places.
public struct DiagnosticList: Error, Sendable {
  public private(set) var items: [Diagnostic] = []
  /// The same: a text can have thousands of faults.
  private var known: Set<Diagnostic> = []

  public init(_ items: [Diagnostic] = []) { for item in items { add(item) } }

  public var hasErrors: Bool { items.contains { $0.severity == .error } }

  /// Adds a diagnostic unless the list has it already.
  public mutating func add(_ diagnostic: Diagnostic) {
    if known.insert(diagnostic).inserted { items.append(diagnostic) }
  }

  public mutating func add(contentsOf other: DiagnosticList) {
    for item in other.items { add(item) }
  }

  public var sorted: [Diagnostic] {
    items.enumerated().sorted {
      ($0.element.range?.lower ?? 0, $0.offset) < ($1.element.range?.lower ?? 0, $1.offset)
    }.map(\.element)
  }
}
