import Glibc

/// What text functions do to one value, and the loops of those that cut parts out.
enum TextKernels {
  /// The byte at which one text begins in another.
  static func find(_ wanted: Bytes, in text: Bytes, from: Int) -> Int? {
    if wanted.isEmpty { return from }
    guard let base = text.baseAddress, let pattern = wanted.baseAddress else { return nil }
    let first = Int32(wanted[0])
    var at = from
    while text.count - at >= wanted.count {
      guard let hit = memchr(base + at, first, text.count - at - wanted.count + 1) else {
        return nil
      }
      at = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
      if memcmp(base + at, pattern, wanted.count) == 0 { return at }
      at += 1
    }
    return nil
  }

  static func trimmed(_ text: Bytes, atStart: Bool, atEnd: Bool) -> Bytes {
    var (from, to) = (0, text.count)
    while atStart, from < to, text[from] == ASCII.space { from += 1 }
    while atEnd, to > from, text[to - 1] == ASCII.space { to -= 1 }
    return Bytes(rebasing: text[from..<to])
  }

  /// Character by character: the set may hold characters of several bytes.
  static func trimmed(_ text: Bytes, of set: Bytes, atStart: Bool, atEnd: Bool) -> Bytes {
    var (from, to) = (0, text.count)
    while atStart, from < to {
      let next = Characters.offset(text, of: 1, from: from)
      guard contains(set, Bytes(rebasing: text[from..<min(next, to)])) else { break }
      from = min(next, to)
    }
    while atEnd, to > from {
      var start = to - 1
      while start > from, Characters.isContinuation(text[start]) { start -= 1 }
      guard contains(set, Bytes(rebasing: text[start..<to])) else { break }
      to = start
    }
    return Bytes(rebasing: text[from..<to])
  }

  private static func contains(_ set: Bytes, _ character: Bytes) -> Bool {
    find(character, in: set, from: 0) != nil
  }

  /// ASCII directly, all else by Unicode's mapping of the scalar.
  static func appendLowercased(_ text: Bytes, to sink: inout [UInt8]) {
    if text.allSatisfy({ $0 < 0x80 }) {
      for byte in text { sink.append(ASCII.lowercased(byte)) }
    } else {
      for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
        sink.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      }
    }
  }

  static func appendUppercased(_ text: Bytes, to sink: inout [UInt8]) {
    if text.allSatisfy({ $0 < 0x80 }) {
      for byte in text { sink.append(byte &- 97 < 26 ? byte & 0xDF : byte) }
      return
    }
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      // One character for one, as Postgres: ß has no single capital and stays.
      let mapping = scalar.properties.uppercaseMapping
      let isSingle = mapping.unicodeScalars.count == 1
      sink.append(
        contentsOf: isSingle ? Array(mapping.utf8) : Array(String(Character(scalar)).utf8))
    }
  }

  static func appendReversed(_ text: Bytes, to sink: inout [UInt8]) {
    var end = text.count
    while end > 0 {
      var start = end - 1
      while start > 0, Characters.isContinuation(text[start]) { start -= 1 }
      sink.append(contentsOf: Bytes(rebasing: text[start..<end]))
      end = start
    }
  }

  /// The numbered part between separators, from 1 or from −1 at the end; empty where there is none.
  static func part(
    _ text: Bytes, _ separator: Bytes, _ number: Int
  ) throws(ExpressionError) -> Bytes {
    if number == 0 { throw ExpressionError("field position must not be zero") }
    let empty = Bytes(start: nil, count: 0)
    if separator.isEmpty { return number == 1 || number == -1 ? text : empty }
    var starts = [0]
    while let last = starts.last, let found = find(separator, in: text, from: last) {
      starts.append(found + separator.count)
    }
    let index = number > 0 ? number - 1 : starts.count + number
    guard starts.indices.contains(index) else { return empty }
    let end = index + 1 < starts.count ? starts[index + 1] - separator.count : text.count
    return Bytes(rebasing: text[starts[index]..<end])
  }

  @Sendable
  static func suffix(_ columns: [Column], _ count: Int, _ errors: inout RowErrors) -> Column {
    let starts = columns[1].words
    return BytesKernels.slice(.text, columns[0], count) { row, text in
      let from = Characters.offset(text, of: max(Int(starts[row]) - 1, 0))
      return Bytes(rebasing: text[from...])
    }
  }

  /// Characters before the first count toward the length, as the standard says.
  @Sendable
  static func substring(_ columns: [Column], _ count: Int, _ errors: inout RowErrors) -> Column {
    let (starts, lengths) = (columns[1].words, columns[2].words)
    for row in 0..<count where lengths[row] < 0 {
      errors.append(ExpressionError("negative substring length not allowed"), row: row)
    }
    return BytesKernels.slice(.text, columns[0], count) { row, text in
      let start = Int(starts[row])
      let end = start + max(Int(lengths[row]), 0)
      let from = Characters.offset(text, of: max(start - 1, 0))
      let length = max(end - max(start, 1), 0)
      let to = length == 0 ? from : Characters.offset(text, of: length, from: from)
      return Bytes(rebasing: text[from..<to])
    }
  }

  @Sendable
  static func left(_ columns: [Column], _ count: Int, _ errors: inout RowErrors) -> Column {
    let lengths = columns[1].words
    return BytesKernels.slice(.text, columns[0], count) { row, text in
      let wanted = Int(lengths[row])
      let kept = wanted >= 0 ? wanted : max(Characters.count(text) + wanted, 0)
      return Bytes(rebasing: text[..<Characters.offset(text, of: kept)])
    }
  }

  @Sendable
  static func right(_ columns: [Column], _ count: Int, _ errors: inout RowErrors) -> Column {
    let lengths = columns[1].words
    return BytesKernels.slice(.text, columns[0], count) { row, text in
      let wanted = Int(lengths[row])
      let skipped = wanted >= 0 ? max(Characters.count(text) - wanted, 0) : -wanted
      return Bytes(rebasing: text[Characters.offset(text, of: skipped)...])
    }
  }
}
