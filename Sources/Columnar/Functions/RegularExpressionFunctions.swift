/// `~`, SIMILAR TO and the functions whose names begin with regexp.
enum RegularExpressionFunctions {
  static var definitions: [FunctionDefinition] {
    operators + [like, count, position, part, replace] + similar + arrays
  }

  /// A function of texts, positions and options in which each row looks for a pattern.
  static func make(
    _ name: String, _ arguments: [DataType], _ result: DataType,
    _ body:
      @escaping @Sendable (ArgumentRow, PatternMatcher, ColumnBuilder) throws(ExpressionError)
      -> Void
  ) -> ScalarFunction {
    .built(name, arguments, result, scratch: PatternMatcher(), body)
  }

  // MARK: Operators

  private static var operators: [FunctionDefinition] {
    // `~` itself stands with the bits of integers, whose opposite it is.
    let forms = [
      ("~*", "a regular expression matches; case is ignored", true, false, "'Abc' ~* 'B'", "true"),
      ("!~", "a regular expression does not match", false, true, "'abc' !~ 'x'", "true"),
      (
        "!~*", "a regular expression does not match; case is ignored", true, true, "'abc' !~* 'B'",
        "false"
      ),
    ]
    return forms.map { name, summary, ignoringCase, negated, example, result in
      FunctionDefinition(
        name, .patterns, "Whether \(summary).", example: example, result,
        [matching(name, ignoringCase: ignoringCase, negated: negated)])
    }
  }

  static func matching(_ name: String, ignoringCase: Bool, negated: Bool) -> ScalarFunction {
    var options = RegularExpressionOptions()
    options.ignoresCase = ignoringCase
    let chosen = options
    return make(name, [.text, .text], .boolean) { row, matcher, builder throws(ExpressionError) in
      try matcher.use(row.bytes(1), chosen)
      builder.append(bit: try matcher.matches(row.bytes(0)) != negated)
    }
  }

  /// Options that an argument names.
  static func options(
    _ row: ArgumentRow, _ index: Int, count: Int, for name: String
  ) throws(ExpressionError) -> RegularExpressionOptions {
    guard index < count else { return RegularExpressionOptions() }
    let options = try RegularExpressionOptions(row.bytes(index))
    if options.isGlobal {
      throw ExpressionError("\(name)() does not support the \"global\" option")
    }
    return options
  }

  private static func positive(
    _ row: ArgumentRow, _ index: Int, _ name: String
  ) throws(ExpressionError) -> Int {
    let value = row.integer(index)
    if value <= 0 { throw ExpressionError("invalid value for parameter \"\(name)\": \(value)") }
    return value
  }

  private static func notNegative(
    _ row: ArgumentRow, _ index: Int, _ name: String
  ) throws(ExpressionError) -> Int {
    let value = row.integer(index)
    if value < 0 { throw ExpressionError("invalid value for parameter \"\(name)\": \(value)") }
    return value
  }

  // MARK: Questions

  private static var like: FunctionDefinition {
    FunctionDefinition(
      "regexp_like", .patterns, "Whether a regular expression matches; options such as 'i'.",
      example: "regexp_like('Abc', 'b+c$', 'i')", "true",
      [[DataType.text, .text], [.text, .text, .text]].map { arguments in
        make("regexp_like", arguments, .boolean) { row, matcher, builder throws(ExpressionError) in
          let options = try options(row, 2, count: arguments.count, for: "regexp_like")
          try matcher.use(row.bytes(1), options)
          builder.append(bit: try matcher.matches(row.bytes(0)))
        }
      })
  }

  private static var count: FunctionDefinition {
    let full: [DataType] = [.text, .text, .integer, .text]
    return FunctionDefinition(
      "regexp_count", .patterns,
      "How often a regular expression matches, from a character on.",
      example: "regexp_count('abcabc', '[ac]')", "4",
      (2...4).map { arguments in
        make("regexp_count", Array(full[..<arguments]), .integer) {
          row, matcher, builder throws(ExpressionError) in
          let text = row.bytes(0)
          let start = arguments > 2 ? try positive(row, 2, "start") : 1
          try matcher.use(
            row.bytes(1), try options(row, 3, count: arguments, for: "regexp_count"))
          var matches = Matches(text, start: start)
          var count: Int64 = 0
          while try matches.next(matcher) { count += 1 }
          builder.append(word: count)
        }
      })
  }

