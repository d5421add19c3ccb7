/// An effect's hold on a choice or a flag: where its conditions hold in its period.
final class EffectGate {
  private let test: ConditionTest
  private let period: Range<Int64>?
  private let mask = RowBuffer<UInt8>()

  init(_ conditions: [Condition], period: Range<Int64>?) {
    test = ConditionTest(conditions)
    self.period = period
  }

  /// A byte a row, 1 where the effect holds.
  func mask(_ rows: RowSelection, in context: FillContext) -> UnsafePointer<UInt8> {
    test.fill(mask.base, rows, in: context)
    if let period {
      for place in 0..<rows.count {
        let row = rows[place]
        if !period.contains(context.times[row]) { mask.base[row] = 0 }
      }
    }
    return UnsafePointer(mask.base)
  }
}

/// One of weighted values. An effect multiplies the weight of one of them.
final class ChoiceNode: GeneratorNode {
  struct WeightEffect {
    var gate: EffectGate
    var code: Int
    var factor: Double
  }

  /// The most effects on one choice.
  static let mostEffects = 32

  private let random: CounterRandom
  private let dictionary: ValueDictionary
  private let weights: [Double]
  private let plain: AliasTable
  private let effects: [WeightEffect]
  /// By which effects hold, a bit each.
  private var tables: [UInt32: AliasTable] = [:]
  private let holding = RowBuffer<UInt32>()

  init(
    _ random: CounterRandom, _ choices: [Generator.Weighted],
    effects: [(gate: EffectGate, value: ScenarioValue, factor: Double)]
  ) {
    self.random = random
    dictionary = ValueDictionary(choices.map(\.value))
    weights = choices.map(\.weight)
    plain = AliasTable(weights: weights)
    let known = effects.prefix(ChoiceNode.mostEffects)
    self.effects = known.flatMap { effect in
      choices.indices.filter { choices[$0].value.normalized == effect.value.normalized }
        .map { WeightEffect(gate: effect.gate, code: $0, factor: effect.factor) }
    }
  }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    if effects.isEmpty {
      for place in 0..<rows.count {
        let row = rows[place]
        output.numbers[row] = Int64(plain.place(random.bits(positions[row], 0)))
      }
    } else {
      fillUnderEffects(output, rows, at: positions, in: context)
    }
    output.beCodes(of: dictionary)
    output.hasNulls = false
    output.markNullCodes(rows)
  }

  private func fillUnderEffects(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    for place in 0..<rows.count { holding.base[rows[place]] = 0 }
    for (bit, effect) in effects.enumerated() {
      let mask = effect.gate.mask(rows, in: context)
      for place in 0..<rows.count {
        let row = rows[place]
        holding.base[row] |= UInt32(mask[row]) &<< UInt32(bit)
      }
    }
    var (last, table) = (UInt32(0), plain)
    for place in 0..<rows.count {
      let row = rows[place]
      if holding.base[row] != last {
        last = holding.base[row]
        table = self.table(under: last)
      }
      output.numbers[row] = Int64(table.place(random.bits(positions[row], 0)))
    }
  }

  private func table(under effects: UInt32) -> AliasTable {
    if effects == 0 { return plain }
    if let table = tables[effects] { return table }
    var weights = weights
    for (bit, effect) in self.effects.enumerated() where effects >> UInt32(bit) & 1 == 1 {
      weights[effect.code] *= effect.factor
    }
    let table = AliasTable(weights: weights)
    tables[effects] = table
    return table
  }
}

/// True with a probability, which effects replace; of several that hold the last one counts.
final class FlagNode: GeneratorNode {
  private let random: CounterRandom
  private let threshold: UInt64
  private let effects: [(gate: EffectGate, threshold: UInt64)]
  private let dictionary = ValueDictionary(ValueDictionary.booleans)
  private let thresholds = RowBuffer<UInt64>()

  init(
    _ random: CounterRandom, probability: Double,
    effects: [(gate: EffectGate, probability: Double)]
  ) {
    self.random = random
    threshold = FlagNode.threshold(probability)
    self.effects = effects.map { ($0.gate, FlagNode.threshold($0.probability)) }
  }

  /// Out of 2⁵³.
  static func threshold(_ probability: Double) -> UInt64 {
    UInt64(min(max(probability, 0), 1) * 0x1p53)
  }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    for place in 0..<rows.count { thresholds.base[rows[place]] = threshold }
    for effect in effects {
      let mask = effect.gate.mask(rows, in: context)
      for place in 0..<rows.count where mask[rows[place]] != 0 {
        thresholds.base[rows[place]] = effect.threshold
      }
    }
    output.beCodes(of: dictionary)
    output.hasNulls = false
    for place in 0..<rows.count {
      let row = rows[place]
      let isTrue = random.bits(positions[row], 0) &>> 11 < thresholds.base[row]
      output.numbers[row] = isTrue ? 1 : 0
    }
  }
}
