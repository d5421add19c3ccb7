import Columnar

/// Some neighbouring rows of a partition, each copy for itself, whose window functions are computed together.
struct WindowBlock {
  /// Blocks have about so many copies at most, so that what is computed of them stays small.
  static let copiesMax: Int64 = 4096

  let partition: Int
  /// How many rows lie before the first.
  let start: Int64
  private(set) var rows: [UInt32] = []
  /// Of each copy: how many rows lie before its peers, and up to the last of them.
  private(set) var peersStart: [Int64] = []
  private(set) var peersEnd: [Int64] = []
  /// How many sets of peers lie before its own.
  private(set) var peersNumber: [Int64] = []
  /// Of the whole partition.
  let total: OrderedRows.Measure

  var count: Int { rows.count }
  var end: Int64 { start + Int64(count) }

  /// The rows that have copies in the range, whole; about `copiesMax` at most.
  init(_ order: OrderedRows, _ partition: Int, _ range: Range<Int64>) {
    self.partition = partition
    total = order.total(partition)
    guard let found = order.place(partition, position: range.lowerBound) else {
      preconditionFailure("a block begins with a row of its partition")
    }
    start = found.before.rows
    var place: OrderedRows.Place? = found.place
    var peers = order.peers(partition, of: order.row(at: found.place))
    while let current = place, end < range.upperBound, count < WindowBlock.copiesMax {
      let row = order.row(at: current)
      if end >= peers.end.rows { peers = order.peers(partition, of: row) }
      let copies = Int(order.weight(row))
      rows.append(contentsOf: repeatElement(row, count: copies))
      peersStart.append(contentsOf: repeatElement(peers.start.rows, count: copies))
      peersEnd.append(contentsOf: repeatElement(peers.end.rows, count: copies))
      peersNumber.append(contentsOf: repeatElement(peers.start.peers, count: copies))
      place = order.next(current)
    }
  }
}

extension OrderedRows {
  /// What lies before the peers of a row that is there or was, and up to the last of them.
  func peers(_ partition: Int, of row: UInt32) -> (start: Measure, end: Measure) {
    let wanted = keys(row)
    return (
      measure(before: place(partition, from: wanted), in: partition),
      measure(before: place(partition, from: wanted, past: true), in: partition)
    )
  }

  /// How many rows lie before one that is there or was.
  func position(_ partition: Int, of row: UInt32) -> Int64 {
    measure(before: place(partition, from: bytes(row)), in: partition).rows
  }
}

/// Finds rows by their positions, quickly where one follows the other.
struct PositionCursor {
  private let order: OrderedRows
  private let partition: Int
  private var place: OrderedRows.Place?
  private var covered: Range<Int64> = 0..<0

  init(_ order: OrderedRows, _ partition: Int) {
    self.order = order
    self.partition = partition
  }

  /// The row whose copy is number `position` from 0, which is there.
  mutating func row(at position: Int64) -> UInt32 {
    if covered.contains(position), let place { return order.row(at: place) }
    if position == covered.upperBound, let place, let next = order.next(place) {
      return settle(next, covered.upperBound)
    }
    guard let found = order.place(partition, position: position) else {
      preconditionFailure("a row is looked for among those of its partition")
    }
    return settle(found.place, found.before.rows)
  }

  private mutating func settle(_ found: OrderedRows.Place, _ before: Int64) -> UInt32 {
    let row = order.row(at: found)
    place = found
    covered = before..<before + order.weight(row)
    return row
  }
}
