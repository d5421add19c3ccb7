import Columnar
import Glibc

/// The keys of a table by group number: words, or bytes in an arena.
///
/// A key's bytes are, for each column, 1 and the value (fixed width, or UInt32 length and bytes), or 0 for NULL.
struct KeyStore: ~Copyable {
  let types: [DataType]
  /// Every column is a word, a double or a boolean, and there are at most 64.
  let isWords: Bool
  /// `types.count` words a group.
  private(set) var words = DenseArray<Int64>()
  /// A bit a column that is NULL; written once any key has one.
  private var nulls = DenseArray<UInt64>()
  private(set) var holdsNulls = false
  private var starts = DenseArray<Int>()
  private var lengths = DenseArray<UInt32>()
  private var arena = DenseArray<UInt8>(capacity: 256)
  private var arenaCount = 0
  private var forgottenBytes = 0
  private var sink: [UInt8] = []
  private var limit = 0

  init(types: [DataType]) {
    self.types = types
    isWords =
      types.count <= 64
      && types.allSatisfy { [.word, .double, .bit].contains($0.layout) }
  }

  mutating func reserve(_ count: Int) {
    limit = max(limit, count)
    if isWords {
      words.reserve(count * types.count)
      if holdsNulls { nulls.reserve(count) }
    } else {
      starts.reserve(count)
      lengths.reserve(count)
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
    guard Int(lengths[group]) == sink.count else { return false }
    let stored = arena.base + starts[group]
    return sink.withUnsafeBytes { bytes in
      bytes.baseAddress.map { memcmp(stored, $0, bytes.count) == 0 } ?? true
    }
  }

  mutating func storeBytes(_ group: Int, _ columns: [Column], row: Int) {
    encode(columns, row: row)
    arena.reserve(arenaCount + sink.count)
    let target = arena.base + arenaCount
    sink.withUnsafeBytes { bytes in
      if let base = bytes.baseAddress { memcpy(target, base, bytes.count) }
    }
    starts[group] = arenaCount
    lengths[group] = UInt32(sink.count)
    arenaCount += sink.count
  }

  private mutating func encode(_ columns: [Column], row: Int) {
    sink.removeAll(keepingCapacity: true)
    for column in columns {
      if column.isNull(row) {
        sink.append(0)
        continue
      }
      sink.append(1)
      let stride = column.type.layout.stride
      if stride > 0 {
        sink.append(
          contentsOf: UnsafeBufferPointer(start: column.bytes + row * stride, count: stride))
      } else {
        let bytes = column.slice(row)
        withUnsafeBytes(of: UInt32(bytes.count)) { sink.append(contentsOf: $0) }
        sink.append(contentsOf: bytes)
      }
    }
  }

  /// A removed group's bytes are garbage; when most of the arena is, the living keys move together.
  mutating func forget(_ group: Int, alive: borrowing DenseArray<UInt8>) {
    if isWords { return }
    forgottenBytes += Int(lengths[group])
    lengths[group] = 0
    guard forgottenBytes > 1 << 16, forgottenBytes * 2 > arenaCount else { return }
    let packed = DenseArray<UInt8>(capacity: arenaCount - forgottenBytes)
    var end = 0
    for group in 0..<limit where alive[group] != 0 {
      memcpy(packed.base + end, arena.base + starts[group], Int(lengths[group]))
      starts[group] = end
      end += Int(lengths[group])
    }
    arena = packed
    (arenaCount, forgottenBytes) = (end, 0)
  }

  func columns(of groups: UnsafeBufferPointer<UInt32>) -> [Column] {
    if isWords { return types.indices.map { wordColumn($0, groups) } }
    let builders = types.map { ColumnBuilder($0, capacity: groups.count) }
    for group in groups { appendBytes(Int(group), to: builders) }
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

  private func appendBytes(_ group: Int, to builders: [ColumnBuilder]) {
    var at = UnsafeRawPointer(arena.base + starts[group])
    for builder in builders {
      let present = at.load(as: UInt8.self)
      at += 1
      if present == 0 {
        builder.appendNull()
        continue
      }
      switch builder.type.layout {
      case .bit: builder.append(bit: at.load(as: UInt8.self) != 0)
      case .word: builder.append(word: at.loadUnaligned(as: Int64.self))
      case .double: builder.append(double: at.loadUnaligned(as: Double.self))
      case .decimal: builder.append(decimal: at.loadUnaligned(as: Decimal.self))
      case .interval: builder.append(interval: at.loadUnaligned(as: Interval.self))
      case .bytes:
        let count = Int(at.loadUnaligned(as: UInt32.self))
        at += 4
        builder.append(
          bytes: UnsafeBufferPointer(
            start: at.assumingMemoryBound(to: UInt8.self), count: count))
        at += count
      }
      at += builder.type.layout.stride
    }
  }
}
