/// Functions over text. Positions and lengths count characters, from 1.
enum TextFunctions {
  static var definitions: [FunctionDefinition] {
    joining + cases + lengths + parts + trims + searches
  }

  private static var joining: [FunctionDefinition] {
    [
      FunctionDefinition(
        "||", .text, "Both sides, one after the other.", example: "'a' || 'b'", "ab",
        [joined(.text), joined(.bytea)]),
      FunctionDefinition(
        "concat", .text, "All arguments one after the other; NULLs are left out.",
        example: "concat('a', NULL, 1)", "a1", [],
        variadic: { types in
          ScalarFunction(
            "concat", types.map { $0 == .boolean ? .boolean : .text }, .text, isStrict: false,
            kernel: concatenate)
        }),
      FunctionDefinition(
        "replace", .text, "With every occurrence of one text replaced by another.",
        example: "replace('a-b-c', '-', '+')", "a+b+c",
        [ScalarFunction("replace", [.text, .text, .text], .text, kernel: replace)]),
      FunctionDefinition(
        "repeat", .text, "A text so many times.", example: "repeat('ab', 3)", "ababab",
        [ScalarFunction("repeat", [.text, .integer], .text, kernel: repeated)]),
      FunctionDefinition(
        "reverse", .text, "The characters in reverse order.", example: "reverse('abc')", "cba",
        [
          make("reverse", [.text]) { columns, row, sink throws(ExpressionError) in
            TextKernels.appendReversed(columns[0].slice(row), to: &sink)
          }
        ]),
    ]
  }

  private static var cases: [FunctionDefinition] {
    [
      FunctionDefinition(
        "lower", .text, "In lower case.", example: "lower('ÀB')", "àb",
        [
          make("lower", [.text]) { columns, row, sink throws(ExpressionError) in
            TextKernels.appendLowercased(columns[0].slice(row), to: &sink)
          }
        ]),
      FunctionDefinition(
        "upper", .text, "In upper case.", example: "upper('àb')", "ÀB",
        [
          make("upper", [.text]) { columns, row, sink throws(ExpressionError) in
            TextKernels.appendUppercased(columns[0].slice(row), to: &sink)
          }
        ]),
    ]
  }

  private static var lengths: [FunctionDefinition] {
    let names = ["length", "char_length", "character_length"]
    let characters = names.map { name in
      FunctionDefinition(
        name, .text, "How many characters; of bytea, how many bytes.",
        example: "\(name)('äb')", "2",
        [count(name, .text) { Characters.count($0) }]
          + (name == "length" ? [count(name, .bytea) { $0.count }] : []))
    }
    return characters + [
      FunctionDefinition(
        "octet_length", .text, "How many bytes.", example: "octet_length('äb')", "3",
        [count("octet_length", .text) { $0.count }, count("octet_length", .bytea) { $0.count }])
    ]
  }

  private static var parts: [FunctionDefinition] {
    let substrings = ["substring", "substr"].map { name in
      FunctionDefinition(
        name, .text,
        name == "substr"
          ? "From a character on, at most so many."
          : "From a character on, at most so many; or the part that a regular expression matches (its first group).",
        example: "\(name)('abcdef', 2, 3)",
        "bcd",
        [
          ScalarFunction(name, [.text, .integer], .text, kernel: TextKernels.suffix),
          ScalarFunction(name, [.text, .integer, .integer], .text, kernel: TextKernels.substring),
        ] + BinaryFunctions.substrings(named: name)
          + RegularExpressionFunctions.substrings(named: name))
    }
    return substrings + [
      FunctionDefinition(
        "left", .text, "The first so many characters; a negative number leaves so many out.",
        example: "left('abcde', -2)", "abc",
        [ScalarFunction("left", [.text, .integer], .text, kernel: TextKernels.left)]),
      FunctionDefinition(
        "right", .text, "The last so many characters; a negative number leaves so many out.",
        example: "right('abcde', 2)", "de",
        [ScalarFunction("right", [.text, .integer], .text, kernel: TextKernels.right)]),
      FunctionDefinition(
        "split_part", .text, "The part of that number between separators; negative from the end.",
        example: "split_part('a,b,c', ',', 2)", "b",
        [
          make("split_part", [.text, .text, .integer]) {
            columns, row, sink throws(ExpressionError) in
            sink.append(
              contentsOf: try TextKernels.part(
                columns[0].slice(row), columns[1].slice(row), Int(columns[2].words[row])))
          }
        ]),
    ]
  }

  private static var trims: [FunctionDefinition] {
    let sides: [(String, String, Bool, Bool)] = [
      ("btrim", "both ends", true, true), ("ltrim", "the beginning", true, false),
      ("rtrim", "the end", false, true),
    ]
    return sides.map { name, place, atStart, atEnd in
      FunctionDefinition(
        name, .text, "Without spaces, or without the given characters, at \(place).",
        example: "\(name)('xax', 'x')", atStart ? (atEnd ? "a" : "ax") : "xa",
        [
          ScalarFunction(name, [.text], .text) { columns, count, _ in
            BytesKernels.slice(.text, columns[0], count) { _, text in
              TextKernels.trimmed(text, atStart: atStart, atEnd: atEnd)
            }
          },
          ScalarFunction(name, [.text, .text], .text) { columns, count, _ in
            BytesKernels.slice(.text, columns[0], count) { row, text in
              TextKernels.trimmed(
                text, of: columns[1].slice(row), atStart: atStart, atEnd: atEnd)
            }
          },
          BinaryFunctions.trim(named: name, atStart: atStart, atEnd: atEnd),
        ])
    }
  }

