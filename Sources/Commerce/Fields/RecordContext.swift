import Columnar

/// A block's records: their fields, filled when they are asked for. It belongs to one thread.
final class RecordContext: FillContext {
  private let fields: StreamFields
  private let entities: [EntityContext]
  private var block = EventBlock(stream: 0)
  private var columns: [FieldColumn?]
  private var isFilled: [Bool]
  /// Inputs that no field is, by input.
  private var inputs: [Input: FieldColumn] = [:]
  private var filledInputs: Set<Input> = []
  private let local: RowBuffer<Int64>
  private var hasLocal = false
  /// Zones of the curves' cells: UTC, then every other that there is.
  private var zones = [ZoneOffsets(.utc)]
  /// Index into `zones`, by curve and cell.
  private var zoneOfCell: [[Int]] = []

  init(_ fields: StreamFields, capacity: Int) {
    self.fields = fields
    entities = fields.populations.map { EntityContext($0, capacity: capacity) }
    columns = Array(repeating: nil, count: fields.fields.count)
    isFilled = Array(repeating: false, count: fields.fields.count)
    local = RowBuffer(capacity: capacity)
    super.init(capacity: capacity)
    var known: [String: Int] = ["UTC": 0]
    zoneOfCell = fields.scenario.curves.map { curve in
      curve.cells.map { cell in
        if let index = known[cell.zone] { return index }
        known[cell.zone] = zones.count
        zones.append(ZoneOffsets(Zone(cell.zone) ?? .utc))
        return zones.count - 1
      }
    }
  }

  func begin(_ block: EventBlock) {
    self.block = block
    beginRows(block.count)
    arena.reset()
    for index in isFilled.indices { isFilled[index] = false }
    filledInputs.removeAll(keepingCapacity: true)
    hasLocal = false
    for row in 0..<block.count {
      positions[row] = block.numbers[row]
      times[row] = block.eventTimes[row]
    }
    for (reference, context) in entities.enumerated() {
      context.begin(block, reference: reference)
    }
  }

  override func column(_ input: Input) -> FieldColumn {
    switch input {
    case .field(let field): return fieldColumn(field)
    case .attribute(let reference, let attribute):
      return entities[reference].column(.field(attribute))
    case .entity(let reference): return entities[reference].column(.number)
    default: break
    }
    let column = inputs[input] ?? FieldColumn(capacity: capacity)
    if filledInputs.insert(input).inserted {
      inputs[input] = column
      fill(column, input)
    }
    return column
  }

  private func fieldColumn(_ field: Int) -> FieldColumn {
    let isGranted = field == fields.stream.consumption?.field && !block.granted.isEmpty
    if !isGranted, let input = fields.fields[field].repeatedInput { return column(input) }
    let column = columns[field] ?? FieldColumn(capacity: capacity)
    columns[field] = column
    guard !isFilled[field] else { return column }
    isFilled[field] = true
    if isGranted {
      column.beNumbers(scale: 0)
      column.hasNulls = false
      for row in 0..<count { column.numbers[row] = block.granted[row] }
    } else {
      fields.fields[field].fill(column, everyRow, in: self, start: fields.scenario.start)
    }
    return column
  }

  private func fill(_ column: FieldColumn, _ input: Input) {
    column.hasNulls = false
    switch input {
    case .number:
      column.beNumbers(scale: 0)
      for row in 0..<count { column.numbers[row] = block.numbers[row] }
    case .time:
      column.beTimes(.plain)
      for row in 0..<count {
        column.numbers[row] = block.eventTimes[row]
        column.offsets[row] = 0
      }
    case .level(let reference, let level):
      column.beNumbers(scale: 0)
      let levels = block.levels.isEmpty ? [] : block.levels[reference]
      guard level < levels.count, !levels[level].isEmpty else { return column.beNull(everyRow) }
      for row in 0..<count { column.numbers[row] = levels[level][row] }
    case .state:
      takeCodes(column, fields.states, of: block.journeys, places: block.states)
    case .dimension(let dimension):
      guard dimension < fields.dimensions.count else { return column.beNull(everyRow) }
      takeCodes(column, fields.dimensions[dimension], of: block.curves, places: block.cells)
    default: column.beNull(everyRow)
    }
  }

  /// Code 0 is null, for rows without an owner.
  private func takeCodes(
    _ column: FieldColumn, _ source: (dictionary: ValueDictionary, codes: [[Int64]]),
    of owners: [Int16], places: [some FixedWidthInteger]
  ) {
    column.beCodes(of: source.dictionary)
    for row in 0..<count {
      let owner = Int(owners[row])
      column.numbers[row] = owner < 0 ? 0 : source.codes[owner][Int(places[row])]
    }
    column.markNullCodes(everyRow)
  }

  override func localTimes() -> UnsafePointer<Int64> {
    if !hasLocal {
      hasLocal = true
      for row in 0..<count {
        let curve = Int(block.curves[row])
        let zone = curve < 0 ? 0 : zoneOfCell[curve][Int(block.cells[row])]
        let offset = Int64(zones[zone].offset(at: block.eventTimes[row]))
        local.base[row] = block.eventTimes[row] &+ offset &* CivilTime.microsecondsPerSecond
      }
    }
    return UnsafePointer(local.base)
  }
}
