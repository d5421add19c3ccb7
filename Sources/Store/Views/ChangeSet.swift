import Columnar
import Glibc

/// Which epoch a row is from, and the moment (µs) that was recorded when the epoch was prepared.
struct RowVersion: Equatable {
  var epoch: Int64
  var preparedAt: Int64
}

/// The changes of one relation in one or more epochs, brought to their net by key and given out in the keys' byte order.
struct ChangeSet: ~Copyable {
  private struct Entry {
    /// The key's first 8 bytes as a number, so that most comparisons need no memory.
    var prefix: UInt64
    var start: Int
    var keyCount: UInt32
    var rowCount: UInt32
    var weight: Int64
    /// Place in `versions`.
    var version: Int32
  }

  /// What became of one key: pointers are good during the call that hands them over.
  struct Net {
    var key: UnsafeRawBufferPointer
    /// The row that counts from now on; nil: none came.
    var inserted: UnsafeRawBufferPointer?
    /// The row that counts no longer; nil: none left.
    var retracted: UnsafeRawBufferPointer?
    var weight: Int64
    /// Of the row that counts from now on, or else of the one that counts no longer.
    var version: RowVersion
  }

  private var bytes: [UInt8] = []
  private var versions = [RowVersion(epoch: 0, preparedAt: 0)]
  private var entries: [Entry] = []
  private let isKeyed: Bool

  /// Keyed: of a key's distinct rows the last inserted one counts. Otherwise rows with equal keys are equal, and weights
  /// add up.
  init(isKeyed: Bool) { self.isKeyed = isKeyed }

  var count: Int { entries.count }

  /// What is added from now on is of this epoch, later than those before; what is added before the first is of none.
  mutating func begin(_ version: RowVersion) { versions.append(version) }

  /// Adds one change; the closures append the key's and the row's bytes.
  @inline(__always)
  mutating func append(
    weight: Int64, key: (inout [UInt8]) -> Void, row: (inout [UInt8]) -> Void
  ) {
    let start = bytes.count
    key(&bytes)
    let keyCount = bytes.count - start
    row(&bytes)
    let prefix = bytes.withUnsafeBytes { bytes in
      var prefix: UInt64 = 0
      for index in 0..<min(8, keyCount) {
        prefix |= UInt64(bytes[start + index]) << UInt64(56 - 8 * index)
      }
      return prefix
    }
    entries.append(
      Entry(
        prefix: prefix, start: start, keyCount: UInt32(keyCount),
        rowCount: UInt32(bytes.count - start - keyCount), weight: weight,
        version: Int32(versions.count - 1)))
  }

  /// Calls `body` once for each key whose net is not nothing.
  mutating func forEachNet(_ body: (Net) throws -> Void) rethrows {
    try bytes.withUnsafeBytes { bytes in
      // Equal keys stay in the order of arrival.
      entries.sort { left, right in
        if left.prefix != right.prefix { return left.prefix < right.prefix }
        let order = ChangeSet.compareKeys(left, right, bytes)
        return order != 0 ? order < 0 : left.start < right.start
      }
      var from = 0
      while from < entries.count {
        var to = from + 1
        while to < entries.count, ChangeSet.haveEqualKeys(entries[from], entries[to], bytes) {
          to += 1
        }
        let net = isKeyed ? keyedNet(from..<to, bytes) : countedNet(from..<to, bytes)
        if let net { try body(net) }
        from = to
      }
    }
  }

  /// Equal rows cancel; of what is left the last insertion and the last retraction count.
  private func keyedNet(_ range: Range<Int>, _ bytes: UnsafeRawBufferPointer) -> Net? {
    var net = Net(
      key: key(range.lowerBound, bytes), weight: 0, version: version(range.lowerBound))
    var lastInserted = -1
    var lastRetracted = -1
    func take(_ index: Int, _ weight: Int64) {
      net.weight += weight
      if weight > 0 { lastInserted = max(lastInserted, index) }
      if weight < 0 { lastRetracted = max(lastRetracted, index) }
    }
    if range.count == 1 {
      take(range.lowerBound, entries[range.lowerBound].weight)
    } else {
      let sorted = range.sorted { left, right in
        let order = ChangeSet.compare(row(left, bytes), row(right, bytes))
        return order != 0 ? order < 0 : left < right
      }
      var from = 0
      while from < sorted.count {
        let first = row(sorted[from], bytes)
        var weight: Int64 = 0
        var to = from
        while to < sorted.count, ChangeSet.compare(row(sorted[to], bytes), first) == 0 {
          weight += entries[sorted[to]].weight
          to += 1
        }
        take(sorted[to - 1], weight)
        from = to
      }
    }
    if lastInserted >= 0 { net.inserted = row(lastInserted, bytes) }
    if lastRetracted >= 0 { net.retracted = row(lastRetracted, bytes) }
    if net.inserted == nil && net.retracted == nil { return nil }
    net.version = version(lastInserted >= 0 ? lastInserted : lastRetracted)
    return net
  }

  private func countedNet(_ range: Range<Int>, _ bytes: UnsafeRawBufferPointer) -> Net? {
    var weight: Int64 = 0
    for index in range { weight += entries[index].weight }
    if weight == 0 { return nil }
    let row = self.row(range.upperBound - 1, bytes)
    return Net(
      key: key(range.lowerBound, bytes), inserted: weight > 0 ? row : nil,
      retracted: weight < 0 ? row : nil, weight: weight, version: version(range.upperBound - 1))
  }

  private func version(_ index: Int) -> RowVersion { versions[Int(entries[index].version)] }

  private func key(_ index: Int, _ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let entry = entries[index]
    return UnsafeRawBufferPointer(rebasing: bytes[entry.start..<entry.start + Int(entry.keyCount)])
  }

  private func row(_ index: Int, _ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let entry = entries[index]
    let start = entry.start + Int(entry.keyCount)
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(entry.rowCount)])
  }

  static func compare(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Int {
    guard let first = left.baseAddress, let second = right.baseAddress else {
      return left.count - right.count
    }
    let order = memcmp(first, second, min(left.count, right.count))
    return order != 0 ? Int(order) : left.count - right.count
  }

  @inline(__always)
  private static func compareKeys(
    _ left: Entry, _ right: Entry, _ bytes: UnsafeRawBufferPointer
  ) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let shared = Int(min(left.keyCount, right.keyCount))
    let order = memcmp(base + left.start, base + right.start, shared)
    return order != 0 ? Int(order) : Int(left.keyCount) - Int(right.keyCount)
  }

  @inline(__always)
  private static func haveEqualKeys(
    _ left: Entry, _ right: Entry, _ bytes: UnsafeRawBufferPointer
  ) -> Bool {
    left.prefix == right.prefix && left.keyCount == right.keyCount
      && compareKeys(left, right, bytes) == 0
  }
}
