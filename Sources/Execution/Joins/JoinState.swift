import Columnar
import Dataflow

/// What a join keeps on one worker: the rows of both sides by key, and when the watermark frees them.
final class JoinState {
  private let layout: JoinLayout
  let table: KeyTable
  let left: JoinRows
  let right: JoinRows
  private let changed = KeyGroupSet()
  /// When rows expire: the last watermark at which they are needed.
  private var leftTimers = TimerHeap()
  private var rightTimers = TimerHeap()
  private var hashes = Buffer(byteCount: 0)
  private var groups = Buffer(byteCount: 0)
  /// The instant after the last expiry of a row that was freed.
  private(set) var lastFreed: Int64?

  init(_ layout: JoinLayout) {
    self.layout = layout
    table = KeyTable(types: layout.keys)
    left = JoinRows(layout.left.types, isAppendOnly: layout.left.isAppendOnly)
    right = JoinRows(layout.right.types, isAppendOnly: layout.right.isAppendOnly)
  }

  var size: StateSize {
    StateSize(
      rows: left.count + right.count,
      bytes: table.byteCount + left.byteCount + right.byteCount + leftTimers.byteCount
        + rightTimers.byteCount)
  }

  func rows(_ isLeft: Bool) -> JoinRows { isLeft ? left : right }

  /// The hash and group of each row by its keys; valid until the next call.
  func locate(_ keys: [Column], _ count: Int)
    -> (hashes: UnsafePointer<UInt64>, groups: UnsafePointer<UInt32>)
  {
    if hashes.byteCount < count * 8 { hashes = Buffer(byteCount: count * 8) }
    if groups.byteCount < count * 4 { groups = Buffer(byteCount: count * 4) }
    let rowHashes = hashes.pointer(to: UInt64.self)
    KeyHash.hash(keys, count: count, into: rowHashes)
    changed.insert(hashes: rowHashes, count: count)
    let rowGroups = groups.pointer(to: UInt32.self)
    table.findOrInsert(keys, hashes: rowHashes, count: count, groups: rowGroups)
    left.reserve(groups: table.numberLimit)
    right.reserve(groups: table.numberLimit)
    return (UnsafePointer(rowHashes), UnsafePointer(rowGroups))
  }

  // MARK: Freeing

  func schedule(_ number: Int, _ expiry: Int64, isLeft: Bool) {
    if isLeft {
      leftTimers.push(expiry, UInt32(number))
    } else {
      rightTimers.push(expiry, UInt32(number))
    }
  }

  /// Rows of a side whose expiry lies before the watermark, in its order; they are still there.
  func expired(before watermark: Int64, isLeft: Bool) -> [(expiry: Int64, number: UInt32)] {
    if watermark == .min { return [] }
    var expired: [(expiry: Int64, number: UInt32)] = []
    while let next = isLeft
      ? leftTimers.pop(through: watermark - 1) : rightTimers.pop(through: watermark - 1)
    {
      expired.append((next.time, next.number))
    }
    if let last = expired.last?.expiry {
      lastFreed = max(lastFreed ?? .min, last == .max ? last : last + 1)
    }
    return expired
  }

  func free(_ number: Int, isLeft: Bool) {
    let group = rows(isLeft).group(of: number)
    changed.insert(hash: table.hashes[group])
    rows(isLeft).remove(number)
    dropIfEmpty(group)
  }

  func dropIfEmpty(_ group: Int) {
    if left.heads[group] == 0, right.heads[group] == 0, table.isAlive(group) {
      table.remove(group)
    }
  }

  // MARK: Snapshots

  /// Of each key group: a version, the instant after the last expiry, and for each side its rows as a batch of keys, kept
  /// columns, numbers of partners, times and weights.
  private static let version: UInt8 = 1

  func snapshot() -> [KeyGroupState] {
    let keyGroups = changed.drain()
    return zip(keyGroups, table.groups(inKeyGroups: keyGroups)).map { keyGroup, groups in
      if groups.isEmpty && lastFreed == nil {
        return KeyGroupState(group: keyGroup, bytes: [])
      }
      var writer = StateWriter()
      writer.write(JoinState.version)
      writer.write(lastFreed ?? .min)
      for isLeft in [true, false] {
        var bytes: [UInt8] = []
        BatchEncoding.append(stored(groups, isLeft: isLeft), to: &bytes)
        writer.write(counted: bytes)
      }
      return KeyGroupState(group: keyGroup, bytes: writer.bytes)
    }
  }

