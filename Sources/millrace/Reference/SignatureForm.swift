/// Overloads of one shape under one line: `T < T → boolean` of boolean, smallint, …
struct SignatureForm {
  private let pattern: String
  /// What T stands for; empty where the pattern names its types itself.
  private var types: [String]
  /// The first of them as written.
  private let signature: String

  /// The signatures of a function in their order, those of one shape together. A signature is
  /// `+ integer → integer`, `integer + integer → integer` or `abs(integer) → integer`.
  static func forms(of signatures: [String], name: String) -> [SignatureForm] {
    var forms: [SignatureForm] = []
    for signature in signatures {
      let form = SignatureForm(signature, name: name)
      if let known = forms.firstIndex(where: { $0.pattern == form.pattern }) {
        for type in form.types where !forms[known].types.contains(type) {
          forms[known].types.append(type)
        }
      } else {
        forms.append(form)
      }
    }
    return forms
  }

  private init(_ signature: String, name: String) {
    self.signature = signature
    let sides = signature.split(separator: " → ", maxSplits: 1).map(String.init)
    precondition(sides.count == 2, "a signature has a result")
    let (call, result) = (sides[0], sides[1])
    let arguments = SignatureForm.arguments(of: call, name)
    guard let type = arguments.first, arguments.allSatisfy({ $0 == type }) else {
      (pattern, types) = (signature, [])
      return
    }
    let generic = SignatureForm.call(of: name, arguments.map { _ in "T" }, like: call)
    pattern = generic + " → " + (result == type ? "T" : result)
    types = [type]
  }

  /// In Markdown.
  var text: String {
    types.count > 1
      ? MarkdownTable.code(pattern) + " of " + types.joined(separator: ", ")
      : MarkdownTable.code(signature)
  }

  private static func arguments(of call: String, _ name: String) -> [String] {
    if call.hasPrefix(name + "(") {
      return call.dropFirst(name.count + 1).dropLast().split(separator: ", ").map(String.init)
    }
    if call.hasPrefix(name + " ") { return [String(call.dropFirst(name.count + 1))] }
    return call.split(separator: " \(name) ").map(String.init)
  }

  private static func call(of name: String, _ arguments: [String], like call: String) -> String {
    if call.hasPrefix(name + "(") { return "\(name)(\(arguments.joined(separator: ", ")))" }
    return arguments.count == 1
      ? "\(name) \(arguments[0])" : arguments.joined(separator: " \(name) ")
  }
}
