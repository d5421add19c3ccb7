/// Bytes: digests, encodings, parts.
enum BinaryFunctions {
  static var definitions: [FunctionDefinition] { digests + encodings + bytes }

  private static var digests: [FunctionDefinition] {
    let md5 = FunctionDefinition(
      "md5", .binary, "The MD5 digest in hexadecimal digits.", example: "md5('abc')",
      "900150983cd24fb0d6963f7d28e17f72",
      [DataType.text, .bytea].map {
        ScalarFunction.bytes("md5", [$0]) { row, sink throws(ExpressionError) in
          var digest: [UInt8] = []
          MessageDigest.md5.append(row.bytes(0), to: &digest)
          digest.withUnsafeBufferPointer { BinaryText.appendDigits($0, to: &sink) }
        }
      })
    let others = MessageDigest.allCases.filter { $0 != .md5 }.map { digest in
      let name = digest.rawValue
      return FunctionDefinition(
        name, .binary, "The SHA-\(name.dropFirst(3)) digest.",
        example: "left(encode(\(name)('abc'), 'hex'), 8)", start(of: digest),
        [
          ScalarFunction.bytes(name, [.bytea], .bytea) { row, sink throws(ExpressionError) in
            digest.append(row.bytes(0), to: &sink)
          }
        ])
    }
    return [md5] + others
  }

  /// The first digits of the digest of `abc`, from the standard's examples.
  private static func start(of digest: MessageDigest) -> String {
    switch digest {
    case .md5: "90015098"
    case .sha224: "23097d22"
    case .sha256: "ba7816bf"
    case .sha384: "cb00753f"
    case .sha512: "ddaf35a1"
    }
  }

  private static var encodings: [FunctionDefinition] {
    [
      FunctionDefinition(
        "encode", .binary, "Bytes as text: 'base64', 'hex' or 'escape'.",
        example: "encode('\\x1234'::bytea, 'base64')", "EjQ=",
        [
          ScalarFunction.bytes("encode", [.bytea, .text]) { row, sink throws(ExpressionError) in
            let value = row.bytes(0)
            switch try BinaryFormat(row.bytes(1)) {
            case .base64: BinaryText.appendBase64Lines(value, to: &sink)
            case .hex: BinaryText.appendDigits(value, to: &sink)
            case .escape: BinaryText.appendEscaped(value, to: &sink)
            }
          }
        ]),
      FunctionDefinition(
        "decode", .binary, "Text as the bytes that it is the 'base64', 'hex' or 'escape' form of.",
        example: "decode('EjQ=', 'base64')", "\\x1234",
        [
          ScalarFunction.bytes("decode", [.text, .text], .bytea) {
            row, sink throws(ExpressionError) in
            let text = row.bytes(0)
            switch try BinaryFormat(row.bytes(1)) {
            case .base64: try BinaryText.appendFromBase64(text, to: &sink)
            case .hex: sink.append(contentsOf: try BinaryText.parseHex(text))
            case .escape: sink.append(contentsOf: try BinaryText.parseEscaped(text))
            }
          }
        ]),
      FunctionDefinition(
        "convert_to", .binary, "A text's bytes in an encoding: 'UTF8'.",
        example: "convert_to('é', 'UTF8')", "\\xc3a9",
        [
          ScalarFunction.bytes("convert_to", [.text, .text], .bytea) {
            row, sink throws(ExpressionError) in
            try requireUTF8(row.bytes(1), "destination")
            sink.append(contentsOf: row.bytes(0))
          }
        ]),
      FunctionDefinition(
        "convert_from", .binary, "The text that bytes are in an encoding: 'UTF8'.",
        example: "convert_from('\\xc3a9'::bytea, 'UTF8')", "é",
        [
          ScalarFunction.bytes("convert_from", [.bytea, .text]) {
            row, sink throws(ExpressionError) in
            try requireUTF8(row.bytes(1), "source")
            let value = row.bytes(0)
            if let place = invalidPlace(value) {
              var message = Array("invalid byte sequence for encoding \"UTF8\": 0x".utf8)
              BinaryText.appendDigits(Bytes(rebasing: value[place...place]), to: &message)
              throw ExpressionError(String(decoding: message, as: UTF8.self))
            }
            sink.append(contentsOf: value)
          }
        ]),
    ]
  }

  private static func requireUTF8(_ name: Bytes, _ side: String) throws(ExpressionError) {
    let letters = name.filter { ASCII.isLetter($0) || ASCII.isDigit($0) }.map(ASCII.lowercased)
    if String(decoding: letters, as: UTF8.self) != "utf8" {
      throw ExpressionError("invalid \(side) encoding name \"\(name.text)\": there is UTF8 only")
    }
  }

  /// The first byte that no text has: a zero, or one that is not UTF-8.
  private static func invalidPlace(_ value: Bytes) -> Int? {
    if let zero = value.firstIndex(of: 0) { return zero }
    if String(validating: value, as: UTF8.self) != nil { return nil }
    var valid = 0
    while valid < value.count {
      let length = (1...4).first { length in
        valid + length <= value.count
          && String(validating: value[valid..<valid + length], as: UTF8.self) != nil
      }
      guard let length else { break }
      valid += length
    }
    return valid
  }

