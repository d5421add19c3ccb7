/// SQL values as jsonb, as Postgres' to_jsonb makes them.
struct JSONBuilding: Sendable {
  private let output: TextOutput

  init(zone: Zone) { output = TextOutput(zone: zone) }

  /// Appends canonical text; NULL as null.
  func append(_ value: Value, _ type: DataType, to sink: inout [UInt8]) {
    switch (value, type) {
    case (.null, _): sink.append(contentsOf: "null".utf8)
    case (.boolean(let bit), _): sink.append(contentsOf: (bit ? "true" : "false").utf8)
    case (.bytes(let bytes), .array(let element)):
      sink.append(UInt8(ascii: "["))
      let items = bytes.withUnsafeBufferPointer { ArrayEncoding.values(of: $0, element) }
      for (index, item) in items.enumerated() {
        if index > 0 { sink.append(contentsOf: ", ".utf8) }
        append(item, element, to: &sink)
      }
      sink.append(UInt8(ascii: "]"))
    case (.bytes(let bytes), .jsonb): sink.append(contentsOf: bytes)
    case (.bytes(let bytes), .json):
      // Valid JSON that jsonb refuses, such as U+0000, is left as null would be.
      let canonical = bytes.withUnsafeBufferPointer { CanonicalJSON.canonical($0) }
      sink.append(contentsOf: canonical ?? Array("null".utf8))
    case (.double(let double), _) where double.isFinite: appendNumber(value, type, to: &sink)
    case (.word, .smallint), (.word, .integer), (.word, .bigint), (.decimal, _):
      appendNumber(value, type, to: &sink)
    default:
      var text: [UInt8] = []
      appendText(value, type, to: &text)
      text.withUnsafeBufferPointer { JSONString.append($0, to: &sink) }
    }
  }

  private func appendNumber(_ value: Value, _ type: DataType, to sink: inout [UInt8]) {
    var text: [UInt8] = []
    output.append(value, type, to: &text)
    text.withUnsafeBufferPointer { CanonicalJSON.appendScalar($0, to: &sink) }
  }

  /// Dates and times in ISO 8601, which has a T and an offset with minutes.
  private func appendText(_ value: Value, _ type: DataType, to text: inout [UInt8]) {
    output.append(value, type, to: &text)
    guard type == .timestamp || type == .timestamptz, case .word(let word) = value,
      Timestamp.isFinite(word), let space = text.firstIndex(of: ASCII.space)
    else { return }
    text[space] = UInt8(ascii: "T")
    guard type == .timestamptz,
      let sign = text[space...].lastIndex(where: { $0 == ASCII.plus || $0 == ASCII.minus })
    else { return }
    let end = text[sign...].firstIndex(of: ASCII.space) ?? text.count
    if end - sign == 3 { text.insert(contentsOf: ":00".utf8, at: end) }
  }

  /// The text of an object's key.
  func appendKey(_ value: Value, _ type: DataType, to text: inout [UInt8]) {
    if case .boolean(let bit) = value {
      text.append(contentsOf: (bit ? "true" : "false").utf8)
    } else {
      output.append(value, type, to: &text)
    }
  }

  /// Appends an object of keys and values, the last of equal keys; values are canonical text.
  static func appendObject(_ members: [(key: [UInt8], value: [UInt8])], to sink: inout [UInt8]) {
    let order = members.indices.sorted { left, right in
      members[left].key == members[right].key
        ? left < right : CanonicalJSON.precedes(members[left].key, members[right].key)
    }
    sink.append(UInt8(ascii: "{"))
    var isFirst = true
    for (index, member) in order.enumerated() {
      if index + 1 < order.count, members[order[index + 1]].key == members[member].key { continue }
      if !isFirst { sink.append(contentsOf: ", ".utf8) }
      isFirst = false
      members[member].key.withUnsafeBufferPointer { JSONString.append($0, to: &sink) }
      sink.append(contentsOf: ": ".utf8)
      sink.append(contentsOf: members[member].value)
    }
    sink.append(UInt8(ascii: "}"))
  }
}
