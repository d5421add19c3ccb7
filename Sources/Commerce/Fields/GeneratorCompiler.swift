/// Makes generators ready: draws by names, data tables found, effects attached.
struct GeneratorCompiler {
  let seed: UInt64
  /// `stream` or `population`, and its name.
  let owner: (kind: String, name: String)
  /// The scenario's own tables.
  let tables: [DataTable]

  /// Effects on one field's draws.
  struct DrawEffects {
    var weights: [(gate: EffectGate, value: ScenarioValue, factor: Double)] = []
    var probabilities: [(gate: EffectGate, probability: Double)] = []
  }

  func random(_ names: String) -> CounterRandom {
    CounterRandom(seed: seed, names: owner.kind, owner.name, names)
  }

  func node(
    _ generator: Generator, field name: String, effects: DrawEffects = DrawEffects()
  ) -> GeneratorNode {
    switch generator {
    case .constant(let value): return ConstantNode(value)
    case .input(let input): return InputNode(input)
    case .sequence(let first, let step): return SequenceNode(first: first, step: step)
    case .integer(let bounds): return UniformNode(random(name), bounds: bounds, scale: 0)
    case .decimal(let bounds, let scale):
      return UniformNode(random(name), bounds: bounds, scale: scale)
    case .normal(let mean, let deviation, let bounds, let scale):
      return NormalNode(
        random(name), mean: mean, deviation: deviation, bounds: bounds, scale: scale)
    case .logNormal(let median, let spread, let bounds, let scale):
      return NormalNode(
        random(name), median: median, spread: spread, bounds: bounds, scale: scale)
    case .choice(let choices):
      return ChoiceNode(random(name), choices, effects: effects.weights)
    case .flag(let probability):
      return FlagNode(random(name), probability: probability, effects: effects.probabilities)
    case .uuid: return UUIDNode(random(name))
    case .template(let parts): return TemplateNode(parts)
    case .table(let draw):
      return TableNode(random(GeneratorCompiler.rowName(draw)), draw, table(named: draw.table))
    case .timestamp(let input, let format, let zone): return TimestampNode(input, format, zone)
    case .arithmetic(let operation, let inputs, let scale):
      return ArithmeticNode(operation, inputs, scale: scale)
    case .conditional(let branches, let otherwise):
      return ConditionalNode(
        branches.map { ($0.conditions, node($0.generator, field: name, effects: effects)) },
        otherwise: node(otherwise, field: name, effects: effects))
    case .lookup(let input, let pairs): return LookupNode(input, pairs)
    }
  }

  /// Draws of the same row of a table share their bits.
  static func rowName(_ draw: TableDraw) -> String { "row of \(draw.table): \(draw.row)" }

  private func table(named name: String) -> DataTable {
    let own = tables.first { $0.name == name }
    guard let table = own ?? DataTables.table(named: name) else {
      preconditionFailure("a scenario that was read names tables that are there, not \(name)")
    }
    return table
  }
}
