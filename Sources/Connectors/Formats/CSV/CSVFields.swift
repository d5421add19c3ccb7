import Columnar

/// Splits one CSV record into fields, again and again, without allocating once it is warm.
struct CSVFields {
  struct Field {
    /// Into the record, or into `unescaped` where quotes had to be taken out.
    var start: Int
    var count: Int
    var isQuoted: Bool
    var isUnescaped: Bool
  }

  let delimiter: UInt8
  let quote: UInt8?
  private(set) var fields: [Field] = []
  private(set) var unescaped: [UInt8] = []

  init(_ dialect: CSVDialect) {
    delimiter = dialect.delimiter
    quote = dialect.quote
  }

  /// Nil where the record is well formed, else what is wrong with it.
  mutating func split(_ record: Bytes) -> String? {
    fields.removeAll(keepingCapacity: true)
    unescaped.removeAll(keepingCapacity: true)
    var at = 0
    while true {
      if let quote, at < record.count, record[at] == quote {
        if let fault = splitQuoted(record, &at, quote) { return fault }
      } else {
        let start = at
        while at < record.count, record[at] != delimiter { at &+= 1 }
        fields.append(Field(start: start, count: at - start, isQuoted: false, isUnescaped: false))
      }
      if at == record.count { return nil }
      at += 1
    }
  }

  private mutating func splitQuoted(_ record: Bytes, _ at: inout Int, _ quote: UInt8) -> String? {
    let opening = at
    at += 1
    var from = at
    let copied = unescaped.count
    while true {
      guard at < record.count else { return "the quote at byte \(opening + 1) is not closed" }
      if record[at] != quote {
        at &+= 1
        continue
      }
      guard at + 1 < record.count, record[at + 1] == quote else { break }
      // The first of two quotes stays, the second goes.
      unescaped.append(contentsOf: record[from...at])
      at += 2
      from = at
    }
    if unescaped.count == copied {
      fields.append(Field(start: from, count: at - from, isQuoted: true, isUnescaped: false))
    } else {
      unescaped.append(contentsOf: record[from..<at])
      fields.append(
        Field(
          start: copied, count: unescaped.count - copied, isQuoted: true, isUnescaped: true))
    }
    at += 1
    if at < record.count, record[at] != delimiter {
      return "expected the delimiter after the closing quote, at byte \(at + 1)"
    }
    return nil
  }

  /// The bytes of a field of the record that was split last.
  func withBytes<Result>(_ field: Field, of record: Bytes, _ body: (Bytes) -> Result) -> Result {
    if !field.isUnescaped {
      return body(Bytes(rebasing: record[field.start..<field.start + field.count]))
    }
    return unescaped.withUnsafeBufferPointer { bytes in
      body(Bytes(rebasing: bytes[field.start..<field.start + field.count]))
    }
  }
}
