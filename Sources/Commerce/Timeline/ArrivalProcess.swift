/// Moments at which something comes within a tick, in order, each with a random key and the curve's cell.
final class ArrivalBatch {
  let arrivals = PlanColumn<Int64>()
  let keys = PlanColumn<UInt64>()
  /// −1 without a curve.
  let cells = PlanColumn<Int32>()
  private(set) var count = 0

  func removeAll() { count = 0 }

  @inline(__always)
  func append(_ arrival: Int64, _ key: UInt64) {
    if count & 63 == 0 {
      arrivals.reserve(count + 64, used: count)
      keys.reserve(count + 64, used: count)
    }
    arrivals.base[count] = arrival
    keys.base[count] = key
    count &+= 1
  }
}

/// How often something comes: a Poisson process by a curve or at a rate, or evenly.
///
/// A process draws its gaps in expected records and not in time, so what is left of a gap at a tick's end goes over into
/// the next tick: the counts are those of a Poisson process whose rate changes from tick to tick.
struct ArrivalProcess {
  private enum Pace {
    case curve(index: Int, CurveRates, references: [ReferenceDraws])
    case rate(perSecond: Double, [RateEffect])
    case even(perTick: Int64, [RateEffect])
  }

  private let pace: Pace
  private let keys: CounterRandom
  private let gaps: CounterRandom
  private let cellDraws: CounterRandom
  private let exponentials = ExponentialDraws.shared
  private var ordinal: Int64 = 0
  /// Expected records until the next comes.
  private var gap: Double
  /// The cells that have records in this tick, with their chances.
  private var cells: [Int32] = []
  private var cellTable: AliasTable?

  /// Nil where the arrivals are no process of their own. `owner` is the stream's or journey's name; effects are those
  /// on `target`, and cells whose `references` find no entity have no records.
  init?(
    _ arrivals: Arrivals, place: Int, of owner: String, scenario: Scenario,
    target: Effect.RateTarget,
    references: [ReferenceDraws], seed: UInt64
  ) {
    func effects(_ curve: CurveDefinition?) -> [RateEffect] {
      RateEffect.all(scenario, of: target, curve: curve)
    }
    let kind: String
    switch arrivals {
    case .curve(let index):
      let curve = scenario.curves[index]
      kind = "curve \(curve.name)"
      pace = .curve(
        index: index, CurveRates(curve, effects: effects(curve)), references: references)
    case .rate(let perSecond):
      (kind, pace) = ("rate", .rate(perSecond: perSecond, effects(nil)))
    case .updates(let population, let perSecond):
      kind = "updates of \(scenario.populations[population].name)"
      pace = .rate(perSecond: perSecond, effects(nil))
    case .even(let perTick): (kind, pace) = ("even", .even(perTick: perTick, effects(nil)))
    case .births, .deliveries, .journeys: return nil
    }
    keys = CounterRandom(seed: seed, names: "timeline", "record", owner, kind, "\(place)")
    gaps = CounterRandom(seed: seed, names: "timeline", "gap")
    cellDraws = CounterRandom(seed: seed, names: "timeline", "cell")
    gap = exponentials.gap(gaps.bits(of: keys.bits(at: -1)))
  }

  /// Index of the curve; −1 without.
  var curve: Int16 {
    if case .curve(let index, _, _) = pace { Int16(index) } else { -1 }
  }

  var isEven: Bool {
    if case .even = pace { true } else { false }
  }

  /// Replaces the batch by what comes in the tick.
  mutating func fill(_ batch: ArrivalBatch, in span: TickSpan) {
    batch.removeAll()
    switch pace {
    case .curve(let curve, let rates, let references):
      let expected = rates.expected(in: span)
      cells = expected.indices.filter { cell in
        expected[cell] > 0 && references.allSatisfy { $0.hasEntity(curve: curve, cell: cell) }
      }.map(Int32.init)
      let weights = cells.map { expected[Int($0)] }
      cellTable = cells.isEmpty ? nil : AliasTable(weights: weights)
      fillRandomly(batch, in: span, expected: weights.reduce(0, +))
    case .rate(let perSecond, let effects):
      let expected = perSecond * span.seconds * RateEffect.factor(effects, in: span)
      fillRandomly(batch, in: span, expected: expected)
    case .even(let perTick, let effects):
      let factor = RateEffect.factor(effects, in: span)
      fillEvenly(batch, in: span, count: Int64((Double(perTick) * max(0, factor)).rounded()))
    }
    fillCells(batch)
  }

  /// A cell of this tick by its chance; −1 without a curve, and where no cell has records.
  func cell(_ bits: UInt64) -> Int32 {
    cellTable.map { cells[$0.place(cellDraws.bits(of: bits))] } ?? -1
  }

  private mutating func fillRandomly(
    _ batch: ArrivalBatch, in span: TickSpan, expected: Double
  ) {
    guard gap < expected else {
      gap -= expected
      return
    }
    let scale = Double(span.end - span.start) / expected
    let last = span.end - 1
    var (place, ordinal) = (gap, ordinal)
    while place < expected {
      let key = keys.bits(at: ordinal)
      batch.append(min(last, span.start &+ Int64(place * scale)), key)
      place += exponentials.gap(gaps.bits(of: key))
      ordinal &+= 1
    }
    (gap, self.ordinal) = (place - expected, ordinal)
  }

  private mutating func fillEvenly(_ batch: ArrivalBatch, in span: TickSpan, count: Int64) {
    for place in 0..<count {
      batch.append(
        span.start + place * (span.end - span.start) / count, keys.bits(at: ordinal))
      ordinal += 1
    }
  }

  private func fillCells(_ batch: ArrivalBatch) {
    batch.cells.reserve(batch.count, used: 0)
    guard let cellTable else {
      batch.cells.fill(0..<batch.count, with: -1)
      return
    }
    let (output, keys) = (batch.cells.base, batch.keys.base)
    cells.withUnsafeBufferPointer { cells in
      for row in 0..<batch.count {
        output[row] = cells[cellTable.place(cellDraws.bits(of: keys[row]))]
      }
    }
  }
}
