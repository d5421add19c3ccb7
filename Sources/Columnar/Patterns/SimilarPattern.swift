/// Patterns of SIMILAR TO as regular expressions.
enum SimilarPattern {
  /// `%` and `_` are any characters and any one; `| * + ? {} () []` are a regular expression's. Two escaped quotation marks
  /// mark the part that `SUBSTRING(… SIMILAR …)` answers.
  static func append(
    _ pattern: Bytes, escape: Bytes, to sink: inout [UInt8]
  ) throws(ExpressionError) {
    if Characters.count(escape) > 1 { throw ExpressionError("invalid escape string") }
    func write(_ text: StaticString) {
      sink.append(
        contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
    write("^(?:")
    var at = 0
    var quotes = 0
    var afterEscape = false
    var isInBracket = false
    while at < pattern.count {
      let byte = pattern[at]
      let isEscape = !escape.isEmpty && Bytes(rebasing: pattern[at...]).starts(with: escape)
      at += isEscape ? escape.count : 1
      if afterEscape {
        afterEscape = false
        if byte == ASCII.quote, !isInBracket {
          quotes += 1
          switch quotes {
          case 1: write("){1,1}?(")
          case 2: write("){1,1}(?:")
          default:
            throw ExpressionError(
              "SQL regular expression may not contain more than two escape-double-quote separators")
          }
          continue
        }
        // What follows the escape is meant as it is; letters and digits would be escapes of their own.
        if byte < 0x80, !ASCII.isLetter(byte), !ASCII.isDigit(byte) { sink.append(ASCII.backslash) }
        sink.append(contentsOf: isEscape ? Array(escape) : [byte])
      } else if isEscape {
        afterEscape = true
      } else if isInBracket {
        if byte == ASCII.backslash { sink.append(byte) }
        sink.append(byte)
        isInBracket = byte != UInt8(ascii: "]")
      } else {
        switch byte {
        case UInt8(ascii: "["):
          sink.append(byte)
          isInBracket = true
        case UInt8(ascii: "%"): write(".*")
        case UInt8(ascii: "_"): write(".")
        case UInt8(ascii: "("): write("(?:")
        case ASCII.backslash, UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "$"):
          sink.append(ASCII.backslash)
          sink.append(byte)
        default: sink.append(byte)
        }
      }
    }
    write(")$")
  }
}
