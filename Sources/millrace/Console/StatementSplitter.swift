/// Cuts text that arrives line by line into statements at semicolons outside of literals, names and comments.
struct StatementSplitter {
  private enum State: Equatable {
    case code
    /// Inside `'…'` (`isEscaping`: `E'…'`, where a backslash hides the next character) or `"…"`.
    case quoted(UInt8, isEscaping: Bool)
    case lineComment
    case blockComment(depth: Int)
    /// Inside `$tag$…$tag$`; the bytes are `$tag$`.
    case dollar([UInt8])
  }

  private var state = State.code
  private var bytes: [UInt8] = []
  private var hasCode = false

  /// Whether a statement was begun and not ended: a prompt asks for more.
  var isWaiting: Bool { hasCode || state != .code }

  /// The statements that the text ends, without their semicolons; what is left over waits for more.
  mutating func take(_ text: String) -> [String] {
    var statements: [String] = []
    let input = Array(text.utf8)
    var index = 0
    while index < input.count {
      let length = step(input, index, &statements)
      index += length
    }
    return statements
  }

  /// What is left at the end of the input, if it is a statement.
  mutating func finish() -> String? {
    defer { self = StatementSplitter() }
    return isWaiting ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// Takes the bytes at `index` that belong together and returns how many.
  private mutating func step(_ input: [UInt8], _ index: Int, _ statements: inout [String]) -> Int {
    let byte = input[index]
    let next = index + 1 < input.count ? input[index + 1] : 0
    var length = 1
    switch state {
    case .code:
      if byte == UInt8(ascii: ";") {
        if hasCode { statements.append(String(decoding: bytes, as: UTF8.self)) }
        (bytes, hasCode) = ([], false)
        return 1
      }
      length = openAny(byte, next, input, index)
    case .quoted(let quote, let isEscaping):
      if isEscaping, byte == UInt8(ascii: "\\") {
        length = min(2, input.count - index)
      } else if byte == quote {
        state = .code
      }
    case .lineComment:
      if byte == UInt8(ascii: "\n") { state = .code }
    case .blockComment(let depth):
      if byte == UInt8(ascii: "*"), next == UInt8(ascii: "/") {
        state = depth == 1 ? .code : .blockComment(depth: depth - 1)
        length = 2
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
        state = .blockComment(depth: depth + 1)
        length = 2
      }
    case .dollar(let tag):
      if input[index...].starts(with: tag) {
        state = .code
        length = tag.count
      }
    }
    bytes += input[index..<index + length]
    return length
  }

  private mutating func openAny(_ byte: UInt8, _ next: UInt8, _ input: [UInt8], _ index: Int) -> Int
  {
    switch (byte, next) {
    case (UInt8(ascii: "-"), UInt8(ascii: "-")):
      state = .lineComment
      return 2
    case (UInt8(ascii: "/"), UInt8(ascii: "*")):
      state = .blockComment(depth: 1)
      return 2
    case (UInt8(ascii: " "), _), (UInt8(ascii: "\n"), _), (UInt8(ascii: "\t"), _),
      (UInt8(ascii: "\r"), _):
      return 1
    default: break
    }
    hasCode = true
    if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
      let before = bytes.last ?? 0
      let isEscaping =
        byte == UInt8(ascii: "'") && (before | 0x20) == UInt8(ascii: "e")
        && !Self.isNamePart(bytes.dropLast().last ?? 0)
      state = .quoted(byte, isEscaping: isEscaping)
    } else if byte == UInt8(ascii: "$"), !Self.isNamePart(bytes.last ?? 0) {
      let name = input[(index + 1)...].prefix(while: Self.isNamePart)
      let end = index + 1 + name.count
      let isTag = name.first.map { !(0x30...0x39).contains($0) } ?? true
      if isTag, end < input.count, input[end] == UInt8(ascii: "$") {
        state = .dollar(Array(input[index...end]))
        return name.count + 2
      }
    }
    return 1
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
      || byte >= 0x80
  }
}
