/// Writes JSON, a value at a time.
struct JSONText {
  private(set) var text = ""

  mutating func string(_ value: String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  mutating func integer(_ value: Int64) { text += String(value) }

  mutating func array<Element>(
    _ elements: [Element], _ write: (Element, inout JSONText) -> Void
  ) {
    text += "["
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      write(element, &self)
    }
    text += "]"
  }

  mutating func object(_ write: (inout ObjectText) -> Void) {
    var object = ObjectText()
    write(&object)
    text += "{\(object.text)}"
  }

  /// The members of one object.
  struct ObjectText {
    private(set) var text = ""

    mutating func add(_ key: String, _ value: String) { add(key) { $0.string(value) } }

    mutating func add(_ key: String, _ write: (inout JSONText) -> Void) {
      var member = JSONText()
      member.string(key)
      member.text += ":"
      write(&member)
      text += (text.isEmpty ? "" : ",") + member.text
    }
  }
}
