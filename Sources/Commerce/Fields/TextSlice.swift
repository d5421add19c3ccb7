/// Text as bytes that lie elsewhere: in a dictionary or an arena that outlives the slice.
struct TextSlice {
  var start: UnsafePointer<UInt8>
  var count: Int32
  var traits: Traits

  struct Traits: OptionSet {
    let rawValue: UInt8
    /// Has bytes that JSON writes with a backslash.
    static let needsEscapes = Traits(rawValue: 1)
    /// Has bytes for which CSV puts a field in quotes.
    static let needsQuotes = Traits(rawValue: 2)
    /// Is no text but a number or a boolean, which JSON writes as it stands.
    static let isLiteral = Traits(rawValue: 4)

    /// Of a text's bytes.
    init(of bytes: some Sequence<UInt8>) {
      var traits: Traits = []
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "\""): traits.formUnion([.needsEscapes, .needsQuotes])
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
          traits.formUnion([.needsEscapes, .needsQuotes])
        case UInt8(ascii: "\\"), 0..<0x20: traits.formUnion(.needsEscapes)
        case UInt8(ascii: ","): traits.formUnion(.needsQuotes)
        default: break
        }
      }
      self = traits
    }

    init(rawValue: UInt8) { self.rawValue = rawValue }
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: Int(count)) }
}

/// Memory for texts, given back all at once. Its chunks never move.
final class TextArena {
  private static let chunkBytes = 1 << 16
  private var chunks: [UnsafeMutableBufferPointer<UInt8>] = []
  /// Chunks that are in use, the last of them up to `used`.
  private var current = -1
  private var used = 0

  deinit { for chunk in chunks { chunk.deallocate() } }

  /// Forgets every text; keeps the memory.
  func reset() {
    current = -1
    used = 0
  }

  /// Room for so many bytes, of which `commit` keeps those that were written.
  @inline(__always)
  func reserve(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if current >= 0, used &+ count <= chunks[current].count,
      let base = chunks[current].baseAddress
    {
      return base + used
    }
    return nextChunk(count)
  }

  @inline(__always)
  func commit(_ count: Int) { used &+= count }

  /// A copy that lives until the next reset.
  func copy(_ bytes: some Collection<UInt8>) -> UnsafePointer<UInt8> {
    let place = reserve(bytes.count)
    for (offset, byte) in bytes.enumerated() { place[offset] = byte }
    commit(bytes.count)
    return UnsafePointer(place)
  }

  private func nextChunk(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    current += 1
    used = 0
    while current < chunks.count && chunks[current].count < count { current += 1 }
    if current == chunks.count {
      chunks.append(.allocate(capacity: max(count, TextArena.chunkBytes)))
    }
    guard let base = chunks[current].baseAddress else {
      preconditionFailure("a chunk of texts has memory")
    }
    return base
  }
}
