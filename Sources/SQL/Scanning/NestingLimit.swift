import Diagnostics

/// Bounds how deep a statement's tree can be before anything walks it: the parser's library and every
/// phase after it recurse over the tree.
enum NestingLimit {
  static let maximumDepth = 1_000

  /// What one pair of brackets, or the statement itself, adds to the depth.
  private struct Frame {
    /// Operators since the last token that ends an expression: a chain of n is n deep.
    var operators = 0
    /// UNION and JOIN chains last until the brackets close.
    var chain = 0
  }

  /// Words that end an expression, or that stand between operands that the tree keeps side by side.
  private static let separators: Set<String> = [
    "and", "or", "when", "then", "else", "select", "from", "where", "group", "having", "order",
    "limit", "offset", "on", "as", "check", "default", "values", "with",
  ]
  private static let chains: Set<String> = ["union", "intersect", "except", "join"]
  private static let operators: Set<String> = [
    "not", "is", "isnull", "notnull", "in", "like", "ilike", "similar", "between", "collate", "at",
    "operator", "escape", "overlaps",
  ]

  /// A fault at the token where an upper bound of the depth passes the limit.
  static func fault(in tokens: TokenList, _ span: TokenSpan) -> Diagnostic? {
    var frames = [Frame()]
    var depth = 0
    for index in span.indices {
      let token = tokens.tokens[index]
      guard token.kind == .word || token.kind == .symbol else { continue }
      if token.text == "(" || token.text == "[" || token.text == "case" {
        if token.text == "[" {
          // A subscript holds what stands before it: a chain of n is n deep.
          frames[frames.count - 1].operators += 1
          depth += 1
        }
        frames.append(Frame())
        depth += 1
      } else if token.text == ")" || token.text == "]" || token.text == "end" {
        if frames.count > 1 {
          let frame = frames.removeLast()
          depth -= 1 + frame.operators + frame.chain
        }
      } else if token.text == "," || separators.contains(token.text) {
        depth -= frames[frames.count - 1].operators
        frames[frames.count - 1].operators = 0
      } else if chains.contains(token.text) {
        frames[frames.count - 1].chain += 1
        depth += 1
      } else if token.kind == .symbol ? token.text != "." : operators.contains(token.text) {
        frames[frames.count - 1].operators += 1
        depth += 1
      }
      if depth > maximumDepth {
        return Diagnostic(
          "too-deep", "the statement is nested more than 1000 levels deep here", at: token.range,
          help: "split it: a view of its own for an inner part, IN (…) for a chain of OR")
      }
    }
    return nil
  }
}
