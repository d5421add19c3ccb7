/// Copies of a few bytes.
enum ShortCopy {
  /// Sources have 16 readable bytes behind them only where this says so, so the tail goes byte by byte.
  @inline(__always)
  static func copy(
    _ source: UnsafePointer<UInt8>, _ count: Int, to output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let from = UnsafeRawPointer(source)
    let to = UnsafeMutableRawPointer(output)
    if count >= 8 {
      var place = 0
      while place &+ 8 <= count {
        to.storeBytes(
          of: from.loadUnaligned(fromByteOffset: place, as: UInt64.self), toByteOffset: place,
          as: UInt64.self)
        place &+= 8
      }
      // The last eight bytes once more, over what is there already.
      to.storeBytes(
        of: from.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self),
        toByteOffset: count &- 8, as: UInt64.self)
    } else {
      for place in 0..<count { output[place] = source[place] }
    }
    return output + count
  }

  @inline(__always)
  static func copyNull(
    to output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(output).storeBytes(of: 0x6C6C_756E as UInt32, as: UInt32.self)
    return output + 4
  }
}

/// Texts as JSON and CSV write them.
enum EscapedText {
  /// With quotes, except for what is no text; returns where it ends. At most 6 bytes a byte, and 2.
  @inline(__always)
  static func json(
    _ slice: TextSlice, to output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    if slice.traits.contains(.isLiteral) {
      return ShortCopy.copy(slice.start, Int(slice.count), to: output)
    }
    output.pointee = UInt8(ascii: "\"")
    var place = output + 1
    if slice.traits.contains(.needsEscapes) {
      place = escape(slice.bytes, to: place)
    } else {
      place = ShortCopy.copy(slice.start, Int(slice.count), to: place)
    }
    place.pointee = UInt8(ascii: "\"")
    return place + 1
  }

  private static func escape(
    _ bytes: UnsafeBufferPointer<UInt8>, to output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    var place = output
    for byte in bytes {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        place[0] = UInt8(ascii: "\\")
        place[1] = byte
        place += 2
      } else if byte < 0x20 {
        for character in "\\u00".utf8 {
          place.pointee = character
          place += 1
        }
        place[0] = digit(byte >> 4)
        place[1] = digit(byte & 15)
        place += 2
      } else {
        place.pointee = byte
        place += 1
      }
    }
    return place
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  /// In quotes where it must be, and where it is empty, since nothing at all is null. At most 2 bytes a byte, and 2.
  @inline(__always)
  static func csv(
    _ slice: TextSlice, to output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    if !slice.traits.contains(.needsQuotes) && slice.count > 0 {
      return ShortCopy.copy(slice.start, Int(slice.count), to: output)
    }
    output.pointee = UInt8(ascii: "\"")
    var place = output + 1
    for byte in slice.bytes {
      if byte == UInt8(ascii: "\"") {
        place.pointee = byte
        place += 1
      }
      place.pointee = byte
      place += 1
    }
    place.pointee = UInt8(ascii: "\"")
    return place + 1
  }
}