  private static var bytes: [FunctionDefinition] {
    [
      FunctionDefinition(
        "get_byte", .binary, "The byte at a place, from 0.",
        example: "get_byte('\\x1234'::bytea, 1)", "52",
        [
          ScalarFunction.words("get_byte", [.bytea, .integer], .integer) {
            row throws(ExpressionError) in
            Int64(row.bytes(0)[try index(row.word(1), below: row.bytes(0).count)])
          }
        ]),
      FunctionDefinition(
        "set_byte", .binary, "With the byte at a place, from 0, replaced.",
        example: "set_byte('\\x1234'::bytea, 1, 64)", "\\x1240",
        [
          ScalarFunction.bytes("set_byte", [.bytea, .integer, .integer], .bytea) {
            row, sink throws(ExpressionError) in
            let place = try index(row.word(1), below: row.bytes(0).count)
            sink.append(contentsOf: row.bytes(0))
            sink[place] = UInt8(truncatingIfNeeded: row.word(2))
          }
        ]),
      FunctionDefinition(
        "get_bit", .binary, "The bit at a place, from the lowest of the first byte.",
        example: "get_bit('\\x1234'::bytea, 1)", "1",
        [
          ScalarFunction.words("get_bit", [.bytea, .bigint], .integer) {
            row throws(ExpressionError) in
            let place = try index(row.word(1), below: row.bytes(0).count * 8)
            return Int64(row.bytes(0)[place / 8] >> (place % 8) & 1)
          }
        ]),
      FunctionDefinition(
        "set_bit", .binary,
        "With the bit at a place, from the lowest of the first byte, set to 0 or 1.",
        example: "set_bit('\\x1234'::bytea, 0, 1)", "\\x1334",
        [
          ScalarFunction.bytes("set_bit", [.bytea, .bigint, .integer], .bytea) {
            row, sink throws(ExpressionError) in
            let place = try index(row.word(1), below: row.bytes(0).count * 8)
            guard row.word(2) == 0 || row.word(2) == 1 else {
              throw ExpressionError("new bit must be 0 or 1")
            }
            sink.append(contentsOf: row.bytes(0))
            let mask = UInt8(1) << (place % 8)
            sink[place / 8] = row.word(2) == 1 ? sink[place / 8] | mask : sink[place / 8] & ~mask
          }
        ]),
      FunctionDefinition(
        "bit_count", .binary, "How many bits are 1.", example: "bit_count('\\x1234'::bytea)", "5",
        [
          ScalarFunction.words("bit_count", [.bytea], .bigint) {
            $0.bytes(0).reduce(0) { $0 + Int64($1.nonzeroBitCount) }
          }
        ]),
    ]
  }

  private static func index(_ place: Int64, below count: Int) throws(ExpressionError) -> Int {
    if place < 0 || place >= count {
      throw ExpressionError("index \(place) out of valid range, 0..\(count - 1)")
    }
    return Int(place)
  }

  /// `substring(bytea, from [, for])`.
  static func substrings(named name: String) -> [ScalarFunction] {
    [[DataType.bytea, .integer], [.bytea, .integer, .integer]].map { arguments in
      .bytes(name, arguments, .bytea) { row, sink throws(ExpressionError) in
        let value = row.bytes(0)
        let start = row.integer(1)
        if arguments.count > 2, row.word(2) < 0 {
          throw ExpressionError("negative substring length not allowed")
        }
        let end = arguments.count > 2 ? start + row.integer(2) : Int.max
        let from = min(max(start - 1, 0), value.count)
        let to = min(max(end - 1, from), value.count)
        sink.append(contentsOf: value[from..<to])
      }
    }
  }

  static var position: ScalarFunction {
    .words("position", [.bytea, .bytea], .integer) { row in
      TextKernels.find(row.bytes(1), in: row.bytes(0), from: 0).map { Int64($0) + 1 } ?? 0
    }
  }

  /// Without the given bytes at the ends.
  static func trim(named name: String, atStart: Bool, atEnd: Bool) -> ScalarFunction {
    .bytes(name, [.bytea, .bytea], .bytea) { row, sink throws(ExpressionError) in
      let (value, set) = (row.bytes(0), row.bytes(1))
      var (from, to) = (0, value.count)
      while atStart, from < to, set.contains(value[from]) { from += 1 }
      while atEnd, to > from, set.contains(value[to - 1]) { to -= 1 }
      sink.append(contentsOf: value[from..<to])
    }
  }
}

/// The text forms of bytes that `encode` and `decode` know.
private enum BinaryFormat {
  case base64, hex, escape

  init(_ name: Bytes) throws(ExpressionError) {
    if name.isWord("base64") {
      self = .base64
    } else if name.isWord("hex") {
      self = .hex
    } else if name.isWord("escape") {
      self = .escape
    } else {
      throw ExpressionError("unrecognized encoding: \"\(name.text)\"")
    }
  }
}
