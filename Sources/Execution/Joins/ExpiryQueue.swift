/// Rows in the order in which the watermark frees them: a binary heap. Adding rows whose times mostly rise costs a
/// constant each.
struct ExpiryQueue {
  private var entries: [(expiry: Int64, number: UInt32)] = []

  var isEmpty: Bool { entries.isEmpty }

  mutating func add(_ number: UInt32, expiry: Int64) {
    entries.append((expiry, number))
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if entries[parent].expiry <= entries[child].expiry { break }
      entries.swapAt(parent, child)
      child = parent
    }
  }

  /// The next row whose expiry lies before the watermark.
  mutating func next(before watermark: Int64) -> (expiry: Int64, number: UInt32)? {
    guard let first = entries.first, first.expiry < watermark else { return nil }
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < entries.count && entries[child].expiry < entries[least].expiry {
        least = child
      }
      if least == parent { return first }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