  private static var position: FunctionDefinition {
    let full: [DataType] = [.text, .text, .integer, .integer, .integer, .text, .integer]
    return FunctionDefinition(
      "regexp_instr", .patterns,
      "At which character a regular expression matches for the nth time (with endoption 1: behind it), or its group; 0 where it does not.",
      example: "regexp_instr('number of your street', '[^ ]+', 1, 3)", "11",
      (2...7).map { arguments in
        make("regexp_instr", Array(full[..<arguments]), .integer) {
          row, matcher, builder throws(ExpressionError) in
          let start = arguments > 2 ? try positive(row, 2, "start") : 1
          let number = arguments > 3 ? try positive(row, 3, "n") : 1
          let end = arguments > 4 ? row.integer(4) : 0
          if end != 0, end != 1 {
            throw ExpressionError("invalid value for parameter \"endoption\": \(end)")
          }
          let group = arguments > 6 ? try notNegative(row, 6, "subexpr") : 0
          try matcher.use(
            row.bytes(1), try options(row, 5, count: arguments, for: "regexp_instr"))
          let text = row.bytes(0)
          var matches = Matches(text, start: start)
          guard try matches.advance(matcher, by: number), let range = matcher.group(group) else {
            return builder.append(word: 0)
          }
          let place = end == 1 ? range.upperBound : range.lowerBound
          builder.append(word: Int64(Characters.count(Bytes(rebasing: text[..<place])) + 1))
        }
      })
  }

  private static var part: FunctionDefinition {
    let full: [DataType] = [.text, .text, .integer, .integer, .text, .integer]
    return FunctionDefinition(
      "regexp_substr", .patterns,
      "What a regular expression matches for the nth time from a character on, or its group; NULL where it does not match.",
      example: "regexp_substr('number of your street', '[^ ]+', 1, 3)", "your",
      (2...6).map { arguments in
        make("regexp_substr", Array(full[..<arguments]), .text) {
          row, matcher, builder throws(ExpressionError) in
          let start = arguments > 2 ? try positive(row, 2, "start") : 1
          let number = arguments > 3 ? try positive(row, 3, "n") : 1
          let group = arguments > 5 ? try notNegative(row, 5, "subexpr") : 0
          try matcher.use(
            row.bytes(1), try options(row, 4, count: arguments, for: "regexp_substr"))
          let text = row.bytes(0)
          var matches = Matches(text, start: start)
          guard try matches.advance(matcher, by: number), let range = matcher.group(group) else {
            return builder.appendNull()
          }
          builder.append(bytes: Bytes(rebasing: text[range]))
        }
      })
  }

  /// `substring(text FROM pattern)`: the first group, or all that matches where there is none.
  static func substrings(named name: String) -> [ScalarFunction] {
    if name != "substring" { return [] }
    let plain = make(name, [.text, .text], .text) { row, matcher, builder throws(ExpressionError) in
      try matcher.use(row.bytes(1), RegularExpressionOptions())
      try appendPart(of: row.bytes(0), matcher, to: builder)
    }
    let similar = make(name, [.text, .text, .text], .text) {
      row, matcher, builder throws(ExpressionError) in
      var pattern: [UInt8] = []
      try SimilarPattern.append(row.bytes(1), escape: row.bytes(2), to: &pattern)
      try pattern.withBytes { (pattern) throws(ExpressionError) in
        try matcher.use(pattern, RegularExpressionOptions())
      }
      try appendPart(of: row.bytes(0), matcher, to: builder)
    }
    return [plain, similar]
  }

  private static func appendPart(
    of text: Bytes, _ matcher: PatternMatcher, to builder: ColumnBuilder
  ) throws(ExpressionError) {
    guard try matcher.find(in: text, from: 0),
      let range = matcher.group(matcher.groupCount > 0 ? 1 : 0)
    else { return builder.appendNull() }
    builder.append(bytes: Bytes(rebasing: text[range]))
  }

  // MARK: Replacing

