/// Regular expressions that answer with arrays.
extension RegularExpressionFunctions {
  static var arrays: [FunctionDefinition] { [groups, split] }

  private static let forms: [[DataType]] = [[.text, .text], [.text, .text, .text]]

  private static var groups: FunctionDefinition {
    FunctionDefinition(
      "regexp_match", .patterns,
      "What the groups of the first match are, or all that matches where there is no group; NULL where it does not match.",
      example: "regexp_match('2021-11-30', '(\\d+)-(\\d+)')", "{2021,11}",
      forms.map { arguments in
        make("regexp_match", arguments, .array(.text)) {
          row, matcher, builder throws(ExpressionError) in
          let options = try options(row, 2, count: arguments.count, for: "regexp_match")
          try matcher.use(row.bytes(1), options)
          let text = row.bytes(0)
          guard try matcher.find(in: text, from: 0) else { return builder.appendNull() }
          var array: [UInt8] = []
          let groups = matcher.groupCount == 0 ? 0...0 : 1...matcher.groupCount
          for group in groups {
            if let range = matcher.group(group) {
              ArrayEncoding.append(bytes: Bytes(rebasing: text[range]), to: &array)
            } else {
              ArrayEncoding.append(.null, to: &array)
            }
          }
          array.withUnsafeBufferPointer { builder.append(bytes: $0) }
        }
      })
  }

  private static var split: FunctionDefinition {
    FunctionDefinition(
      "regexp_split_to_array", .patterns, "The parts of a text between the matches.",
      example: "regexp_split_to_array('a, b,c', ',\\s*')", "{a,b,c}",
      forms.map { arguments in
        make("regexp_split_to_array", arguments, .array(.text)) {
          row, matcher, builder throws(ExpressionError) in
          let options = try options(row, 2, count: arguments.count, for: "regexp_split_to_array")
          try matcher.use(row.bytes(1), options)
          let text = row.bytes(0)
          var array: [UInt8] = []
          var matches = Matches(text, start: 1)
          var (copied, lastEnd) = (0, 0)
          while try matches.next(matcher), let whole = matcher.group(0) {
            // An empty match at an end of the text, or right behind another, divides nothing.
            if whole.lowerBound < text.count, whole.upperBound > lastEnd {
              ArrayEncoding.append(
                bytes: Bytes(rebasing: text[copied..<whole.lowerBound]), to: &array)
              copied = whole.upperBound
            }
            lastEnd = whole.upperBound
          }
          ArrayEncoding.append(bytes: Bytes(rebasing: text[copied...]), to: &array)
          array.withUnsafeBufferPointer { builder.append(bytes: $0) }
        }
      })
  }
}
