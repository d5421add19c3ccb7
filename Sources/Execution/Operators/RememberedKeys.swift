import Columnar
import Dataflow

/// The keys of a UNIQUE constraint: of each its first row's content and event time.
///
/// Times of expiry are gathered in buckets of a 64th of `within`, so that forgetting costs what is forgotten.
final class RememberedKeys {
  enum Verdict: Equatable { case first, duplicate, conflict }

  private static let version: UInt8 = 1
  private let table: KeyTable
  /// Nil: for ever.
  private let within: Int64?
  private let bucketWidth: Int64
  private var contentLow = DenseArray<Int64>()
  private var contentHigh = DenseArray<Int64>()
  private var eventTimes = DenseArray<Int64>()
  private var isKnown = DenseArray<UInt8>()
  private var buckets: [Int64: [UInt32]] = [:]
  private var lowestBucket = Int64.max
  private let changed = KeyGroupSet()

  init(types: [DataType], within: Int64?) {
    table = KeyTable(types: types)
    self.within = within
    bucketWidth = max((within ?? 0) / 64, 1_000_000)
  }

  var size: StateSize {
    // The buckets hold a number a key that can expire.
    let facts = contentLow.byteCount + contentHigh.byteCount + eventTimes.byteCount
    return StateSize(
      rows: table.count,
      bytes: table.byteCount + facts + isKnown.byteCount + (within == nil ? 0 : table.count * 4))
  }

  /// Judges rows in order. Without times no key expires.
  func judge(
    keys: [Column], content: (UnsafePointer<Int64>, UnsafePointer<Int64>),
    eventTimes times: UnsafePointer<Int64>?, watermarks: UnsafePointer<Int64>?, count: Int
  ) -> [Verdict] {
    var verdicts = [Verdict](repeating: .first, count: count)
    let rows = (0..<UInt32(count)).filter { row in !keys.contains { $0.isNull(Int(row)) } }
    let whole =
      rows.count == count
      ? keys : keys.map { key in rows.withUnsafeBufferPointer { key.gather($0) } }
    let hashes = ExchangeHash.hashes(whole, rows.count)
    let groups = find(whole, hashes)
    for (index, group) in groups.enumerated() {
      let (row, group) = (Int(rows[index]), Int(group))
      if isKnown[group] != 0, !isExpired(group, watermarks?[row]) {
        let isEqual =
          contentLow[group] == content.0[row] && contentHigh[group] == content.1[row]
        verdicts[row] = isEqual ? .duplicate : .conflict
        continue
      }
      remember(group, content.0[row], content.1[row], times?[row] ?? 0)
      changed.insert(hash: hashes[index])
    }
    return verdicts
  }

  private func find(_ keys: [Column], _ hashes: [UInt64]) -> [UInt32] {
    let groups = [UInt32](unsafeUninitializedCapacity: hashes.count) { groups, written in
      hashes.withUnsafeBufferPointer { hashes in
        guard let groups = groups.baseAddress, let base = hashes.baseAddress else { return }
        table.findOrInsert(keys, hashes: base, count: hashes.count, groups: groups)
      }
      written = hashes.count
    }
    contentLow.reserve(table.numberLimit)
    contentHigh.reserve(table.numberLimit)
    eventTimes.reserve(table.numberLimit)
    isKnown.reserve(table.numberLimit)
    return groups
  }

  private func expiry(_ group: Int) -> Int64? {
    within.map {
      let sum = eventTimes[group].addingReportingOverflow($0)
      return sum.overflow ? .max : sum.partialValue
    }
  }

  private func isExpired(_ group: Int, _ watermark: Int64?) -> Bool {
    guard let watermark, let expiry = expiry(group) else { return false }
    return watermark > expiry
  }

  private func remember(_ group: Int, _ low: Int64, _ high: Int64, _ time: Int64) {
    contentLow[group] = low
    contentHigh[group] = high
    eventTimes[group] = time
    isKnown[group] = 1
    guard let expiry = expiry(group) else { return }
    let bucket = expiry.dividedDown(by: bucketWidth)
    buckets[bucket, default: []].append(UInt32(group))
    lowestBucket = min(lowestBucket, bucket)
  }

  /// Forgets keys that no later row can be a copy of. A key stays up to a bucket's width longer.
  func expire(before watermark: Int64) {
    let current = watermark.dividedDown(by: bucketWidth)
    guard lowestBucket < current else { return }
    for bucket in buckets.keys.filter({ $0 < current }) {
      for number in buckets.removeValue(forKey: bucket) ?? [] {
        let group = Int(number)
        // The number may stand for a later key, or the key for a later row: those have buckets of their own.
        guard table.isAlive(group), isExpired(group, watermark) else { continue }
        changed.insert(hash: table.hashes[group])
        isKnown[group] = 0
        table.remove(group)
      }
    }
    lowestBucket = buckets.keys.min() ?? .max
  }

  func snapshot() -> [KeyGroupState] {
    let keyGroups = changed.drain()
    return zip(keyGroups, table.groups(inKeyGroups: keyGroups)).map { keyGroup, members in
      if members.isEmpty { return KeyGroupState(group: keyGroup, bytes: []) }
      var writer = StateWriter()
      writer.write(RememberedKeys.version)
      writer.write(UInt32(members.count))
      let keys = members.withUnsafeBufferPointer { table.columns(of: $0) }
      for (row, group) in members.enumerated() {
        for key in keys { writer.write(key[row]) }
        writer.write(contentLow[Int(group)])
        writer.write(contentHigh[Int(group)])
        writer.write(eventTimes[Int(group)])
      }
      return KeyGroupState(group: keyGroup, bytes: writer.bytes)
    }
  }

  func restore(_ state: KeyGroupState) throws {
    if state.bytes.isEmpty { return }
    var reader = StateReader(state.bytes)
    guard try reader.read(UInt8.self) == RememberedKeys.version else {
      throw StateDecodingError("keys of an unknown version")
    }
    let count = try reader.readCount(width: table.types.count + 24)
    let builders = table.types.map { ColumnBuilder($0, capacity: count) }
    var facts: [(low: Int64, high: Int64, time: Int64)] = []
    for _ in 0..<count {
      for builder in builders {
        let value = try reader.readValue(builder.type)
        if value.isNull { throw StateDecodingError("NULL in a unique key") }
        builder.append(value)
      }
      facts.append((try reader.read(), try reader.read(), try reader.read()))
    }
    try reader.expectEnd()
    let keys = builders.map { $0.finish() }
    let hashes = ExchangeHash.hashes(keys, count)
    guard hashes.allSatisfy({ KeyGroupSet.group(ofHash: $0) == state.group }) else {
      throw StateDecodingError("a key of another group")
    }
    let before = table.count
    let groups = find(keys, hashes)
    guard table.count == before + count else { throw StateDecodingError("a key comes twice") }
    for (group, fact) in zip(groups, facts) {
      remember(Int(group), fact.low, fact.high, fact.time)
    }
  }
}
