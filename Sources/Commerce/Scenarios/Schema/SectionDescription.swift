/// What one kind of mapping in a scenario file takes; validation and the tables of docs/scenarios.md come from it.
struct SectionDescription: Sendable {
  /// As messages name it, such as `stream`.
  var name: String
  /// One sentence.
  var summary: String
  var keys: [Key]

  struct Key: Sendable {
    var name: String
    /// How its value is written.
    var form: String
    /// As written; nil where there is none.
    var defaultText: String?
    var isRequired: Bool
    var summary: String

    init(
      _ name: String, _ form: String, default defaultText: String? = nil, isRequired: Bool = false,
      _ summary: String
    ) {
      self.name = name
      self.form = form
      self.defaultText = defaultText
      self.isRequired = isRequired
      self.summary = summary
    }

    static func required(_ name: String, _ form: String, _ summary: String) -> Key {
      Key(name, form, isRequired: true, summary)
    }
  }

  /// `a stream`, `an answer`.
  var article: String { "aeio".contains(name.prefix(1)) ? "an \(name)" : "a \(name)" }

  func key(_ name: String) -> Key? { keys.first { $0.name == name } }
}
