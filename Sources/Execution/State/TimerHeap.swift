/// Times at which something numbered is due, the earliest first. An entry cannot be taken back: who takes it out looks
/// whether it still holds.
struct TimerHeap {
  struct Entry {
    var time: Int64
    var number: UInt32
  }

  private var entries: [Entry] = []

  var earliest: Entry? { entries.first }
  var count: Int { entries.count }
  var byteCount: Int { entries.capacity * MemoryLayout<Entry>.stride }

  mutating func push(_ time: Int64, _ number: UInt32) {
    entries.append(Entry(time: time, number: number))
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if entries[parent].time <= entries[child].time { break }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the earliest out if it is due at `time`, inclusive.
  mutating func pop(through time: Int64) -> Entry? {
    guard let first = entries.first, first.time <= time else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      sink()
    }
    return first
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < entries.count && entries[child].time < entries[least].time { least = child }
      if least == parent { return }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
