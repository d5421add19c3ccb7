import Diagnostics

/// The tokens of a text without its comments, and how their brackets pair.
struct TokenList {
  let tokens: [Token]
  /// For each token that is a bracket the index of its partner, else -1.
  let partners: [Int]

  init(_ tokens: [Token]) {
    self.tokens = tokens
    var partners = [Int](repeating: -1, count: tokens.count)
    var open: [Int] = []
    for (index, token) in tokens.enumerated() where token.kind == .symbol {
      switch token.text {
      case "(", "[": open.append(index)
      case ")", "]":
        let wanted = token.text == ")" ? "(" : "["
        guard let last = open.last, tokens[last].text == wanted else { continue }
        open.removeLast()
        partners[last] = index
        partners[index] = last
      case ";": open.removeAll(keepingCapacity: true)
      default: break
      }
    }
    self.partners = partners
  }

  var count: Int { tokens.count }

  /// Text of the token at `index`; empty outside the list.
  func text(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].text : "" }

  /// Whether an unquoted word or a symbol with this text stands at `index`.
  func matches(_ index: Int, _ text: String) -> Bool {
    guard tokens.indices.contains(index) else { return false }
    let token = tokens[index]
    return (token.kind == .word || token.kind == .symbol) && token.text == text
  }

  /// Whether these words and symbols stand at `index`, one after the other.
  func matches(_ index: Int, _ texts: [String]) -> Bool {
    for (offset, text) in texts.enumerated() where !matches(index + offset, text) { return false }
    return true
  }

  func isName(_ index: Int) -> Bool {
    guard tokens.indices.contains(index) else { return false }
    return tokens[index].kind == .word || tokens[index].kind == .quotedName
  }

  /// The index of the partner of the bracket at `index`, or nil.
  func partner(of index: Int) -> Int? {
    guard partners.indices.contains(index), partners[index] >= 0 else { return nil }
    return partners[index]
  }

  /// Index of the first token that starts at or after `offset`.
  func index(atOrAfter offset: Int) -> Int {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].range.lower < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Index of the first token that ends after `offset`.
  func index(endingAfter offset: Int) -> Int {
    let next = index(atOrAfter: offset)
    return next > 0 && tokens[next - 1].range.upper > offset ? next - 1 : next
  }

  /// From the first to the last token of a span; empty at its place when the span is empty.
  func range(_ span: TokenSpan) -> TextRange {
    guard !tokens.isEmpty else { return TextRange(0, 0) }
    let lower = min(span.lower, tokens.count - 1)
    let upper = min(span.upper, tokens.count)
    guard upper > lower else {
      return TextRange(tokens[lower].range.lower, tokens[lower].range.lower)
    }
    return TextRange(tokens[lower].range.lower, tokens[upper - 1].range.upper)
  }

  /// The indices of a span that are outside of all brackets opened in it.
  func outermost(_ span: TokenSpan) -> [Int] {
    var found: [Int] = []
    var index = span.lower
    while index < min(span.upper, tokens.count) {
      found.append(index)
      if let partner = partner(of: index), partner > index, partner < span.upper {
        index = partner
      } else {
        index += 1
      }
    }
    return found
  }

  /// Where one of the word sequences first stands outside of brackets.
  func first(_ sequences: [[String]], in span: TokenSpan) -> Int? {
    outermost(span).first { index in sequences.contains { matches(index, $0) } }
  }

  func first(_ words: String..., in span: TokenSpan) -> Int? { first([words], in: span) }

  /// The parts between commas that stand outside of brackets.
  func elements(of span: TokenSpan) -> [TokenSpan] {
    guard !span.isEmpty else { return [] }
    var parts: [TokenSpan] = []
    var lower = span.lower
    for index in outermost(span) where matches(index, ",") {
      parts.append(TokenSpan(lower, index))
      lower = index + 1
    }
    parts.append(TokenSpan(lower, span.upper))
    return parts
  }

  /// The tokens inside the brackets that open at `index`; empty when none do.
  func inside(_ index: Int) -> TokenSpan {
    guard let partner = partner(of: index), partner > index else { return TokenSpan(index, index) }
    return TokenSpan(index + 1, partner)
  }

  /// Widens a range so that no bracket in it lacks its partner.
  func balanced(_ range: TextRange) -> TextRange {
    var lower = index(atOrAfter: range.lower)
    var upper = index(atOrAfter: range.upper)
    var index = lower
    while index < upper {
      if let partner = partner(of: index) {
        if partner < lower {
          lower = partner
        } else if partner >= upper {
          upper = partner + 1
        }
      }
      index += 1
    }
    return lower < upper ? self.range(TokenSpan(lower, upper)).union(range) : range
  }
}
