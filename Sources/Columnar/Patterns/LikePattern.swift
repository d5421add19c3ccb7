/// Matching of LIKE patterns.
enum LikePattern {
  private static let any = UInt8(ascii: "%")
  private static let one = UInt8(ascii: "_")
  private static let unfinished = ExpressionError("LIKE pattern must not end with escape character")

  /// Greedy with one point of return: after a failure only the last `%` takes a character more.
  static func matches(_ text: Bytes, _ pattern: Bytes) throws(ExpressionError) -> Bool {
    var (at, step) = (0, 0)
    var retry: (at: Int, step: Int)?
    while true {
      if step < pattern.count, pattern[step] == any {
        step += 1
        if step == pattern.count { return true }
        retry = (at, step)
        continue
      }
      if step == pattern.count, at == text.count { return true }
      if at < text.count, step < pattern.count {
        if pattern[step] == one {
          at = Characters.offset(text, of: 1, from: at)
          step += 1
          continue
        }
        let isEscape = pattern[step] == ASCII.backslash
        if isEscape, step + 1 == pattern.count { throw unfinished }
        let literal = isEscape ? step + 1 : step
        if pattern[literal] == text[at] {
          (at, step) = (at + 1, literal + 1)
          continue
        }
      }
      guard let last = retry, last.at < text.count else { return false }
      let next = Characters.offset(text, of: 1, from: last.at)
      retry = (next, last.step)
      (at, step) = (next, last.step)
    }
  }

  static func matchesIgnoringCase(
    _ text: Bytes, _ pattern: Bytes
  ) throws(ExpressionError) -> Bool {
    var (lowerText, lowerPattern): ([UInt8], [UInt8]) = ([], [])
    TextKernels.appendLowercased(text, to: &lowerText)
    TextKernels.appendLowercased(pattern, to: &lowerPattern)
    return try lowerText.withBytes { (text) throws(ExpressionError) in
      try lowerPattern.withBytes { (pattern) throws(ExpressionError) in
        try matches(text, pattern)
      }
    }
  }

  /// Writes a pattern with a chosen escape character as one with backslashes; an empty escape turns escaping off.
  static func append(
    _ pattern: Bytes, escape: Bytes, to sink: inout [UInt8]
  ) throws(ExpressionError) {
    if Characters.count(escape) > 1 { throw ExpressionError("invalid escape string") }
    var at = 0
    while at < pattern.count {
      let isEscape = !escape.isEmpty && Bytes(rebasing: pattern[at...]).starts(with: escape)
      if isEscape {
        sink.append(ASCII.backslash)
        at += escape.count
        // The escaped character is taken as it is, be it the escape itself.
        guard at < pattern.count else { continue }
      } else if pattern[at] == ASCII.backslash {
        sink.append(ASCII.backslash)
      }
      sink.append(pattern[at])
      at += 1
    }
  }
}
