/// A field or an attribute, ready to be filled. It belongs to one thread.
final class CompiledField {
  /// Multiplies the field's numbers where the gate holds.
  struct Factor {
    var gate: EffectGate
    var factor: Double
  }

  let definition: FieldDefinition
  private let node: GeneratorNode
  private let factors: [Factor]
  private let nullRandom: CounterRandom
  private let nullThreshold: UInt64
  /// Of an attribute that changes: when each entity's value does.
  private let changes: CounterRandom
  private let changePositions: RowBuffer<Int64>?

  init(
    _ definition: FieldDefinition, _ compiler: GeneratorCompiler,
    effects: GeneratorCompiler.DrawEffects = GeneratorCompiler.DrawEffects(),
    factors: [Factor] = []
  ) {
    self.definition = definition
    self.factors = factors
    node = compiler.node(definition.generator, field: definition.name, effects: effects)
    nullRandom = compiler.random("null \(definition.name)")
    nullThreshold = FlagNode.threshold(definition.nullShare)
    // Attributes that share a table's row change together.
    var clock = definition.name
    if case .table(let draw) = definition.generator { clock = GeneratorCompiler.rowName(draw) }
    changes = compiler.random("changes of \(clock)")
    changePositions = definition.changeInterval == nil ? nil : RowBuffer()
  }

  /// The input that the field merely repeats, so that its column need not be copied.
  var repeatedInput: Input? {
    guard nullThreshold == 0, factors.isEmpty, definition.changeInterval == nil else { return nil }
    return (node as? InputNode)?.input
  }

  /// `start` is the scenario's.
  func fill(
    _ output: FieldColumn, _ rows: RowSelection, in context: FillContext, start: Int64
  ) {
    var positions = UnsafePointer(context.positions)
    if let interval = definition.changeInterval, let buffer = changePositions {
      placeChanges(buffer.base, rows, context, start: start, interval: interval)
      positions = UnsafePointer(buffer.base)
    }
    node.fill(output, rows, at: positions, in: context)
    for factor in factors { multiply(output, rows, factor, in: context) }
    if nullThreshold > 0 { dropSome(output, rows, at: positions) }
  }

  /// An entity's value number g is drawn at (entity, g); the moments of change differ between entities.
  private func placeChanges(
    _ positions: UnsafeMutablePointer<Int64>, _ rows: RowSelection, _ context: FillContext,
    start: Int64, interval: Int64
  ) {
    for place in 0..<rows.count {
      let row = rows[place]
      let entity = context.positions[row]
      let age = max(0, context.times[row] &- start) &+ changes.below(interval, entity, 0)
      positions[row] = entity | (age / interval) &<< 32
    }
  }

  private func multiply(
    _ output: FieldColumn, _ rows: RowSelection, _ factor: Factor, in context: FillContext
  ) {
    output.decodeNumbers(rows)
    guard output.kind == .number else { return }
    let mask = factor.gate.mask(rows, in: context)
    for place in 0..<rows.count {
      let row = rows[place]
      guard mask[row] != 0 else { continue }
      let product = Double(output.numbers[row]) * factor.factor
      output.numbers[row] =
        Int64(exactly: product.rounded(.toNearestOrAwayFromZero)) ?? output.numbers[row]
    }
  }

  private func dropSome(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>
  ) {
    if !output.hasNulls { output.clearNulls(rows) }
    for place in 0..<rows.count {
      let row = rows[place]
      if nullRandom.bits(positions[row], 0) &>> 11 < nullThreshold { output.nulls[row] = 1 }
    }
  }
}
