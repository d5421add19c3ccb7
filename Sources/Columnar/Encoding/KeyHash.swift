/// The fixed 64-bit hash that rows are exchanged and state is partitioned by. It never changes: snapshots hang on it.
///
/// `fold(a, b)` is the upper half of the 128-bit product exclusive-or the lower. With fixed odd constants k0 … k3, a key's
/// hash starts as k3 and takes in each column's word w by `h = fold(w ^ k0, h ^ k1)`. The word is the value itself for
/// booleans and words, the canonical double's bits, `fold(low ^ k1, high ^ k2)` of the 16 canonical bytes of numerics
/// and intervals, `bytes` for all else, and k2 for NULL. Canonical means as in `KeyEncoding`: equal values have equal
/// hashes, whatever their scale, sign of zero or form of NaN.
public enum KeyHash {
  static let k0: UInt64 = 0x9e37_79b9_7f4a_7c15
  static let k1: UInt64 = 0xbf58_476d_1ce4_e5b9
  static let k2: UInt64 = 0x94d0_49bb_1331_11eb
  static let k3: UInt64 = 0xd6e8_feb8_6659_fd93

  /// State lies in so many groups, chosen by the hash's top 8 bits.
  public static let groupCount = 256

  @inline(__always)
  public static func group(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 56) }

  @inline(__always)
  static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  @inline(__always)
  static func combine(_ hash: UInt64, _ word: UInt64) -> UInt64 { fold(word ^ k0, hash ^ k1) }

  /// A hash a row over all columns, into `count` places.
  public static func hash(
    _ columns: [Column], count: Int, into hashes: UnsafeMutablePointer<UInt64>
  ) {
    hashes.update(repeating: k3, count: count)
    for column in columns { take(column, count, hashes) }
  }

  /// The hash of one key outside a column. Not for hot paths.
  public static func hash(_ values: [Value]) -> UInt64 {
    values.reduce(k3) { combine($0, word($1)) }
  }

  private static func word(_ value: Value) -> UInt64 {
    switch value {
    case .null: k2
    case .boolean(let value): value ? 1 : 0
    case .word(let value): UInt64(bitPattern: value)
    case .double(let value): KeyEncoding.canonical(value).bitPattern
    case .decimal(let value): word(value.canonical.bits)
    case .interval(let value): word(value.span)
    case .bytes(let value): value.withUnsafeBufferPointer { bytes($0) }
    }
  }

  @inline(__always)
  private static func word(_ value: Int128) -> UInt64 {
    fold(
      UInt64(truncatingIfNeeded: value) ^ k1, UInt64(truncatingIfNeeded: value >> 64) ^ k2)
  }

  private static func take(
    _ column: Column, _ count: Int, _ hashes: UnsafeMutablePointer<UInt64>
  ) {
    switch column.type.layout {
    case .bit:
      let bits = column.bits
      each(column, count, hashes) { UInt64(bits[$0]) }
    case .word:
      let words = column.words
      each(column, count, hashes) { UInt64(bitPattern: words[$0]) }
    case .double:
      let doubles = column.doubles
      each(column, count, hashes) { KeyEncoding.canonical(doubles[$0]).bitPattern }
    case .decimal:
      let decimals = column.decimals
      each(column, count, hashes) { word(decimals[$0].canonical.bits) }
    case .interval:
      let intervals = column.intervals
      each(column, count, hashes) { word(intervals[$0].span) }
    case .bytes:
      each(column, count, hashes) { bytes(column.slice($0)) }
    }
  }

  @inline(__always)
  private static func each(
    _ column: Column, _ count: Int, _ hashes: UnsafeMutablePointer<UInt64>,
    _ word: (Int) -> UInt64
  ) {
    if let validity = column.validity {
      for row in 0..<count {
        hashes[row] = combine(hashes[row], validity[row] != 0 ? word(row) : k2)
      }
    } else {
      for row in 0..<count { hashes[row] = combine(hashes[row], word(row)) }
    }
  }

  /// Sixteen bytes a step; up to sixteen in two words that may overlap, so every byte and the length count.
  @inline(__always)
  public static func bytes(_ value: Bytes) -> UInt64 {
    let count = value.count
    guard count > 0, let base = value.baseAddress.map(UnsafeRawPointer.init) else { return k1 }
    var hash = k3 ^ UInt64(truncatingIfNeeded: count)
    var at = 0
    while count - at > 16 {
      hash = fold(load(base + at) ^ k0, load(base + at + 8) ^ hash)
      at += 16
    }
    let (first, second) = lastWords(base + at, count - at)
    hash = fold(first ^ k1, second ^ hash)
    return fold(hash ^ k2, UInt64(truncatingIfNeeded: count) ^ k0)
  }

  @inline(__always)
  private static func load(_ pointer: UnsafeRawPointer) -> UInt64 {
    UInt64(littleEndian: pointer.loadUnaligned(as: UInt64.self))
  }

  /// One to sixteen bytes as two words.
  @inline(__always)
  private static func lastWords(_ pointer: UnsafeRawPointer, _ count: Int) -> (UInt64, UInt64) {
    if count >= 8 { return (load(pointer), load(pointer + count - 8)) }
    if count >= 4 {
      let first = UInt32(littleEndian: pointer.loadUnaligned(as: UInt32.self))
      let last = UInt32(littleEndian: (pointer + count - 4).loadUnaligned(as: UInt32.self))
      return (UInt64(first), UInt64(last))
    }
    let first = pointer.load(as: UInt8.self)
    let middle = (pointer + count / 2).load(as: UInt8.self)
    let last = (pointer + count - 1).load(as: UInt8.self)
    return (UInt64(first) << 16 | UInt64(middle) << 8 | UInt64(last), 0)
  }
}
