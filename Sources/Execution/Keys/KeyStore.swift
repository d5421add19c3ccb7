import Columnar

/// The keys of a table by group number: words, or bytes in an arena.
///
/// Bytes are those of `RowBytes` over canonical values.
struct KeyStore: ~Copyable {
  let types: [DataType]
  /// Every column is a word, a double or a boolean, and there are at most 64.
  let isWords: Bool
  /// `types.count` words a group.
  private(set) var words = DenseArray<Int64>()
  /// A bit a column that is NULL; written once any key has one.
  private var nulls = DenseArray<UInt64>()
  private(set) var holdsNulls = false
  private var arena = ByteArena()
  private var sink: [UInt8] = []
  private var limit = 0

  init(types: [DataType]) {
    self.types = types
    isWords =
      types.count <= 64
      && types.allSatisfy { [.word, .double, .bit].contains($0.layout) }
  }

  var byteCount: Int { words.byteCount + nulls.byteCount + arena.byteCount }

  mutating func reserve(_ count: Int) {
    limit = max(limit, count)
    if isWords {
      words.reserve(count * types.count)
      if holdsNulls { nulls.reserve(count) }
    } else {
      arena.reserve(count)
    }
  }

  @inline(__always)
  func storeWord(_ group: Int, _ word: Int64) { words.base[group] = word }

  @inline(__always)
  func wordsEqual(_ group: Int, _ row: KeyScratch, row index: Int) -> Bool {
    let width = types.count
    let stored = words.base + group &* width
    for column in 0..<width where stored[column] != row.sources[column][index] { return false }
    let mask = holdsNulls ? nulls[group] : 0
    return mask == row.nulls.map { $0[index] } ?? 0
  }

  mutating func storeWords(_ group: Int, _ row: KeyScratch, row index: Int) {
    let mask = row.nulls.map { $0[index] } ?? 0
    if mask != 0, !holdsNulls {
      holdsNulls = true
      nulls.reserve(limit)
    }
    if holdsNulls { nulls[group] = mask }
    for column in 0..<types.count {
      words[group * types.count + column] = row.sources[column][index]
    }
  }

  mutating func bytesEqual(_ group: Int, _ columns: [Column], row: Int) -> Bool {
    encode(columns, row: row)
    return arena.holds(group, sink)
  }

  mutating func storeBytes(_ group: Int, _ columns: [Column], row: Int) {
    encode(columns, row: row)
    arena.store(group, sink)
  }

  private mutating func encode(_ columns: [Column], row: Int) {
    sink.removeAll(keepingCapacity: true)
    RowBytes.append(columns, row: row, to: &sink)
  }

  mutating func forget(_ group: Int) { if !isWords { arena.forget(group) } }

  func columns(of groups: UnsafeBufferPointer<UInt32>) -> [Column] {
    if isWords { return types.indices.map { wordColumn($0, groups) } }
    let builders = types.map { ColumnBuilder($0, capacity: groups.count) }
    for group in groups {
      if let start = arena[Int(group)].baseAddress { RowBytes.read(start, into: builders) }
    }
    return builders.map { CanonicalKeys.shown($0.finish()) }
  }

  private func wordColumn(_ index: Int, _ groups: UnsafeBufferPointer<UInt32>) -> Column {
    let type = types[index]
    let width = types.count
    let buffer = Buffer(byteCount: groups.count * type.layout.stride)
    if type.layout == .bit {
      let target = buffer.pointer(to: UInt8.self)
      for (row, group) in groups.enumerated() {
        target[row] = UInt8(truncatingIfNeeded: words[Int(group) * width + index])
      }
    } else {
      let target = buffer.pointer(to: Int64.self)
      for (row, group) in groups.enumerated() { target[row] = words[Int(group) * width + index] }
    }
    return Column(
      type: type, count: groups.count, values: buffer, validity: validity(index, groups))
  }

  private func validity(_ index: Int, _ groups: UnsafeBufferPointer<UInt32>) -> Buffer? {
    guard holdsNulls, groups.contains(where: { nulls[Int($0)] >> UInt64(index) & 1 != 0 }) else {
      return nil
    }
    let buffer = Buffer(byteCount: groups.count)
    let flags = buffer.pointer(to: UInt8.self)
    for (row, group) in groups.enumerated() {
      flags[row] = nulls[Int(group)] >> UInt64(index) & 1 == 0 ? 1 : 0
    }
    return buffer
  }
}
