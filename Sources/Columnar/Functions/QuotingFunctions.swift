/// Texts with values in them: `format` and what quotes SQL.
enum QuotingFunctions {
  static var definitions: [FunctionDefinition] {
    [
      FunctionDefinition(
        "quote_ident", .text, "A name as SQL writes it: in double quotes where it needs them.",
        example: "quote_ident('Foo bar')", "\"Foo bar\"",
        [
          ScalarFunction.bytes("quote_ident", [.text]) { row, sink throws(ExpressionError) in
            SQLQuoting.appendIdentifier(row.bytes(0), to: &sink)
          }
        ]),
      FunctionDefinition(
        "quote_literal", .text, "A text as a literal of SQL.",
        example: "quote_literal('O''Reilly')",
        "'O''Reilly'",
        [
          ScalarFunction.bytes("quote_literal", [.text]) { row, sink throws(ExpressionError) in
            SQLQuoting.appendLiteral(row.bytes(0), to: &sink)
          }
        ]),
      FunctionDefinition(
        "quote_nullable", .text, "A text as a literal of SQL, or the word NULL.",
        example: "quote_nullable(NULL)", "NULL",
        [
          ScalarFunction.optionalBytes("quote_nullable", [.text], isStrict: false) {
            row, sink throws(ExpressionError) in
            if row.isNull(0) {
              sink.append(contentsOf: "NULL".utf8)
            } else {
              SQLQuoting.appendLiteral(row.bytes(0), to: &sink)
            }
            return true
          }
        ]),
      FunctionDefinition(
        "format", .text,
        "A text with values in it: %s as text, %I as a name, %L as a literal, %1$s by number, %-10s padded, %% a percent sign.",
        example: "format('%s: %L', 'a', 'it''s')", "a: 'it''s'", [],
        variadic: { types in
          .optionalBytes(
            "format", types.map { $0 == .boolean ? .boolean : .text }, isStrict: false
          ) {
            row, sink throws(ExpressionError) in
            if row.isNull(0) { return false }
            var template = FormatTemplate(row: row, argumentCount: types.count)
            try template.append(to: &sink)
            return true
          }
        }),
    ]
  }
}

/// Quoting as Postgres does it.
enum SQLQuoting {
  /// Quoted unless it is made of lower-case letters, digits and underscores and no word of SQL.
  static func appendIdentifier(_ name: Bytes, to sink: inout [UInt8]) {
    let isPlain = name.enumerated().allSatisfy { index, byte in
      byte == UInt8(ascii: "_") || (97...122).contains(byte) || (index > 0 && ASCII.isDigit(byte))
    }
    if isPlain, !name.isEmpty, !reserved.contains(name.text) {
      sink.append(contentsOf: name)
      return
    }
    sink.append(ASCII.quote)
    for byte in name {
      if byte == ASCII.quote { sink.append(byte) }
      sink.append(byte)
    }
    sink.append(ASCII.quote)
  }

  /// In apostrophes; with a backslash in it as an E literal.
  static func appendLiteral(_ text: Bytes, to sink: inout [UInt8]) {
    if text.contains(ASCII.backslash) { sink.append(UInt8(ascii: "E")) }
    sink.append(ASCII.apostrophe)
    for byte in text {
      if byte == ASCII.apostrophe || byte == ASCII.backslash { sink.append(byte) }
      sink.append(byte)
    }
    sink.append(ASCII.apostrophe)
  }

  /// The key words that are no plain name for Postgres.
  private static let reserved: Set<String> = Set(
    """
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case \
    cast char character check coalesce collate collation column concurrently constraint create cross current_catalog \
    current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable \
    desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group \
    grouping having ilike in initially inner inout int integer intersect interval into is isnull join lateral leading \
    least left like limit localtime localtimestamp national natural nchar none normalize not notnull null nullif numeric \
    offset on only or order out outer overlaps overlay placing position precision primary real references returning right \
    row select session_user setof similar smallint some substring symmetric table tablesample then time timestamp to \
    trailing treat trim true union unique user using values varchar variadic verbose when where window with xmlattributes \
    xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
    """.split(separator: " ").map(String.init))
}

/// One call of `format`: a template and the values that it asks for.
private struct FormatTemplate {
  let row: ArgumentRow
  let argumentCount: Int
  private var at = 0
  private var next = 1

  init(row: ArgumentRow, argumentCount: Int) {
    self.row = row
    self.argumentCount = argumentCount
  }

  private static let unterminated = ExpressionError("unterminated format() type specifier")

