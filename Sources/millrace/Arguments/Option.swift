/// An option as declared: parsing, checking and `--help` all come from it.
protocol AnyOption: Sendable {
  /// Without the dashes.
  var name: String { get }
  /// What stands for the value in `--help`, such as `DIR`; nil for a flag.
  var placeholder: String? { get }
  var summary: String { get }
  var isRepeated: Bool { get }
  /// A flag takes the next word as its value where it ends so.
  var valueEnding: String? { get }
  /// Throws `InvalidArgument`.
  func check(_ text: String) throws
}

extension AnyOption {
  var valueEnding: String? { nil }
}

/// An option with a value: `--name VALUE` or `--name=VALUE`.
struct Option<Value: ArgumentValue>: AnyOption {
  let name: String
  let placeholder: String?
  let summary: String
  let isRepeated: Bool

  init(_ name: String, _ placeholder: String, _ summary: String, isRepeated: Bool = false) {
    self.name = name
    self.placeholder = placeholder
    self.summary = summary
    self.isRepeated = isRepeated
  }

  func check(_ text: String) throws { _ = try Value(argument: text) }
}

/// An option without a value: `--name`, or with one that its ending tells: `--name page.html`.
struct Flag: AnyOption {
  let name: String
  let summary: String
  let valueEnding: String?
  var placeholder: String? { nil }
  var isRepeated: Bool { false }

  init(_ name: String, _ summary: String, valueEnding: String? = nil) {
    self.name = name
    self.summary = summary
    self.valueEnding = valueEnding
  }

  func check(_ text: String) throws {}
}

/// A word of the command line that is no option.
struct Operand: Sendable {
  enum Presence: Sendable { case required, optional, repeated }

  /// As `--help` writes it, such as `PIPELINE.sql`.
  let name: String
  let presence: Presence

  init(_ name: String, _ presence: Presence = .required) {
    self.name = name
    self.presence = presence
  }

  /// `NAME`, `[NAME]` or `[NAME…]`.
  var usage: String {
    switch presence {
    case .required: name
    case .optional: "[\(name)]"
    case .repeated: "[\(name)…]"
    }
  }
}

/// A command's name, operands and options.
struct CommandDeclaration: Sendable {
  /// As typed after `millrace`; a sub-command has two words.
  let name: String
  /// One line, an instruction without a full stop.
  let summary: String
  let operands: [Operand]
  let options: [any AnyOption]
  /// Further facts for `--help`, below the options.
  let notes: String

  init(
    _ name: String, _ summary: String, operands: [Operand] = [], options: [any AnyOption] = [],
    notes: String = ""
  ) {
    self.name = name
    self.summary = summary
    self.operands = operands
    self.options = options
    self.notes = notes
  }
}
