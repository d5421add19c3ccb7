/// A stream's records of one tick while they are planned, behind those earlier ones that may still be copied.
final class PlannedRecords {
  /// In a column of entities: still to be drawn.
  static let unset: Int32 = -2
  /// In `eventTimes`: still to be drawn.
  static let unsetTime = Int64.min

  /// Where a record comes from, as far as its deviations ask.
  enum Origin: UInt8 {
    case ordinary, even, birth, journey, follow, burst
  }

  private(set) var count = 0
  private var capacity = 0
  /// Random, and different for every record: what is drawn for it comes from here.
  let keys = PlanColumn<UInt64>()
  let arrivals = PlanColumn<Int64>()
  let eventTimes = PlanColumn<Int64>()
  let numbers = PlanColumn<Int64>()
  let origins = PlanColumn<UInt8>()
  let cells = PlanColumn<Int32>()
  let curves = PlanColumn<Int16>()
  let journeys = PlanColumn<Int16>()
  let states = PlanColumn<Int16>()
  let entities: [PlanColumn<Int32>]
  /// By reference and level; only what the stream reads is kept.
  let levels: [[PlanColumn<Int64>?]]
  let granted = PlanColumn<Int64>()
  let versions = PlanColumn<UInt8>()
  /// `DeviationDraws.Code`s.
  let deviations = PlanColumn<Int32>()
  let bursts = PlanColumn<Int32>()
  let burstOrdinals = PlanColumn<Int32>()

  init(references: Int, levels readLevels: [[Bool]]) {
    entities = (0..<references).map { _ in PlanColumn() }
    levels = readLevels.map { $0.map { $0 ? PlanColumn() : nil } }
  }

  /// Adds records of which keys and arrivals are still to be written; all else has its default.
  func extend(by rows: Int, origin: Origin) -> Range<Int> {
    let added = count..<count + rows
    reserve(added.upperBound)
    eventTimes.fill(added, with: PlannedRecords.unsetTime)
    numbers.fill(added, with: 0)
    origins.fill(added, with: origin.rawValue)
    cells.fill(added, with: -1)
    curves.fill(added, with: -1)
    journeys.fill(added, with: -1)
    states.fill(added, with: -1)
    for column in entities { column.fill(added, with: PlannedRecords.unset) }
    for column in levels.joined() { column?.fill(added, with: 0) }
    granted.fill(added, with: 0)
    versions.fill(added, with: 0)
    deviations.fill(added, with: DeviationDraws.none)
    bursts.fill(added, with: -1)
    burstOrdinals.fill(added, with: -1)
    count = added.upperBound
    return added
  }

  /// Adds one record; returns its row.
  func append(key: UInt64, arrival: Int64, origin: Origin) -> Int {
    let row = count
    if row == capacity { reserve(row + 1) }
    keys.base[row] = key
    arrivals.base[row] = arrival
    eventTimes.base[row] = PlannedRecords.unsetTime
    numbers.base[row] = 0
    origins.base[row] = origin.rawValue
    cells.base[row] = -1
    curves.base[row] = -1
    journeys.base[row] = -1
    states.base[row] = -1
    for column in entities { column.base[row] = PlannedRecords.unset }
    for columns in levels { for column in columns { column?.base[row] = 0 } }
    granted.base[row] = 0
    versions.base[row] = 0
    deviations.base[row] = DeviationDraws.none
    bursts.base[row] = -1
    burstOrdinals.base[row] = -1
    count = row + 1
    return row
  }

  /// Only these rows are left, in this order.
  func keep(_ rows: [Int32]) {
    rows.withUnsafeBufferPointer { rows in
      keys.keep(rows)
      arrivals.keep(rows)
      eventTimes.keep(rows)
      numbers.keep(rows)
      origins.keep(rows)
      cells.keep(rows)
      curves.keep(rows)
      journeys.keep(rows)
      states.keep(rows)
      for column in entities { column.keep(rows) }
      for column in levels.joined() { column?.keep(rows) }
      granted.keep(rows)
      versions.keep(rows)
      deviations.keep(rows)
      bursts.keep(rows)
      burstOrdinals.keep(rows)
    }
    count = rows.count
  }

  private func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    let rows = max(needed, 2 * capacity, 64)
    capacity = rows
    keys.reserve(rows, used: count)
    arrivals.reserve(rows, used: count)
    eventTimes.reserve(rows, used: count)
    numbers.reserve(rows, used: count)
    origins.reserve(rows, used: count)
    cells.reserve(rows, used: count)
    curves.reserve(rows, used: count)
    journeys.reserve(rows, used: count)
    states.reserve(rows, used: count)
    for column in entities { column.reserve(rows, used: count) }
    for column in levels.joined() { column?.reserve(rows, used: count) }
    granted.reserve(rows, used: count)
    versions.reserve(rows, used: count)
    deviations.reserve(rows, used: count)
    bursts.reserve(rows, used: count)
    burstOrdinals.reserve(rows, used: count)
  }
}
