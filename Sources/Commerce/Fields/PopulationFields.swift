/// A population's attributes, made ready; those of the first entities are kept, a page of them at a time. It belongs to
/// one thread.
final class PopulationFields {
  /// Attributes of entities from here on are computed again for each block.
  private static let mostKept = 1 << 16
  private static let pageEntities = 256

  let fields: [CompiledField]
  /// Whether an attribute, or one that it reads, is drawn anew in the course of time.
  let isChanging: [Bool]
  let start: Int64
  /// Entities whose lasting attributes are kept: 0 ..< kept.
  let kept: Int
  private var births: EntityBirths
  private let page: EntityPage
  private var columns: [FieldColumn?]
  /// By attribute and page.
  private var isFilled: [[Bool]]

  init(_ scenario: Scenario, population: Int, seed: UInt64) {
    let definition = scenario.populations[population]
    let compiler = GeneratorCompiler(
      seed: seed, owner: ("population", definition.name), tables: scenario.tables)
    fields = definition.attributes.map { CompiledField($0, compiler) }
    var isChanging: [Bool] = []
    for attribute in definition.attributes {
      isChanging.append(
        attribute.changeInterval != nil
          || attribute.generator.reads { input in
            if case .field(let other) = input { return isChanging[other] }
            return false
          })
    }
    self.isChanging = isChanging
    start = scenario.start
    kept = min(definition.size, PopulationFields.mostKept)
    births = EntityBirths(scenario, definition, seed: seed)
    page = EntityPage(capacity: PopulationFields.pageEntities, fields, start: scenario.start)
    columns = Array(repeating: nil, count: fields.count)
    let pages = (kept + PopulationFields.pageEntities - 1) / PopulationFields.pageEntities
    isFilled = Array(repeating: Array(repeating: false, count: pages), count: fields.count)
  }

  /// When an entity came, µs since 1970.
  func birth(of entity: Int64) -> Int64 { births[entity] }

  /// A lasting attribute of the kept entities, by entity; valid for those of `rows` in `entities`.
  func keptColumn(
    _ attribute: Int, _ rows: RowSelection, of entities: UnsafePointer<Int32>
  ) -> FieldColumn {
    let column = columns[attribute] ?? FieldColumn(capacity: max(kept, 1))
    columns[attribute] = column
    for place in 0..<rows.count {
      let number = Int(entities[rows[place]]) / PopulationFields.pageEntities
      if !isFilled[attribute][number] { fill(column, attribute, page: number) }
    }
    return column
  }

  private func fill(_ column: FieldColumn, _ attribute: Int, page number: Int) {
    isFilled[attribute][number] = true
    let first = number * PopulationFields.pageEntities
    let count = min(PopulationFields.pageEntities, kept - first)
    page.begin(firstEntity: Int64(first), count: count)
    column.take(page.column(.field(attribute)), count: count, at: first)
  }
}

/// Entities of the start in a row, for which attributes are filled.
private final class EntityPage: FillContext {
  private let fields: [CompiledField]
  private let start: Int64
  private var columns: [FieldColumn?]
  private var isFilled: [Bool]
  private let numbers: FieldColumn
  private let births: FieldColumn
  private let nothing: FieldColumn

  init(capacity: Int, _ fields: [CompiledField], start: Int64) {
    (self.fields, self.start) = (fields, start)
    columns = Array(repeating: nil, count: fields.count)
    isFilled = Array(repeating: false, count: fields.count)
    numbers = FieldColumn(capacity: capacity)
    births = FieldColumn(capacity: capacity)
    nothing = FieldColumn(capacity: capacity)
    super.init(capacity: capacity)
  }

  func begin(firstEntity: Int64, count: Int) {
    beginRows(count)
    for index in isFilled.indices { isFilled[index] = false }
    births.beTimes(.plain)
    for row in 0..<count {
      positions[row] = firstEntity + Int64(row)
      times[row] = start
      numbers.numbers[row] = firstEntity + Int64(row) + 1
      births.numbers[row] = start
      births.offsets[row] = 0
    }
  }

  override func column(_ input: Input) -> FieldColumn {
    switch input {
    case .field(let attribute): return attributeColumn(attribute)
    case .number: return numbers
    case .time: return births
    default:
      nothing.beNull(everyRow)
      return nothing
    }
  }

  private func attributeColumn(_ attribute: Int) -> FieldColumn {
    let column = columns[attribute] ?? FieldColumn(capacity: capacity)
    columns[attribute] = column
    if !isFilled[attribute] {
      fields[attribute].fill(column, everyRow, in: self, start: start)
      isFilled[attribute] = true
    }
    return column
  }
}
