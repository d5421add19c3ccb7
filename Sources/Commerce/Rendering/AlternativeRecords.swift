/// Values that fields have in other records: of a record made up with other draws, other entities and another cell.
///
/// The cell agrees with the entities as in real records. Which records they are depends on the bits given, on the
/// version and the time of the record alone.
final class AlternativeRecords {
  /// Records that are looked through for a value unlike the given one.
  static let count = 48

  private let fields: StreamFields
  private let context: RecordContext
  private let attributes: [PopulationAttributes]
  private let text = ValueText()
  private var pending: (block: EventBlock, row: Int, bits: UInt64)?

  init(_ fields: StreamFields, seed: UInt64) {
    self.fields = fields
    context = RecordContext(fields, capacity: AlternativeRecords.count)
    attributes = fields.stream.references.map {
      PopulationAttributes(fields.scenario, population: $0.population, seed: seed)
    }
  }

  /// The record for which others stand from now on.
  func stand(for block: EventBlock, _ row: Int, bits: UInt64) {
    pending = (block, row, bits)
  }

  /// Makes the records of which `value` tells, once one is asked for: most kinds of damage need none.
  private func make(_ block: EventBlock, _ row: Int, bits: UInt64) {
    var other = EventBlock(stream: block.stream)
    let curve = Int(block.curves[row])
    other.entities = fields.stream.references.map { _ in [] }
    let random = CounterRandom(seed: bits, names: "alternative")
    for place in 0..<Int64(AlternativeRecords.count) {
      // Behind every number that a stream reaches.
      other.numbers.append(1 << 52 | Int64(random.bits(place, 0) >> 20))
      var cell = block.cells[row]
      if curve >= 0 {
        let cells = fields.scenario.curves[curve].cells.count
        cell = Int32(random.below(Int64(cells), place, 1))
      }
      for (reference, definition) in fields.stream.references.enumerated() {
        var entity = block.entities[reference][row]
        if entity >= 0 {
          let size = Int64(fields.scenario.populations[definition.population].size)
          entity = Int32(random.below(size, place, 2 + UInt64(min(reference, 5))))
          if curve >= 0 { cell = self.cell(cell, curve, with: entity, reference) }
        }
        other.entities[reference].append(entity)
      }
      other.cells.append(cell)
    }
    let count = AlternativeRecords.count
    other.arrivals = Array(repeating: block.arrivals[row], count: count)
    other.eventTimes = Array(repeating: block.eventTimes[row], count: count)
    other.curves = Array(repeating: block.curves[row], count: count)
    other.journeys = Array(repeating: block.journeys[row], count: count)
    other.states = Array(repeating: block.states[row], count: count)
    other.versions = Array(repeating: block.versions[row], count: count)
    other.levels = block.levels.map { levels in
      levels.map { $0.isEmpty ? [] : Array(repeating: $0[row], count: count) }
    }
    context.begin(other)
  }

  /// A field's value in one of the records.
  func value(_ field: Int, _ place: Int) -> RecordValue {
    if let (block, row, bits) = pending {
      pending = nil
      make(block, row, bits: bits)
    }
    return RecordValue(context.column(.field(field)), place, text)
  }

  /// The value of the first record that has another one; nil where all have this.
  func value(_ field: Int, unlike value: RecordValue) -> RecordValue? {
    for place in 0..<AlternativeRecords.count {
      let other = self.value(field, place)
      if other != value { return other }
    }
    return nil
  }

  /// The cell with the dimensions that the entity's matched attributes say.
  private func cell(_ cell: Int32, _ curve: Int, with entity: Int32, _ reference: Int) -> Int32 {
    let definition = fields.stream.references[reference]
    let dimensions = fields.scenario.curves[curve].dimensions
    let population = fields.scenario.populations[definition.population]
    var cell = Int(cell)
    for match in definition.match where match.dimension < dimensions.count {
      guard case .choice(let choices) = population.attributes[match.attribute].generator else {
        continue
      }
      let choice = attributes[reference].choice(
        attribute: match.attribute, entities: Int(entity)..<Int(entity) + 1)[0]
      let values = dimensions[match.dimension].values
      guard let wanted = values.firstIndex(of: choices[choice].value) else { continue }
      let stride = dimensions[(match.dimension + 1)...].reduce(1) { $0 * $1.values.count }
      cell += (wanted - cell / stride % values.count) * stride
    }
    return Int32(cell)
  }
}
