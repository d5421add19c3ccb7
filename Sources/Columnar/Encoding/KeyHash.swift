/// The 64-bit hash that decides which key group, and so which worker, a row belongs to. Fixed for ever: snapshots and
/// exchanges of different versions must agree. Equal SQL values hash alike (`KeyEncoding`'s equality).
///
/// Each step folds a 64×64 → 128-bit product: `mix(h, x) = high(p) ^ low(p)`, `p = (h ^ x) × K`. A row starts from `seed`
/// and mixes in each column: a word, the bits of a canonical double, two halves of a canonical numeric or of an interval's
/// span, the bytes eight at a time (the last ones zero-padded) and then their count; NULL mixes `nullMark`. The top byte is
/// the key group.
public enum KeyHash {
  static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15
  static let nullMark: UInt64 = 0x2545_F491_4F6C_DD1D
  private static let factor: UInt64 = 0xD6E8_FEB8_6659_FD93

  @inline(__always)
  static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }

  /// One hash a row into `hashes`, which has room for `count`.
  public static func hash(
    _ columns: [Column], count: Int, into hashes: UnsafeMutablePointer<UInt64>
  ) {
    hashes.update(repeating: seed, count: count)
    for column in columns {
      if column.validity == nil {
        mixPresent(column, count, hashes)
      } else {
        mixNullable(column, count, hashes)
      }
    }
    // One more fold spreads the last column over the top byte.
    for row in 0..<count { hashes[row] = mix(hashes[row], seed) }
  }

  @inline(never)
  private static func mixPresent(
    _ column: Column, _ count: Int, _ hashes: UnsafeMutablePointer<UInt64>
  ) {
    switch column.type.layout {
    case .word:
      let words = column.words
      for row in 0..<count {
        hashes[row] = mix(hashes[row], UInt64(bitPattern: words[row]))
      }
    case .bytes:
      let (bytes, offsets) = (column.bytes, column.offsets)
      for row in 0..<count {
        let from = Int(offsets[row])
        hashes[row] = mixBytes(hashes[row], bytes + from, Int(offsets[row + 1]) - from)
      }
    default:
      for row in 0..<count { hashes[row] = mixValue(hashes[row], column, row) }
    }
  }

  @inline(never)
  private static func mixNullable(
    _ column: Column, _ count: Int, _ hashes: UnsafeMutablePointer<UInt64>
  ) {
    for row in 0..<count {
      hashes[row] =
        column.isNull(row) ? mix(hashes[row], nullMark) : mixValue(hashes[row], column, row)
    }
  }

  @inline(__always)
  private static func mixValue(_ hash: UInt64, _ column: Column, _ row: Int) -> UInt64 {
    switch column.type.layout {
    case .bit: return mix(hash, UInt64(column.bits[row]))
    case .word: return mix(hash, UInt64(bitPattern: column.words[row]))
    case .double: return mix(hash, KeyEncoding.canonical(column.doubles[row]).bitPattern)
    case .decimal: return mixWide(hash, column.decimals[row].canonical.bits)
    case .interval: return mixWide(hash, column.intervals[row].span)
    case .bytes:
      let slice = column.slice(row)
      guard let base = slice.baseAddress else { return mix(hash, 0) }
      return mixBytes(hash, base, slice.count)
    }
  }

  @inline(__always)
  private static func mixWide(_ hash: UInt64, _ value: Int128) -> UInt64 {
    mix(
      mix(hash, UInt64(truncatingIfNeeded: value)), UInt64(truncatingIfNeeded: value >> 64))
  }

  @inline(__always)
  private static func mixBytes(_ hash: UInt64, _ bytes: UnsafePointer<UInt8>, _ count: Int)
    -> UInt64
  {
    var hash = hash
    var position = 0
    let raw = UnsafeRawPointer(bytes)
    while position &+ 8 <= count {
      hash = mix(hash, raw.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian)
      position &+= 8
    }
    var tail: UInt64 = 0
    var shift: UInt64 = 0
    while position < count {
      tail |= UInt64(bytes[position]) &<< shift
      shift &+= 8
      position &+= 1
    }
    return mix(mix(hash, tail), UInt64(count))
  }
}