  mutating func append(to sink: inout [UInt8]) throws(ExpressionError) {
    let text = row.bytes(0)
    while at < text.count {
      let byte = text[at]
      at += 1
      guard byte == UInt8(ascii: "%") else {
        sink.append(byte)
        continue
      }
      guard at < text.count else { throw FormatTemplate.unterminated }
      if text[at] == UInt8(ascii: "%") {
        sink.append(byte)
        at += 1
        continue
      }
      try appendValue(text, to: &sink)
    }
  }

  /// `%[position$][-][width | * | *position$]type`.
  private mutating func appendValue(
    _ text: Bytes, to sink: inout [UInt8]
  ) throws(ExpressionError) {
    var position: Int?
    var width: Int?
    let start = at
    if let number = try number(text) {
      if at < text.count, text[at] == UInt8(ascii: "$") {
        if number == 0 {
          throw ExpressionError("format specifies argument 0, but arguments are numbered from 1")
        }
        position = number
        at += 1
      } else {
        at = start
      }
    }
    var alignsLeft = false
    while at < text.count, text[at] == ASCII.minus {
      alignsLeft = true
      at += 1
    }
    if at < text.count, text[at] == UInt8(ascii: "*") {
      at += 1
      width = try widthArgument(text)
    } else {
      width = try number(text)
    }
    guard at < text.count else { throw FormatTemplate.unterminated }
    if let given = width, given < 0 { (alignsLeft, width) = (true, -given) }
    let index = try argument(position)
    let kind = text[at]
    at += 1
    var value: [UInt8] = []
    switch kind {
    case UInt8(ascii: "s"): if !row.isNull(index) { row.appendShort(index, to: &value) }
    case UInt8(ascii: "I"):
      if row.isNull(index) {
        throw ExpressionError("null values cannot be formatted as an SQL identifier")
      }
      quote(index, to: &value, by: SQLQuoting.appendIdentifier)
    case UInt8(ascii: "L"):
      if row.isNull(index) {
        value += Array("NULL".utf8)
      } else {
        quote(index, to: &value, by: SQLQuoting.appendLiteral)
      }
    default:
      let rest = Bytes(rebasing: text[(at - 1)...])
      let character = Characters.scalars(rest).first.map { String($0) } ?? ""
      throw ExpressionError("unrecognized format() type specifier \"\(character)\"")
    }
    append(value, width ?? 0, alignsLeft, to: &sink)
  }

  private func quote(
    _ index: Int, to value: inout [UInt8], by append: (Bytes, inout [UInt8]) -> Void
  ) {
    var text: [UInt8] = []
    row.appendShort(index, to: &text)
    text.withUnsafeBufferPointer { append($0, &value) }
  }

  private func append(
    _ value: [UInt8], _ width: Int, _ alignsLeft: Bool, to sink: inout [UInt8]
  ) {
    let length = value.withUnsafeBufferPointer { Characters.count($0) }
    let padding = repeatElement(ASCII.space, count: max(width - length, 0))
    if !alignsLeft { sink.append(contentsOf: padding) }
    sink.append(contentsOf: value)
    if alignsLeft { sink.append(contentsOf: padding) }
  }

  private mutating func number(_ text: Bytes) throws(ExpressionError) -> Int? {
    var value: Int?
    while at < text.count, ASCII.isDigit(text[at]) {
      let grown = (value ?? 0) * 10 + Int(text[at] - ASCII.zero)
      if grown > Int(Int32.max) { throw ExpressionError("number is out of range") }
      value = grown
      at += 1
    }
    return value
  }

  /// The value of `*` or `*position$`; a NULL is no width.
  private mutating func widthArgument(_ text: Bytes) throws(ExpressionError) -> Int {
    var position: Int?
    if let number = try number(text) {
      guard at < text.count, text[at] == UInt8(ascii: "$") else {
        throw ExpressionError("width argument position must be ended by \"$\"")
      }
      if number == 0 {
        throw ExpressionError("format specifies argument 0, but arguments are numbered from 1")
      }
      at += 1
      position = number
    }
    let index = try argument(position)
    if row.isNull(index) { return 0 }
    let width = try TextInput.integer(row.bytes(index), .integer)
    if width == Int64(Int32.min) { throw ExpressionError("number is out of range") }
    return Int(width)
  }

  private mutating func argument(_ position: Int?) throws(ExpressionError) -> Int {
    let index = position ?? next
    next = index + 1
    if index >= argumentCount { throw ExpressionError("too few arguments for format()") }
    return index
  }
}
