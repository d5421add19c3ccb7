import Columnar

/// The rows of one side of a join: columns by row number, and for each key (by its group number) a chain of its rows.
///
/// Where rows can be taken back, equal rows are one with a weight, found by an index; elsewhere each row is its own.
/// Numbers of rows that are gone are used again.
final class JoinRows {
  let columns: [StoredColumn]
  private let isAppendOnly: Bool
  private(set) var weights = DenseArray<Int64>()
  /// Weights of each row's partners, where the join counts them.
  private(set) var matches = DenseArray<Int64>()
  /// When each row was, where partners are bounded in time.
  private(set) var times = DenseArray<Int64>()
  private var groups = DenseArray<UInt32>()
  /// Neighbours in the chain: number + 1; 0 is the end.
  private(set) var next = DenseArray<UInt32>()
  private var previous = DenseArray<UInt32>()
  /// First row of each group: number + 1; 0 is none.
  private(set) var heads = DenseArray<UInt32>()
  private var index = RowIndex()
  private var free: [UInt32] = []
  private var limit = 0
  /// Some row's weight is not 1.
  private(set) var holdsWeights = false

  init(_ types: [DataType], isAppendOnly: Bool) {
    columns = types.map { StoredColumn($0) }
    self.isAppendOnly = isAppendOnly
  }

  var count: Int { limit - free.count }

  var byteCount: Int {
    let values = columns.reduce(0) { $0 + $1.byteCount }
    let facts = weights.byteCount + matches.byteCount + times.byteCount + isTouched.byteCount
    let chains = groups.byteCount + next.byteCount + previous.byteCount + heads.byteCount
    return values + facts + chains + index.byteCount + free.capacity * 4
  }

  func reserve(groups count: Int) { heads.reserve(count) }

  func group(of number: Int) -> Int { Int(groups[number]) }

  /// What a row of a batch brings beside its columns.
  struct Arrival {
    var group: UInt32
    var weight: Int64
    var matches: Int64 = 0
    var time: Int64 = 0
  }

  /// Adds a row; gives its number, or nil where it joined an equal one or took it away.
  @discardableResult
  func add(_ batch: [Column], row: Int, hash: UInt64, _ arrival: Arrival) -> Int? {
    if isAppendOnly { return insert(batch, row: row, arrival) }
    let known = index.find(hash) { number in
      groups[number] == arrival.group
        && zip(columns, batch).allSatisfy { $0.equals(number, $1, row: row) }
    }
    guard let known else {
      let number = insert(batch, row: row, arrival)
      index.insert(hash, number)
      return number
    }
    weights[known] += arrival.weight
    if weights[known] == 0 { remove(known) } else { holdsWeights = true }
    return nil
  }

  private func insert(_ batch: [Column], row: Int, _ arrival: Arrival) -> Int {
    let number: Int
    if let reused = free.popLast() {
      number = Int(reused)
    } else {
      number = limit
      limit += 1
      precondition(limit < UInt32.max, "a join holds fewer than 2^32 rows on a worker")
      for column in columns { column.reserve(limit) }
      weights.reserve(limit)
      matches.reserve(limit)
      times.reserve(limit)
      isTouched.reserve(limit)
      groups.reserve(limit)
      next.reserve(limit)
      previous.reserve(limit)
    }
    for (column, source) in zip(columns, batch) { column.store(source, row: row, at: number) }
    weights[number] = arrival.weight
    if arrival.weight != 1 { holdsWeights = true }
    matches[number] = arrival.matches
    times[number] = arrival.time
    groups[number] = arrival.group
    let head = heads[Int(arrival.group)]
    next[number] = head
    previous[number] = 0
    if head != 0 { previous[Int(head) - 1] = UInt32(number + 1) }
    heads[Int(arrival.group)] = UInt32(number + 1)
    return number
  }

  func remove(_ number: Int) {
    if !isAppendOnly { index.remove(number) }
    let (before, behind) = (previous[number], next[number])
    if before == 0 {
      heads[Int(groups[number])] = behind
    } else {
      next[Int(before) - 1] = behind
    }
    if behind != 0 { previous[Int(behind) - 1] = before }
    for column in columns { column.forget(number) }
    free.append(UInt32(number))
  }

  // MARK: Partners

  /// Rows whose number of partners changed since they were last asked for, and what it was before.
  private var touched: [(number: UInt32, before: Int64)] = []
  private var isTouched = DenseArray<UInt8>()

  func addMatches(_ weight: Int64, to number: Int) {
    if isTouched[number] == 0 {
      isTouched[number] = 1
      touched.append((UInt32(number), matches[number]))
    }
    matches[number] += weight
  }

  func takeTouched() -> [(number: UInt32, before: Int64)] {
    for (number, _) in touched { isTouched[Int(number)] = 0 }
    defer { touched = [] }
    return touched
  }

  /// The kept columns of some rows.
  func gather(_ numbers: [UInt32]) -> [Column] {
    numbers.withUnsafeBufferPointer { numbers in columns.map { $0.gather(numbers) } }
  }

  /// The rows of a group.
  func numbers(ofGroup group: Int) -> [UInt32] {
    var numbers: [UInt32] = []
    var entry = heads[group]
    while entry != 0 {
      numbers.append(entry - 1)
      entry = next[Int(entry) - 1]
    }
    return numbers
  }
}
