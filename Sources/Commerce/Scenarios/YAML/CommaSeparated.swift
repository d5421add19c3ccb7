/// Small CSV files as texts: commas, double quotes, LF or CRLF.
enum CommaSeparated {
  /// The records; nil where a quote is not closed or stands within a bare value, or the text is no UTF-8.
  static func records(_ bytes: [UInt8]) -> [[String]]? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var reader = Reader(bytes: Array(text.utf8))
    if reader.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.place = 3 }
    var records: [[String]] = []
    while reader.place < reader.bytes.count {
      guard let record = reader.record() else { return nil }
      if record != [""] { records.append(record) }
    }
    return records
  }

  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    mutating func record() -> [String]? {
      var values: [String] = []
      while true {
        guard let value = value() else { return nil }
        values.append(value)
        guard place < bytes.count else { return values }
        let end = bytes[place]
        place += 1
        if end == UInt8(ascii: ",") { continue }
        return values
      }
    }

    /// Stops at the comma or line feed behind the value, or at the end.
    private mutating func value() -> String? {
      guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return bareValue() }
      var value: [UInt8] = []
      place += 1
      while place < bytes.count {
        let byte = bytes[place]
        place += 1
        guard byte == UInt8(ascii: "\"") else {
          value.append(byte)
          continue
        }
        if place < bytes.count, bytes[place] == byte {
          value.append(byte)
          place += 1
          continue
        }
        if place < bytes.count, bytes[place] == UInt8(ascii: "\r") { place += 1 }
        let isEnd =
          place == bytes.count || bytes[place] == UInt8(ascii: ",")
          || bytes[place] == UInt8(ascii: "\n")
        return isEnd ? String(decoding: value, as: UTF8.self) : nil
      }
      return nil
    }

    private mutating func bareValue() -> String? {
      var end = place
      while end < bytes.count, bytes[end] != UInt8(ascii: ","), bytes[end] != UInt8(ascii: "\n") {
        if bytes[end] == UInt8(ascii: "\"") { return nil }
        end += 1
      }
      var value = bytes[place..<end]
      if end == bytes.count || bytes[end] == UInt8(ascii: "\n"), value.last == UInt8(ascii: "\r") {
        value.removeLast()
      }
      place = end
      return String(decoding: value, as: UTF8.self)
    }
  }
}