  private static var searches: [FunctionDefinition] {
    // The grammar wants IN between position's two texts.
    let examples = [("position", "position('c' IN 'abc')"), ("strpos", "strpos('abc', 'c')")]
    let positions = examples.map { name, example in
      FunctionDefinition(
        name, .text, "At which character the second text begins in the first; 0 where it does not.",
        example: example, "3",
        [
          ScalarFunction(name, [.text, .text], .integer) { columns, count, _ in
            let buffer = Buffer(byteCount: count * 8)
            let output = buffer.pointer(to: Int64.self)
            for row in 0..<count {
              let text = columns[0].slice(row)
              let found = TextKernels.find(columns[1].slice(row), in: text, from: 0)
              output[row] =
                found.map {
                  Int64(Characters.count(Bytes(rebasing: text[..<$0]))) + 1
                } ?? 0
            }
            return Column(type: .integer, count: count, values: buffer)
          }
        ] + (name == "position" ? [BinaryFunctions.position] : []))
    }
    return positions + [
      FunctionDefinition(
        "starts_with", .text, "Whether the first text begins with the second.",
        example: "starts_with('abc', 'ab')", "true",
        [
          ScalarFunction("starts_with", [.text, .text], .boolean) { columns, count, _ in
            let buffer = Buffer(byteCount: count)
            let output = buffer.pointer(to: UInt8.self)
            for row in 0..<count {
              let (text, start) = (columns[0].slice(row), columns[1].slice(row))
              output[row] = text.starts(with: start) ? 1 : 0
            }
            return Column(type: .boolean, count: count, values: buffer)
          }
        ])
    ]
  }
}

/// Makers of kernels.
extension TextFunctions {
  private static func make(
    _ name: String, _ arguments: [DataType],
    _ body: @escaping @Sendable ([Column], Int, inout [UInt8]) throws(ExpressionError) -> Void
  ) -> ScalarFunction {
    ScalarFunction(name, arguments, .text) { columns, count, errors in
      BytesKernels.make(.text, count, validity: columns[0].validity, &errors) {
        row, sink throws(ExpressionError) in try body(columns, row, &sink)
      }
    }
  }

  private static func count(
    _ name: String, _ type: DataType, _ body: @escaping @Sendable (Bytes) -> Int
  ) -> ScalarFunction {
    ScalarFunction(name, [type], .integer) { columns, count, _ in
      let buffer = Buffer(byteCount: count * 8)
      let output = buffer.pointer(to: Int64.self)
      for row in 0..<count { output[row] = Int64(body(columns[0].slice(row))) }
      return Column(type: .integer, count: count, values: buffer)
    }
  }

  private static func joined(_ type: DataType) -> ScalarFunction {
    ScalarFunction("||", [type, type], type) { columns, count, errors in
      BytesKernels.make(type, count, validity: nil, &errors) { row, sink throws(ExpressionError) in
        sink.append(contentsOf: columns[0].slice(row))
        sink.append(contentsOf: columns[1].slice(row))
      }
    }
  }

  @Sendable
  private static func concatenate(
    _ columns: [Column], _ count: Int, _ errors: inout RowErrors
  ) -> Column {
    BytesKernels.make(.text, count, validity: nil, &errors) { row, sink throws(ExpressionError) in
      for column in columns where !column.isNull(row) { column.appendShort(row, to: &sink) }
    }
  }

  @Sendable
  private static func replace(
    _ columns: [Column], _ count: Int, _ errors: inout RowErrors
  ) -> Column {
    BytesKernels.make(.text, count, validity: nil, &errors) { row, sink throws(ExpressionError) in
      let (text, old) = (columns[0].slice(row), columns[1].slice(row))
      let new = columns[2].slice(row)
      var at = 0
      while !old.isEmpty, let found = TextKernels.find(old, in: text, from: at) {
        sink.append(contentsOf: Bytes(rebasing: text[at..<found]))
        sink.append(contentsOf: new)
        at = found + old.count
      }
      sink.append(contentsOf: Bytes(rebasing: text[at...]))
    }
  }

  /// A gigabyte is Postgres' limit of a text.
  private static let byteMax = 1 << 30

  @Sendable
  private static func repeated(
    _ columns: [Column], _ count: Int, _ errors: inout RowErrors
  ) -> Column {
    BytesKernels.make(.text, count, validity: nil, &errors) { row, sink throws(ExpressionError) in
      let text = columns[0].slice(row)
      let times = max(Int(columns[1].words[row]), 0)
      if text.count * times >= byteMax { throw ExpressionError("requested length too large") }
      for _ in 0..<times { sink.append(contentsOf: text) }
    }
  }
}
