/// Draws what is odd about a stream's records.
///
/// Copies are records of their own, so where they come on top of the others (everywhere but in even arrivals, where
/// they take a place) the chances of all deviations are raised until each share is that of all records.
struct DeviationDraws {
  /// A deviation in a column: one of these, or `firstCorruption` + the index of a corruption.
  typealias Code = Int32
  static let none: Code = 0
  static let late: Code = 1
  static let duplicate: Code = 2
  static let firstCorruption: Code = 3

  private struct Bound {
    /// Draws below this, and not below the bound before, give the code.
    var below: UInt64
    var code: Code
  }

  /// Whether some records are copies of others.
  let hasCopies: Bool
  let hasDeviations: Bool
  private let isCopy: [Bool]
  private let onTop: [Bound]
  private let inPlace: [Bound]
  private let draws: CounterRandom

  init(_ stream: StreamDefinition, seed: UInt64) {
    draws = CounterRandom(seed: seed, names: "timeline", "deviation", stream.name)
    let total = stream.corruptions.reduce(0) { $0 + $1.weight }
    var shares: [(code: Code, share: Double)] = [
      (DeviationDraws.late, stream.timeField == nil ? 0 : stream.lateShare),
      (DeviationDraws.duplicate, stream.duplicateShare),
    ]
    for (index, corruption) in stream.corruptions.enumerated() where total > 0 {
      let share = stream.corruptedShare * (corruption.weight / total)
      shares.append((DeviationDraws.firstCorruption + Code(index), share))
    }
    let copies = stream.corruptions.map { corruption in
      if case .changedCopy = corruption.damage { true } else { false }
    }
    let isCopy = [false, false, true] + copies
    self.isCopy = isCopy
    let copied = shares.reduce(0) { isCopy[Int($1.code)] ? $0 + $1.share : $0 }
    hasCopies = copied > 0
    hasDeviations = shares.contains { $0.share > 0 }
    inPlace = DeviationDraws.bounds(shares, scale: 1)
    onTop = DeviationDraws.bounds(shares, scale: 1 / max(1 - copied, 0.000_001))
  }

  /// Whether a deviation is a record more, made from an earlier one.
  func isCopy(_ code: Code) -> Bool { isCopy[Int(code)] }

  /// Fills the deviations of those records that may have one.
  func fill(_ records: PlannedRecords, rows: Range<Int>, mayBeLate: (Int) -> Bool) {
    guard hasDeviations else { return }
    let (output, keys, origins) = (
      records.deviations.base, records.keys.base, records.origins.base
    )
    let most = max(onTop.last?.below ?? 0, inPlace.last?.below ?? 0)
    for row in rows {
      let bits = draws.bits(of: keys[row])
      guard bits < most, origins[row] != PlannedRecords.Origin.burst.rawValue else { continue }
      let bounds = origins[row] == PlannedRecords.Origin.even.rawValue ? inPlace : onTop
      let code = bounds.first { bits < $0.below }?.code ?? DeviationDraws.none
      output[row] = code == DeviationDraws.late && !mayBeLate(row) ? DeviationDraws.none : code
    }
  }

  func deviation(_ code: Code) -> Deviation {
    switch code {
    case DeviationDraws.none: .none
    case DeviationDraws.late: .late
    case DeviationDraws.duplicate: .duplicate
    default: .corrupted(Int(code - DeviationDraws.firstCorruption))
    }
  }

  private static func bounds(_ shares: [(code: Code, share: Double)], scale: Double) -> [Bound] {
    var sum = 0.0
    return shares.map { code, share in
      sum += share * scale
      return Bound(below: sum < 1 ? UInt64(sum * 0x1p64) : .max, code: code)
    }
  }
}
