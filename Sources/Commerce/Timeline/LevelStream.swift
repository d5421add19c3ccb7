/// A stream whose records lower, raise or show levels, while a tick is played record by record.
final class LevelStream {
  let plan: StreamPlan
  private var cursor = 0
  private var accepted: [Int32] = []
  /// The amounts asked for from `firstAmount` on, if the first of these records gets the number `firstNumber`.
  private var amounts: [Int64] = []
  private var firstAmount = 0
  private var firstNumber: Int64 = 0
  private var chunk = 64

  init(_ plan: StreamPlan) { self.plan = plan }

  /// Nil where no level matters to a stream.
  convenience init?(ofInterest plan: StreamPlan) {
    let raises = plan.definition.arrivals.contains { arrivals in
      if case .deliveries = arrivals { true } else { false }
    }
    let shows = plan.records.levels.joined().contains { $0 != nil }
    guard raises || shows || plan.definition.consumption != nil else { return nil }
    self.init(plan)
  }

  var isAtEnd: Bool { cursor == plan.order.count }
  var row: Int32 { plan.order[cursor] }
  var arrival: Int64 { plan.records.arrivals.base[Int(row)] }

  func begin() {
    (cursor, accepted, amounts, firstAmount) = (0, [], [], 0)
  }

  /// From now on the tick's records are those that were accepted.
  func end() { plan.order = accepted }

  func accept(numbered: Bool) {
    if numbered { number(row) }
    accepted.append(row)
    cursor += 1
  }

  func drop() { cursor += 1 }

  /// What the next record asks for.
  ///
  /// Amounts are drawn by numbers, and a record's number is known only when all before it were accepted or dropped. So
  /// they are asked for in advance for a chunk, as if nothing were dropped, and again after each drop; chunks grow
  /// while nothing is dropped and shrink when something is.
  func wanted(_ source: LevelKeeper.Amounts) -> Int64 {
    let place = cursor - firstAmount
    let isKnown =
      place >= 0 && place < amounts.count && firstNumber + Int64(place) == plan.nextNumber
    if !isKnown { ask(source) }
    return amounts[cursor - firstAmount]
  }

  /// Adds a record about a delivery where the stream has such; returns its row.
  func appendDelivery(
    population: Int, level: Int, entity: Int, at time: Int64, key: UInt64, _ span: TickSpan
  ) -> Int? {
    let wants = plan.definition.arrivals.contains { arrivals in
      if case .deliveries(population, level) = arrivals { true } else { false }
    }
    guard wants else { return nil }
    let row = plan.records.append(key: key, arrival: time, origin: .ordinary)
    let reference = plan.definition.references.firstIndex { $0.population == population }
    if let reference { plan.records.entities[reference].base[row] = Int32(entity) }
    plan.complete(row..<row + 1, span)
    number(Int32(row))
    accepted.append(Int32(row))
    return row
  }

  private func number(_ row: Int32) {
    plan.records.numbers.base[Int(row)] = plan.nextNumber
    plan.nextNumber += 1
  }

  private func ask(_ source: LevelKeeper.Amounts) {
    guard let consumption = plan.definition.consumption else { return }
    let held = cursor - firstAmount
    let wasEnough = held >= amounts.count
    chunk = wasEnough ? min(chunk * 2, EventBlock.largestCount) : max(8, held * 2)
    let rows = plan.order[cursor..<min(cursor + chunk, plan.order.count)]
    (firstAmount, firstNumber) = (cursor, plan.nextNumber)
    // A place that is given to a copy asks for nothing, and takes no number: the chunk ends before it.
    let asking = rows.prefix { !plan.takesPlaceOfRecord($0) }
    for (place, row) in asking.enumerated() {
      plan.records.numbers.base[Int(row)] = firstNumber + Int64(place)
    }
    amounts = source(plan.index, consumption.field, plan.block(asking))
  }
}
