/// What Postgres' parser says about a statement that it cannot read.
struct ParserMessage {
  var text: String
  /// Byte offset from the statement's start; nil when the parser names no place.
  var offset: Int?

  /// Postgres counts characters (scalars) from 1, 0 stands for nowhere; places here are byte offsets.
  static func byteOffset(ofCharacter position: Int, in bytes: ArraySlice<UInt8>) -> Int? {
    guard position > 0 else { return nil }
    var remaining = position - 1
    var index = bytes.startIndex
    while index < bytes.endIndex {
      // Continuation bytes belong to the character before them.
      if bytes[index] & 0xC0 != 0x80 {
        if remaining == 0 { break }
        remaining -= 1
      }
      index += 1
    }
    return index - bytes.startIndex
  }
}
