import Diagnostics

/// Collects what is wrong while a file is bound, so that one fault does not hide the next.
final class FaultCollector {
  private(set) var list = DiagnosticList()

  func error(
    _ code: String, _ message: String, at range: TextRange?, notes: [String] = [],
    help: String? = nil
  ) {
    list.add(Diagnostic(.error, code, message, at: range, notes: notes, help: help))
  }

  /// What is found, without a word where it is nothing.
  func attempt<T>(_ find: () -> T?) -> T? {
    let before = list
    if let found = find() { return found }
    list = before
    return nil
  }

  func warning(
    _ code: String, _ message: String, at range: TextRange?, notes: [String] = [],
    help: String? = nil
  ) {
    list.add(Diagnostic(.warning, code, message, at: range, notes: notes, help: help))
  }

  /// Something that parses and that Millrace does not do.
  func unsupported(_ what: String, at range: TextRange?, help: String? = nil) {
    error("unsupported", "\(what) is not supported", at: range, help: help)
  }

  /// An unknown name, with the near one among those in scope, else all of them where they are few.
  func unknown(
    _ code: String, _ message: String, name: String, at range: TextRange?, among names: [String],
    listing: String? = nil
  ) {
    if let near = suggestion(for: name, among: names) {
      error(code, message, at: range, help: "did you mean \(quotedIfNeeded(near))?")
    } else if let listing, !names.isEmpty, names.count <= 12 {
      error(code, message, at: range, help: "\(listing): \(names.joined(separator: ", "))")
    } else {
      error(code, message, at: range)
    }
  }
}
