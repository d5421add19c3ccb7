import Diagnostics
import SQL
import Testing

/// The only statement of a text that must parse without a fault.
func statement(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws
  -> StatementSyntax
{
  let script = Parser.parse(text)
  let rendered = Renderer(file: "test", text: text).render(script.diagnostics)
  try #require(script.diagnostics.items.isEmpty, "\(rendered)", sourceLocation: sourceLocation)
  try #require(script.statements.count == 1, sourceLocation: sourceLocation)
  return script.statements[0]
}

func query(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> QuerySyntax
{
  guard case .query(let query) = try statement(text, sourceLocation: sourceLocation).kind else {
    throw UnexpectedSyntax(text: text)
  }
  return query
}

func select(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws
  -> SelectSyntax
{
  guard case .select(let select) = try query(text, sourceLocation: sourceLocation).body else {
    throw UnexpectedSyntax(text: text)
  }
  return select
}

/// The first expression of `SELECT expression`.
func expression(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws
  -> ExpressionSyntax
{
  try select("SELECT \(text)", sourceLocation: sourceLocation).items[0].expression
}

struct UnexpectedSyntax: Error { var text: String }

extension String {
  /// The source text that a range covers.
  subscript(range: TextRange) -> String {
    String(decoding: Array(utf8)[range.lower..<range.upper], as: UTF8.self)
  }
}
