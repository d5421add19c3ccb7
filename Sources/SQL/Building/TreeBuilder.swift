import CPgQuery
import Diagnostics

typealias Node = PgQuery__Node
typealias NodeList = UnsafeMutablePointer<UnsafeMutablePointer<PgQuery__Node>?>

/// Turns one statement of Postgres' parse tree into our syntax tree.
///
/// Postgres' tree has only starts of places, many nodes have none: ends, and the places of clauses,
/// come from the statement's tokens. What parses and is no part of our tree is a fault here; the tree
/// then goes on without it, so that the planner does not report it again.
final class TreeBuilder {
  let tokens: TokenList
  let bytes: [UInt8]
  /// The statement's tokens.
  let span: TokenSpan
  /// Byte offset of the statement in the text: the parser counts from there.
  let base: Int
  let literal: (String, TextRange) -> String
  private(set) var diagnostics: [Diagnostic] = []

  init(
    tokens: TokenList, bytes: [UInt8], span: TokenSpan,
    literal: @escaping (String, TextRange) -> String
  ) {
    self.tokens = tokens
    self.bytes = bytes
    self.span = span
    self.literal = literal
    base = tokens.range(span).lower
  }

  // MARK: Faults

  func report(_ code: String, _ message: String, at range: TextRange, help: String? = nil) {
    diagnostics.append(Diagnostic(code, message, at: range, help: help))
  }

  /// Reports what Postgres' grammar takes and Millrace does not do.
  func unsupported(_ what: String, at range: TextRange, help: String? = nil) {
    report("unsupported", "\(what) is not supported", at: range, help: help)
  }

  /// Reports a clause at the words that begin it.
  func unsupported(_ what: String, words: [String], in span: TokenSpan, help: String? = nil) {
    let index = tokens.first([words], in: span)
    let range = index.map { tokens.range(TokenSpan($0, $0 + words.count)) } ?? tokens.range(span)
    unsupported(what, at: range, help: help)
  }

  // MARK: Places

  /// Index of the token at a place of the parse tree; nil for a node without place.
  func token(at location: Int32) -> Int? {
    guard location >= 0 else { return nil }
    let index = tokens.index(atOrAfter: base + Int(location))
    return index < span.upper ? index : nil
  }

  /// The whole statement's range stands for a node without place.
  func range(at location: Int32) -> TextRange {
    token(at: location).map { tokens.tokens[$0].range } ?? tokens.range(span)
  }

  func source(_ range: TextRange) -> String {
    String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
  }

  /// The name at a token, whose text the parse tree gives unquoted.
  func identifier(_ name: String, token: Int?) -> Identifier {
    Identifier(name, token.map { tokens.range(TokenSpan($0, $0 + 1)) } ?? tokens.range(span))
  }

  /// A dotted name that begins at a token: its parts stand at every other one.
  func qualifiedName(_ parts: [String], token: Int?) -> QualifiedName {
    QualifiedName(
      parts.enumerated().map { offset, part in
        identifier(part, token: token.map { min($0 + 2 * offset, span.upper - 1) })
      })
  }

  /// Names in brackets, such as `(a, b)`, that open at a token.
  func identifiers(_ names: [String], inBracketsAt open: Int?) -> [Identifier] {
    let elements = open.map { tokens.elements(of: tokens.inside($0)) } ?? []
    return names.enumerated().map { offset, name in
      identifier(name, token: offset < elements.count ? elements[offset].lower : nil)
    }
  }

  // MARK: Parse tree

  func nodes(_ count: Int, _ list: NodeList?) -> [Node] {
    guard let list else { return [] }
    return (0..<count).compactMap { list[$0]?.pointee }
  }

  func strings(_ count: Int, _ list: NodeList?) -> [String] {
    nodes(count, list).compactMap { node in
      guard node.node_case == PG_QUERY__NODE__NODE_STRING, let string = node.string else {
        return nil
      }
      return text(string.pointee.sval)
    }
  }

  func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}
