import Glibc

/// Reads the elements of one array's bytes, one after the other (`ArrayEncoding`).
struct ArrayReader {
  private let bytes: Bytes
  private let layout: Layout
  /// Digits behind the point that numerics are shown with; nil: as many as they need.
  private let scale: Int?
  private(set) var at = 0

  init(_ bytes: Bytes, _ element: DataType) {
    self.bytes = bytes
    layout = element.layout
    scale = if case .numeric(.some, let scale) = element { scale ?? 0 } else { nil }
  }

  var isAtEnd: Bool { at == bytes.count }

  /// The next element's own bytes, its first byte among them; nil at the end.
  mutating func nextSlice() -> Bytes? {
    if isAtEnd { return nil }
    let from = at
    skip()
    return Bytes(rebasing: bytes[from..<at])
  }

  /// Whether the element in such a slice is NULL.
  @inline(__always)
  static func isNull(_ slice: Bytes) -> Bool { slice[0] == ArrayEncoding.null }

  /// How many elements are left; the reader is then at the end.
  mutating func count() -> Int {
    var count = 0
    while !isAtEnd {
      skip()
      count += 1
    }
    return count
  }

  mutating func skip() {
    let isNull = bytes[at] == ArrayEncoding.null
    at += 1
    if isNull { return }
    switch layout {
    case .bit: at += 1
    case .word, .double: at += 8
    case .decimal: at += 33
    case .interval: at += 16
    case .bytes:
      guard let end = endOfBytes(at) else { Self.trapDamaged() }
      at = end + 2
    }
    precondition(at <= bytes.count, "an array's bytes are whole")
  }

  /// Appends the next element to a builder of the element type.
  mutating func append(to builder: ColumnBuilder) {
    guard let value = value(bytes: { builder.append(bytes: $0) }) else { Self.trapDamaged() }
    switch value {
    case .null: builder.appendNull()
    case .bytes: break
    default: builder.append(value)
    }
  }

  /// The next element; nil at the end.
  mutating func next() -> Value? {
    if isAtEnd { return nil }
    guard let value = parsed() else { Self.trapDamaged() }
    return value
  }

  /// The next element, which is there; nil where the bytes are damaged.
  mutating func parsed() -> Value? {
    var copy: [UInt8] = []
    let value = value(bytes: { copy = Array($0) })
    if case .bytes? = value { return .bytes(copy) }
    return value
  }

  private static func trapDamaged() -> Never {
    preconditionFailure("an array's bytes are made by ArrayEncoding and whole")
  }

  /// The next element; of variable length it goes to `body`, and the answer holds nothing.
  private mutating func value(bytes body: (Bytes) -> Void) -> Value? {
    guard at < bytes.count else { return nil }
    let tag = bytes[at]
    at += 1
    if tag == ArrayEncoding.null { return .null }
    guard tag == ArrayEncoding.present else { return nil }
    switch layout {
    case .bit:
      guard at < bytes.count, bytes[at] <= 1 else { return nil }
      at += 1
      return .boolean(bytes[at - 1] == 1)
    case .word: return word().map { .word(Int64(bitPattern: $0 ^ 1 << 63)) }
    case .double:
      return word().map { ordered in
        .double(Double(bitPattern: ordered >> 63 == 1 ? ordered ^ 1 << 63 : ~ordered))
      }
    case .decimal: return decimal()
    case .interval: return long().flatMap { Interval(span: $0) }.map { .interval($0) }
    case .bytes:
      guard let end = endOfBytes(at) else { return nil }
      let slice = Bytes(rebasing: bytes[at..<end])
      at = end + 2
      guard slice.contains(0) else {
        body(slice)
        return .bytes([])
      }
      // A zero byte inside is always followed by its escape.
      var plain: [UInt8] = []
      var index = 0
      while index < slice.count {
        plain.append(slice[index])
        index += slice[index] == 0 ? 2 : 1
      }
      plain.withUnsafeBufferPointer(body)
      return .bytes([])
    }
  }

  private mutating func word() -> UInt64? {
    guard bytes.count - at >= 8, let base = bytes.baseAddress else { return nil }
    let value = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
    at += 8
    return UInt64(bigEndian: value)
  }

  private mutating func long() -> Int128? {
    guard let high = word(), let low = word() else { return nil }
    return Int128(bitPattern: (UInt128(high) << 64 | UInt128(low)) ^ 1 << 127)
  }

  private mutating func decimal() -> Value? {
    guard let whole = long(), let rest = long(), at < bytes.count, bytes[at] <= 36,
      whole.magnitude <= Decimal.coefficientMax.magnitude + 1,
      rest >= 0, rest <= Decimal.coefficientMax
    else { return nil }
    let needed = Int(bytes[at])
    at += 1
    let (upper, overflow) = whole.multipliedReportingOverflow(by: Decimal.powersOfTen[needed])
    let lower = rest / Decimal.powersOfTen[36 - needed]
    let (sum, carry) = upper.addingReportingOverflow(lower)
    guard !overflow, !carry, let number = Decimal(coefficient: sum, scale: needed) else {
      return nil
    }
    if let scale, scale > needed, let padded = number.rounded(toScale: scale) {
      return .decimal(padded)
    }
    return .decimal(number)
  }

  /// Where the zero byte stands that ends the bytes from a place on.
  private func endOfBytes(_ from: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var at = from
    while at < bytes.count {
      guard let zero = memchr(base + at, 0, bytes.count - at) else { return nil }
      let index = UnsafePointer(zero.assumingMemoryBound(to: UInt8.self)) - base
      guard index + 1 < bytes.count else { return nil }
      if bytes[index + 1] == 1 { return index }
      at = index + 2
    }
    return nil
  }
}
