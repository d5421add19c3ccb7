import Columnar
import Diagnostics
import SQL

/// What every binder of one file or query shares.
struct BindingContext {
  let functions: FunctionCatalogue
  /// Of this zone too.
  var setFunctions: SetFunctionCatalogue { SetFunctionCatalogue(zone: zone) }
  let zone: Zone
  let faults: FaultCollector
  /// The text that places refer to.
  let text: [UInt8]
  /// Microseconds since 1970 that `now()` answers; nil in pipeline files, where it is a fault.
  let now: Int64?

  var isQuery: Bool { now != nil }

  /// The name at this place was written in double quotes.
  func startsWithQuote(_ range: TextRange) -> Bool {
    text.indices.contains(range.lower) && text[range.lower] == UInt8(ascii: "\"")
  }

  /// The text as written, on one line and not long.
  func brief(_ range: TextRange) -> String {
    let words = source(range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > 72 ? words.prefix(71) + "…" : words
  }

  /// The text as written.
  func source(_ range: TextRange) -> String {
    String(decoding: text[max(range.lower, 0)..<min(range.upper, text.count)], as: UTF8.self)
  }
}

/// `a`, `a and b`, `a, b and c`, each once.
func listed(_ names: [String], _ joint: String = "and") -> String {
  var distinct: [String] = []
  for name in names where !distinct.contains(name) { distinct.append(name) }
  guard distinct.count > 1 else { return distinct.first ?? "" }
  return distinct.dropLast().joined(separator: ", ") + " \(joint) " + distinct[distinct.count - 1]
}

/// A name as SQL must spell it: in double quotes where it would be folded or misread.
func quotedIfNeeded(_ name: String) -> String {
  let place = TextRange(0, 0)
  return deparse(ExpressionSyntax(.column(QualifiedName([Identifier(name, place)])), place))
}
