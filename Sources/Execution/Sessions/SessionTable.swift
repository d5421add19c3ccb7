/// The open sessions of every key: dense numbers with the times of their first and last rows, and for each key a list,
/// the latest session first. Sessions of one key lie at least the gap apart.
final class SessionTable {
  /// Two sessions that a row between them made one.
  struct Merge {
    var from: UInt32
    var into: UInt32
  }

  let gap: Int64
  private var firsts = DenseArray<Int64>()
  private var lasts = DenseArray<Int64>()
  private var keys = DenseArray<UInt32>()
  /// The next older session of the key, plus 1; 0 for none.
  private var olders = DenseArray<UInt32>()
  private var isOpen = DenseArray<UInt8>()
  /// By key: its latest session, plus 1.
  private var heads = DenseArray<UInt32>()
  private var free: [UInt32] = []
  /// One past the greatest number ever given.
  private(set) var numberLimit = 0
  private(set) var count = 0
  /// Since they were last taken.
  private(set) var merges: [Merge] = []

  init(gap: Int64) { self.gap = gap }

  var byteCount: Int {
    firsts.byteCount + lasts.byteCount + keys.byteCount + olders.byteCount + isOpen.byteCount
      + heads.byteCount + free.capacity * 4
  }

  func reserve(keys count: Int) { heads.reserve(count) }

  func first(_ session: UInt32) -> Int64 { firsts[Int(session)] }
  func last(_ session: UInt32) -> Int64 { lasts[Int(session)] }
  func key(_ session: UInt32) -> UInt32 { keys[Int(session)] }
  func isOpen(_ session: UInt32) -> Bool { isOpen[Int(session)] != 0 }
  func hasSessions(key: UInt32) -> Bool { heads[Int(key)] != 0 }

  /// The gap behind its last row.
  func end(_ session: UInt32) -> Int64 { saturating(lasts[Int(session)], plus: gap) }

  /// The sessions of a key, the latest first.
  func sessions(ofKey key: UInt32) -> [UInt32] {
    var found: [UInt32] = []
    var link = heads[Int(key)]
    while link != 0 {
      found.append(link - 1)
      link = olders[Int(link) - 1]
    }
    return found
  }

  /// The session of a row at `time`, made where there is none. `willChange` is called for each session before its bounds
  /// move or it is merged into another.
  func add(time: Int64, key: UInt32, willChange: (UInt32) -> Void) -> UInt32 {
    var newer: UInt32 = 0
    var link = heads[Int(key)]
    let reach = saturating(time, plus: gap)
    while link != 0, firsts[Int(link) - 1] >= reach {
      (newer, link) = (link, olders[Int(link) - 1])
    }
    guard link != 0, time < end(link - 1) else {
      return insert(first: time, last: time, key: key, behind: newer, before: link)
    }
    let session = link - 1
    willChange(session)
    if time > lasts[Int(session)] { lasts[Int(session)] = time }
    if time < firsts[Int(session)] {
      firsts[Int(session)] = time
      let older = olders[Int(session)]
      if older != 0, time < end(older - 1) { merge(older - 1, into: session, willChange) }
    }
    return session
  }

  private func merge(_ older: UInt32, into session: UInt32, _ willChange: (UInt32) -> Void) {
    willChange(older)
    firsts[Int(session)] = firsts[Int(older)]
    olders[Int(session)] = olders[Int(older)]
    isOpen[Int(older)] = 0
    count -= 1
    merges.append(Merge(from: older, into: session))
  }

  private func insert(
    first: Int64, last: Int64, key: UInt32, behind newer: UInt32, before older: UInt32
  ) -> UInt32 {
    let session = free.popLast() ?? nextNumber()
    let index = Int(session)
    (firsts[index], lasts[index], keys[index]) = (first, last, key)
    (olders[index], isOpen[index]) = (older, 1)
    if newer == 0 { heads[Int(key)] = session + 1 } else { olders[Int(newer) - 1] = session + 1 }
    count += 1
    return session
  }

  private func nextNumber() -> UInt32 {
    let number = numberLimit
    numberLimit += 1
    precondition(numberLimit < UInt32.max, "there are fewer than 2^32 open sessions")
    firsts.reserve(numberLimit)
    lasts.reserve(numberLimit)
    keys.reserve(numberLimit)
    olders.reserve(numberLimit)
    isOpen.reserve(numberLimit)
    return UInt32(number)
  }

  /// Forgets the merges; the numbers of merged sessions may be given again.
  func takeMerges() -> [Merge] {
    defer { merges.removeAll(keepingCapacity: true) }
    free += merges.map(\.from)
    return merges
  }

  /// Forgets an open session.
  func close(_ session: UInt32) {
    precondition(isOpen(session), "a session closes once")
    let key = Int(keys[Int(session)])
    if heads[key] == session + 1 {
      heads[key] = olders[Int(session)]
    } else {
      var link = heads[key]
      while olders[Int(link) - 1] != session + 1 { link = olders[Int(link) - 1] }
      olders[Int(link) - 1] = olders[Int(session)]
    }
    isOpen[Int(session)] = 0
    count -= 1
    free.append(session)
  }

  /// A session from a snapshot; nil where it overlaps another of its key.
  func restore(first: Int64, last: Int64, key: UInt32) -> UInt32? {
    var newer: UInt32 = 0
    var link = heads[Int(key)]
    while link != 0, firsts[Int(link) - 1] > last { (newer, link) = (link, olders[Int(link) - 1]) }
    if link != 0, first < end(link - 1) { return nil }
    if newer != 0, firsts[Int(newer) - 1] < saturating(last, plus: gap) { return nil }
    return insert(first: first, last: last, key: key, behind: newer, before: link)
  }
}
