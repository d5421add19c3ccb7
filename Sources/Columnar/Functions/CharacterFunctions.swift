import Glibc

/// Functions that look at single characters, and joins of several texts.
enum CharacterFunctions {
  static var definitions: [FunctionDefinition] { codes + changes + joins }

  private static var codes: [FunctionDefinition] {
    [
      FunctionDefinition(
        "ascii", .text, "The code point of the first character; 0 for an empty text.",
        example: "ascii('é')", "233",
        [
          ScalarFunction.words("ascii", [.text], .integer) {
            Int64(Characters.scalars($0.bytes(0)).first?.value ?? 0)
          }
        ]),
      FunctionDefinition(
        "chr", .text, "The character with a code point.", example: "chr(233)", "é",
        [
          ScalarFunction.bytes("chr", [.integer]) { row, sink throws(ExpressionError) in
            let code = row.word(0)
            if code < 0 { throw ExpressionError("character number must be positive") }
            if code == 0 { throw ExpressionError("null character not permitted") }
            if code > 0x10FFFF {
              throw ExpressionError("requested character too large for encoding: \(code)")
            }
            guard let scalar = Unicode.Scalar(UInt32(code)) else {
              throw ExpressionError("requested character not valid for encoding: \(code)")
            }
            sink.append(contentsOf: UTF8.encode(scalar) ?? .init())
          }
        ]),
      FunctionDefinition(
        "bit_length", .text, "How many bits.", example: "bit_length('äb')", "24",
        [DataType.text, .bytea].map {
          ScalarFunction.words("bit_length", [$0], .integer) { Int64($0.bytes(0).count * 8) }
        }),
      FunctionDefinition(
        "to_hex", .text, "A number in hexadecimal digits; a negative one as its bits.",
        example: "to_hex(255)", "ff",
        [DataType.integer, .bigint].map { type in
          ScalarFunction.bytes("to_hex", [type]) { row, sink throws(ExpressionError) in
            let bits = UInt64(bitPattern: row.word(0))
            let digits = String(type == .integer ? bits & 0xFFFF_FFFF : bits, radix: 16)
            sink.append(contentsOf: digits.utf8)
          }
        }),
    ]
  }

  private static var changes: [FunctionDefinition] {
    [
      FunctionDefinition(
        "initcap", .text, "The first letter of each word in upper case, the rest in lower case.",
        example: "initcap('hello WORLD')", "Hello World",
        [
          ScalarFunction.bytes("initcap", [.text]) { row, sink throws(ExpressionError) in
            var wasPartOfWord = false
            for scalar in Characters.scalars(row.bytes(0)) {
              let changed =
                wasPartOfWord ? Characters.lowercased(scalar) : Characters.uppercased(scalar)
              sink.append(contentsOf: UTF8.encode(changed) ?? .init())
              wasPartOfWord = Characters.isLetterOrDigit(scalar)
            }
          }
        ]),
      FunctionDefinition(
        "translate", .text,
        "Each character of the second text replaced by the one at its place in the third, or left out where there is none.",
        example: "translate('12345', '143', 'ax')", "a2x5",
        [
          ScalarFunction.bytes("translate", [.text, .text, .text]) {
            row, sink throws(ExpressionError) in
            let from = Array(Characters.scalars(row.bytes(1)))
            let to = Array(Characters.scalars(row.bytes(2)))
            for scalar in Characters.scalars(row.bytes(0)) {
              guard let index = from.firstIndex(of: scalar) else {
                sink.append(contentsOf: UTF8.encode(scalar) ?? .init())
                continue
              }
              if index < to.count { sink.append(contentsOf: UTF8.encode(to[index]) ?? .init()) }
            }
          }
        ]),
      FunctionDefinition(
        "overlay", .text,
        "With the characters from a place on replaced: as many as the new text has, or so many.",
        example: "overlay('Txxxxas' PLACING 'hom' FROM 2 FOR 4)", "Thomas",
        [DataType.text, .bytea].flatMap { type in
          [
            overlay([type, type, .integer], type),
            overlay([type, type, .integer, .integer], type),
          ]
        }),
    ]
  }

  private static func overlay(_ arguments: [DataType], _ type: DataType) -> ScalarFunction {
    .bytes("overlay", arguments, type) { row, sink throws(ExpressionError) in
      let (text, new) = (row.bytes(0), row.bytes(1))
      let start = row.integer(2)
      if start <= 0 { throw ExpressionError("negative substring length not allowed") }
      func offset(_ character: Int) -> Int {
        type == .text
          ? Characters.offset(text, of: max(character, 0))
          : min(max(character, 0), text.count)
      }
      let length =
        arguments.count > 3
        ? row.integer(3) : type == .text ? Characters.count(new) : new.count
      let end = start + length
      guard Int32(exactly: end) != nil else { throw .outOfRange(.integer) }
      sink.append(contentsOf: text[..<offset(start - 1)])
      sink.append(contentsOf: new)
      sink.append(contentsOf: text[offset(end - 1)...])
    }
  }

  private static var joins: [FunctionDefinition] {
    [
      FunctionDefinition(
        "concat_ws", .text,
        "All arguments but the first one after the other, with the first between them; NULLs are left out.",
        example: "concat_ws('-', 'a', NULL, 1)", "a-1", [],
        variadic: { types in
          .optionalBytes(
            "concat_ws", types.map { $0 == .boolean ? .boolean : .text }, isStrict: false
          ) { row, sink throws(ExpressionError) in
            if row.isNull(0) { return false }
            var isFirst = true
            for index in 1..<max(types.count, 1) where !row.isNull(index) {
              if !isFirst { sink.append(contentsOf: row.bytes(0)) }
              isFirst = false
              row.appendShort(index, to: &sink)
            }
            return true
          }
        }),
      FunctionDefinition(
        "^@", .text, "Whether the first text begins with the second.", example: "'abc' ^@ 'ab'",
        "true",
        [ScalarFunction.booleans("^@", [.text, .text]) { $0.bytes(0).starts(with: $0.bytes(1)) }]),
    ]
  }
}

extension Characters {
  /// Of valid UTF-8.
  static func scalars(_ text: Bytes) -> String.UnicodeScalarView {
    String(decoding: text, as: UTF8.self).unicodeScalars
  }

  static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    single(scalar.properties.lowercaseMapping) ?? scalar
  }

  /// One character for one, as Postgres: ß has no single capital and stays.
  static func uppercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    single(scalar.properties.uppercaseMapping) ?? scalar
  }

  private static func single(_ mapping: String) -> Unicode.Scalar? {
    var scalars = mapping.unicodeScalars.makeIterator()
    let first = scalars.next()
    return scalars.next() == nil ? first : nil
  }

  static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
  }
}
