/// The entities that a block's records refer to by one reference: their attributes, a row a record. It belongs to one
/// thread.
final class EntityContext: FillContext {
  private let population: PopulationFields
  private let entities: RowBuffer<Int32>
  /// Rows that refer to an entity, of them those whose lasting attributes are kept, and the others.
  private let knownRows: RowBuffer<Int32>
  private let keptRows: RowBuffer<Int32>
  private let directRows: RowBuffer<Int32>
  private var (knownCount, keptCount, directCount) = (0, 0, 0)
  /// When the entities came, µs since 1970.
  private let birthTimes: RowBuffer<Int64>
  private var columns: [FieldColumn?]
  private var isFilled: [Bool]
  private let numbers: FieldColumn
  private let births: FieldColumn
  private let nothing: FieldColumn

  init(_ population: PopulationFields, capacity: Int) {
    self.population = population
    entities = RowBuffer(capacity: capacity)
    knownRows = RowBuffer(capacity: capacity)
    keptRows = RowBuffer(capacity: capacity)
    directRows = RowBuffer(capacity: capacity)
    birthTimes = RowBuffer(capacity: capacity)
    columns = Array(repeating: nil, count: population.fields.count)
    isFilled = Array(repeating: false, count: population.fields.count)
    numbers = FieldColumn(capacity: capacity)
    births = FieldColumn(capacity: capacity)
    nothing = FieldColumn(capacity: capacity)
    super.init(capacity: capacity)
  }

  func begin(_ block: EventBlock, reference: Int) {
    beginRows(block.count)
    arena.reset()
    for index in isFilled.indices { isFilled[index] = false }
    (knownCount, keptCount, directCount) = (0, 0, 0)
    for row in 0..<block.count {
      let entity = block.entities[reference][row]
      entities.base[row] = entity
      positions[row] = Int64(entity)
      // Attributes are asked for as they were at the record's time.
      times[row] = block.eventTimes[row]
      birthTimes.base[row] = population.start
      guard entity >= 0 else { continue }
      if Int(entity) >= population.kept {
        birthTimes.base[row] = population.birth(of: Int64(entity))
      }
      knownRows.base[knownCount] = Int32(row)
      knownCount &+= 1
      if Int(entity) < population.kept {
        keptRows.base[keptCount] = Int32(row)
        keptCount &+= 1
      } else {
        directRows.base[directCount] = Int32(row)
        directCount &+= 1
      }
    }
  }

  override func column(_ input: Input) -> FieldColumn {
    switch input {
    case .field(let attribute): return attributeColumn(attribute)
    case .number:
      numbers.beNumbers(scale: 0)
      for row in 0..<count { numbers.numbers[row] = positions[row] &+ 1 }
      numbers.hasNulls = false
      markUnknown(numbers)
      return numbers
    case .time:
      births.beTimes(.plain)
      for place in 0..<knownCount {
        let row = Int(knownRows.base[place])
        births.numbers[row] = birthTimes.base[row]
        births.offsets[row] = 0
      }
      births.hasNulls = false
      markUnknown(births)
      return births
    default:
      nothing.beNull(everyRow)
      return nothing
    }
  }

  /// An entity's hour and weekday are those of its birth.
  override func localTimes() -> UnsafePointer<Int64> { UnsafePointer(birthTimes.base) }

  private func attributeColumn(_ attribute: Int) -> FieldColumn {
    let column = columns[attribute] ?? FieldColumn(capacity: capacity)
    columns[attribute] = column
    guard !isFilled[attribute] else { return column }
    isFilled[attribute] = true
    if population.isChanging[attribute] {
      fill(column, attribute, RowSelection(rows: knownRows.base, count: knownCount))
    } else {
      fillLasting(column, attribute)
    }
    markUnknown(column)
    return column
  }

  private func fillLasting(_ column: FieldColumn, _ attribute: Int) {
    let kept = RowSelection(rows: keptRows.base, count: keptCount)
    let direct = RowSelection(rows: directRows.base, count: directCount)
    guard kept.count > 0 else { return fill(column, attribute, direct) }
    column.gather(
      kept, from: entities.base,
      of: population.keptColumn(attribute, kept, of: entities.base))
    guard direct.count > 0 else { return }
    let keptHasNulls = column.hasNulls
    fill(column, attribute, direct)
    if keptHasNulls != column.hasNulls { column.clearNulls(keptHasNulls ? direct : kept) }
  }

  private func fill(_ column: FieldColumn, _ attribute: Int, _ rows: RowSelection) {
    population.fields[attribute].fill(column, rows, in: self, start: population.start)
  }

  /// Rows without an entity are null.
  private func markUnknown(_ column: FieldColumn) {
    guard knownCount < count else { return }
    if !column.hasNulls {
      column.clearNulls(RowSelection(rows: knownRows.base, count: knownCount))
    }
    for row in 0..<count where entities.base[row] < 0 {
      column.nulls[row] = 1
      column.numbers[row] = 0
    }
  }
}