  private static var replace: FunctionDefinition {
    let forms: [[DataType]] = [
      [.text, .text, .text], [.text, .text, .text, .text], [.text, .text, .text, .integer],
      [.text, .text, .text, .integer, .integer], [.text, .text, .text, .integer, .integer, .text],
    ]
    return FunctionDefinition(
      "regexp_replace", .patterns,
      "With the first match replaced, with the option 'g' every one, or the nth from a character on (0: every one); \\1 is a group, \\& all.",
      example: "regexp_replace('2021-11-30', '(\\d+)-(\\d+)', '\\2/\\1')", "11/2021-30",
      forms.map { arguments in
        make("regexp_replace", arguments, .text) {
          row, matcher, builder throws(ExpressionError) in
          var options = RegularExpressionOptions()
          if arguments.last == .text, arguments.count > 3 {
            options = try RegularExpressionOptions(row.bytes(arguments.count - 1))
          }
          let counts = arguments.count > 3 && arguments[3] == .integer
          let start = counts ? try positive(row, 3, "start") : 1
          let number =
            arguments.count > 4
            ? try notNegative(row, 4, "n") : options.isGlobal ? 0 : 1
          try matcher.use(row.bytes(1), options)
          var replacement = Replacement(
            text: row.bytes(0), template: row.bytes(2), start: start, number: number)
          try replacement.run(matcher)
          replacement.output.withUnsafeBufferPointer { builder.append(bytes: $0) }
        }
      })
  }

  // MARK: SIMILAR TO

  private static var similar: [FunctionDefinition] {
    [
      FunctionDefinition(
        "similar_to_escape", .patterns,
        "A pattern of SIMILAR TO as a regular expression, with the backslash or another escape character.",
        example: "'abc' SIMILAR TO '%(b|d)%'", "true",
        [
          ScalarFunction.bytes("similar_to_escape", [.text]) { row, sink throws(ExpressionError) in
            try [ASCII.backslash].withBytes { (escape) throws(ExpressionError) in
              try SimilarPattern.append(row.bytes(0), escape: escape, to: &sink)
            }
          },
          ScalarFunction.bytes("similar_to_escape", [.text, .text]) {
            row, sink throws(ExpressionError) in
            try SimilarPattern.append(row.bytes(0), escape: row.bytes(1), to: &sink)
          },
        ])
    ]
  }
}

/// The matches of a text from a character on, one after the other; an empty one moves on by a character.
struct Matches {
  private let text: Bytes
  private var at: Int?

  init(_ text: Bytes, start: Int) {
    self.text = text
    at = Characters.count(text) < start - 1 ? nil : Characters.offset(text, of: start - 1)
  }

  mutating func next(_ matcher: PatternMatcher) throws(ExpressionError) -> Bool {
    guard let from = at, try matcher.find(in: text, from: from), let whole = matcher.group(0) else {
      at = nil
      return false
    }
    if !whole.isEmpty {
      at = whole.upperBound
    } else {
      at =
        whole.upperBound == text.count
        ? nil : Characters.offset(text, of: 1, from: whole.upperBound)
    }
    return true
  }

  /// To the nth match; false where there are fewer.
  mutating func advance(
    _ matcher: PatternMatcher, by number: Int
  ) throws(ExpressionError) -> Bool {
    for _ in 0..<number where try !next(matcher) { return false }
    return true
  }
}

/// One call of `regexp_replace`.
private struct Replacement {
  let text: Bytes
  let template: Bytes
  let start: Int
  /// Which match; 0 is all.
  let number: Int
  var output: [UInt8] = []

  init(text: Bytes, template: Bytes, start: Int, number: Int) {
    self.text = text
    self.template = template
    self.start = start
    self.number = number
  }

  mutating func run(_ matcher: PatternMatcher) throws(ExpressionError) {
    var matches = Matches(text, start: start)
    var copied = 0
    var count = 0
    while try matches.next(matcher) {
      count += 1
      if number > 0, count != number { continue }
      guard let whole = matcher.group(0) else { break }
      output.append(contentsOf: text[copied..<whole.lowerBound])
      appendTemplate(matcher)
      copied = whole.upperBound
      if number > 0 { break }
    }
    output.append(contentsOf: text[copied...])
  }

  private mutating func appendTemplate(_ matcher: PatternMatcher) {
    var at = 0
    while at < template.count {
      let byte = template[at]
      at += 1
      guard byte == ASCII.backslash, at < template.count else {
        output.append(byte)
        continue
      }
      let letter = template[at]
      switch letter {
      case UInt8(ascii: "1")...UInt8(ascii: "9"), UInt8(ascii: "&"):
        at += 1
        let index = letter == UInt8(ascii: "&") ? 0 : Int(letter - ASCII.zero)
        if let range = matcher.group(index) { output.append(contentsOf: text[range]) }
      case ASCII.backslash:
        at += 1
        output.append(byte)
      default: output.append(byte)
      }
    }
  }
}
