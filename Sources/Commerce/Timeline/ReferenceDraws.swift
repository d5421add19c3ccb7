/// Draws the entities that one reference names.
final class ReferenceDraws {
  let definition: ReferenceDefinition
  let population: Population
  private let all: EntityLists
  /// By the attributes that must match; nil: any entity will do.
  private let matching: EntityLists?
  private let curves: [CurveDefinition]
  /// By curve, then cell: the list in `matching`, −1 where no entity can match.
  private let listOfCell: [[Int32]]
  private let origin: CounterRandom

  /// `owner` is the stream or journey whose reference it is.
  init(
    _ definition: ReferenceDefinition, of owner: String, scenario: Scenario,
    populations: [Population], seed: UInt64
  ) {
    self.definition = definition
    population = populations[definition.population]
    curves = scenario.curves
    origin = CounterRandom(seed: seed, names: "timeline", "reference", owner, definition.name)
    all = population.lists(by: [], skew: definition.skew)
    guard !definition.match.isEmpty else {
      (matching, listOfCell) = (nil, [])
      return
    }
    let lists = population.lists(
      by: definition.match.map(\.attribute), skew: definition.skew)
    let values = definition.match.map {
      populations[definition.population].values(of: $0.attribute)
    }
    matching = lists
    listOfCell = scenario.curves.map { curve in
      curve.cells.map { cell in
        var list = 0
        for (match, values) in zip(definition.match, values) {
          guard match.dimension < cell.values.count,
            let value = values.firstIndex(of: cell.values[match.dimension])
          else { return -1 }
          list = list * values.count + value
        }
        return Int32(list)
      }
    }
  }

  /// Whether records of a cell have someone to be about.
  func hasEntity(curve: Int, cell: Int) -> Bool {
    guard let matching else { return true }
    let list = listOfCell[curve][cell]
    return list >= 0 && !matching.isEmpty(Int(list))
  }

  /// The entity for a random key; −1 where none matches. Records without a cell are about any.
  @inline(__always)
  func entity(key: UInt64, curve: Int16, cell: Int32) -> Int32 {
    guard let matching, cell >= 0 else { return all.entity(in: 0, origin.bits(of: key)) }
    let list = listOfCell[Int(curve)][Int(cell)]
    return list < 0 ? -1 : matching.entity(in: Int(list), origin.bits(of: key))
  }

  /// Fills what is unset of a column, row by row.
  func fill(_ column: PlanColumn<Int32>, of records: PlannedRecords, rows: Range<Int>) {
    let (output, keys) = (column.base, records.keys.base)
    guard let matching else {
      for row in rows where output[row] == PlannedRecords.unset {
        output[row] = all.entity(in: 0, origin.bits(of: keys[row]))
      }
      return
    }
    let (cells, origins) = (records.cells.base, records.curves.base)
    var (curve, lists) = (Int16(-1), [Int32]())
    for row in rows where output[row] == PlannedRecords.unset {
      let bits = origin.bits(of: keys[row])
      if cells[row] < 0 {
        output[row] = all.entity(in: 0, bits)
        continue
      }
      if origins[row] != curve {
        curve = origins[row]
        lists = listOfCell[Int(curve)]
      }
      let list = lists[Int(cells[row])]
      output[row] = list < 0 ? -1 : matching.entity(in: Int(list), bits)
    }
  }

  /// A cell in which records can be about an entity: the given one, else the most alike.
  func cell(for entity: Int32, like cell: Int32, curve: Int16) -> Int32 {
    guard let matching, cell >= 0, entity >= 0 else { return cell }
    let list = Int32(matching.list(of: Int(entity)))
    let lists = listOfCell[Int(curve)]
    guard lists[Int(cell)] != list else { return cell }
    let cells = curves[Int(curve)].cells
    let wanted = cells[Int(cell)].values
    var (best, mostAlike) = (cell, -1)
    for candidate in cells.indices where lists[candidate] == list {
      let alike = zip(cells[candidate].values, wanted).count { $0 == $1 }
      if alike > mostAlike { (best, mostAlike) = (Int32(candidate), alike) }
    }
    return best
  }
}
