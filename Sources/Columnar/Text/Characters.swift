/// UTF-8 text counted in characters (Unicode scalars, as Postgres counts).
enum Characters {
  @inline(__always)
  static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  static func count(_ text: Bytes) -> Int {
    var count = 0
    for byte in text { count &+= isContinuation(byte) ? 0 : 1 }
    return count
  }

  /// The byte at which a character begins, counted from a byte on; the end where there are fewer.
  static func offset(_ text: Bytes, of character: Int, from: Int = 0) -> Int {
    var at = from
    var left = character
    while at < text.count {
      if !isContinuation(text[at]) {
        if left == 0 { return at }
        left -= 1
      }
      at += 1
    }
    return at
  }

  /// What `varchar(length)` stores: the text, without spaces beyond its length.
  ///
  /// Throws: Postgres' message where other characters stand beyond it.
  static func fitting(_ text: Bytes, length: Int) throws(ExpressionError) -> Bytes {
    if text.count <= length { return text }
    let end = offset(text, of: length)
    for byte in text[end...] where byte != ASCII.space {
      throw ExpressionError("value too long for type character varying(\(length))")
    }
    return Bytes(rebasing: text[..<end])
  }
}

extension [UInt8] {
  /// The bytes borrowed, for bodies that throw a typed error.
  func withBytes<Result>(
    _ body: (Bytes) throws(ExpressionError) -> Result
  ) throws(ExpressionError) -> Result {
    let result: Swift.Result<Result, ExpressionError> = withUnsafeBufferPointer { bytes in
      do throws(ExpressionError) {
        return .success(try body(bytes))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
