/// What a page of charts is given.
indirect enum PreviewData {
  case text(String)
  case number(Double)
  case list([PreviewData])
  case object([(name: String, value: PreviewData)])

  /// JSON for a script element: `<` is escaped, so that no text in it ends the element.
  func append(to bytes: inout [UInt8]) {
    switch self {
    case .text(let text):
      var quoted: [UInt8] = []
      JSONText.append(text, to: &quoted)
      for byte in quoted {
        if byte == UInt8(ascii: "<") { bytes += "\\u003c".utf8 } else { bytes.append(byte) }
      }
    case .number(let number): bytes += "\(number)".utf8
    case .list(let values):
      Self.append(values.count, "[", "]", to: &bytes) { values[$0].append(to: &$1) }
    case .object(let members):
      Self.append(members.count, "{", "}", to: &bytes) { place, bytes in
        PreviewData.text(members[place].name).append(to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        members[place].value.append(to: &bytes)
      }
    }
  }

  private static func append(
    _ count: Int, _ begin: String, _ end: String, to bytes: inout [UInt8],
    part: (Int, inout [UInt8]) -> Void
  ) {
    bytes += begin.utf8
    for place in 0..<count {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      part(place, &bytes)
    }
    bytes += end.utf8
  }
}