  private func stored(_ groups: [UInt32], isLeft: Bool) -> Batch {
    let rows = rows(isLeft)
    let numbers = groups.flatMap { rows.numbers(ofGroup: Int($0)) }
    let ofRows = numbers.map { UInt32(rows.group(of: Int($0))) }
    let keys = ofRows.withUnsafeBufferPointer { table.columns(of: $0) }
    let matches = Buffer(of: numbers.map { rows.matches[Int($0)] })
    let times = Buffer(of: numbers.map { rows.times[Int($0)] })
    let counts = [matches, times].map {
      Column(type: .bigint, count: numbers.count, values: $0)
    }
    return Batch(
      columns: keys + rows.gather(numbers) + counts, count: numbers.count,
      weights: Buffer(of: numbers.map { rows.weights[Int($0)] }))
  }

  /// `expiry` of a time on the left side (or not); nil where nothing frees rows.
  func restore(_ state: KeyGroupState, expiry: (Int64, Bool) -> Int64?) throws {
    if state.bytes.isEmpty { return }
    var reader = StateReader(state.bytes)
    guard try reader.read(UInt8.self) == JoinState.version else {
      throw StateDecodingError("a join of an unknown version")
    }
    let closed = try reader.read(Int64.self)
    if closed != .min { lastFreed = max(lastFreed ?? .min, closed) }
    for isLeft in [true, false] {
      let types = layout.keys + layout.side(isLeft).types + [.bigint, .bigint]
      let bytes = try reader.readCounted()
      do {
        let batch = try bytes.withUnsafeBufferPointer { bytes throws(RowEncodingError) in
          try BatchEncoding.decode(bytes, types: types)
        }
        try restore(batch, isLeft: isLeft, keyGroup: state.group, expiry)
      } catch let error as RowEncodingError {
        throw StateDecodingError("rows of a join: \(error)")
      }
    }
    try reader.expectEnd()
  }

  private func restore(
    _ batch: Batch, isLeft: Bool, keyGroup: Int, _ expiry: (Int64, Bool) -> Int64?
  ) throws {
    let keys = Array(batch.columns[..<layout.keys.count])
    let stored = Array(batch.columns[layout.keys.count..<batch.columns.count - 2])
    let counts = batch.columns.suffix(2).map { $0 }
    var hashes = [UInt64](repeating: 0, count: batch.count)
    var groups = [UInt32](repeating: 0, count: batch.count)
    hashes.withUnsafeMutableBufferPointer { hashes in
      if let base = hashes.baseAddress { KeyHash.hash(keys, count: batch.count, into: base) }
    }
    guard hashes.allSatisfy({ KeyGroupSet.group(ofHash: $0) == keyGroup }),
      !keys.contains(where: { $0.validity != nil })
    else { throw StateDecodingError("a join's row of another key group") }
    hashes.withUnsafeBufferPointer { hashes in
      groups.withUnsafeMutableBufferPointer { groups in
        guard let hashes = hashes.baseAddress, let groups = groups.baseAddress else { return }
        table.findOrInsert(keys, hashes: hashes, count: batch.count, groups: groups)
      }
    }
    left.reserve(groups: table.numberLimit)
    right.reserve(groups: table.numberLimit)
    let rowHashes = ExchangeHash.hashes(stored, batch.count)
    for row in 0..<batch.count {
      guard batch.weight(row) != 0 else { throw StateDecodingError("a join's row that is gone") }
      let arrival = JoinRows.Arrival(
        group: groups[row], weight: batch.weight(row), matches: counts[0].words[row],
        time: counts[1].words[row])
      let hash = rowHashes[row] &+ hashes[row]
      guard let number = rows(isLeft).add(stored, row: row, hash: hash, arrival) else {
        throw StateDecodingError("a join's row comes twice")
      }
      if let expiry = expiry(arrival.time, isLeft) { schedule(number, expiry, isLeft: isLeft) }
    }
  }
}
