import Columnar
import Dataflow
import Planning

/// A table's definition made ready to read: what is decoded, and the programs of its rules.
///
/// Working columns are those columns of the definition that anything needs; expressions are moved to their numbers.
struct TableProgram: Sendable {
  let table: TableDefinition
  let layout: TableLayout
  let zone: Zone
  /// Columns that the format decodes, and their numbers in the definition.
  let decoded: [DecodedColumn]
  let decodedNumbers: [Int]
  /// Numbers in the definition of the working columns, in order.
  let working: [Int]
  let generated: [(column: Int, program: ExpressionProgram)]
  let checks: [(constraint: CheckConstraint, program: ExpressionProgram)]
  /// Columns that the key of a message without a value holds, in the key's order.
  let keyColumns: [DecodedColumn]

  init(_ table: TableDefinition, layout: TableLayout, zone: Zone) throws {
    self.table = table
    self.layout = layout
    self.zone = zone
    let needed = TableProgram.neededColumns(table, layout)
    working = needed.sorted()
    decodedNumbers = table.columns.indices.filter {
      !table.columns[$0].isHidden && table.columns[$0].generated == nil
    }
    decoded = decodedNumbers.map { number in
      let column = table.columns[number]
      let constant = column.defaultValue.flatMap { ExpressionProgram($0, zone: zone).constant }
      return DecodedColumn(
        name: column.name, path: column.path, type: column.type, defaultValue: constant ?? .null,
        isNeeded: needed.contains(number))
    }
    var positions: [Int: Int] = [:]
    for (position, number) in working.enumerated() { positions[number] = position }
    generated = table.columns.indices.filter { needed.contains($0) }.compactMap { number in
      table.columns[number].generated.map {
        (number, ExpressionProgram($0.movingColumns(positions), zone: zone))
      }
    }
    keyColumns = table.primaryKey.map { number in
      let column = table.columns[number]
      return DecodedColumn(name: column.name, path: [column.name], type: column.type)
    }
    checks = table.checks.map {
      ($0, ExpressionProgram($0.condition.movingColumns(positions), zone: zone))
    }
  }

  private static func neededColumns(_ table: TableDefinition, _ layout: TableLayout) -> Set<Int> {
    var needed = Set(layout.columns)
    for (number, column) in table.columns.enumerated() {
      // The content of a row with UNIQUE is all that was declared; NOT NULL and generated columns are always checked.
      let isContent = layout.hasUniques && !column.isHidden && column.generated == nil
      if column.isNotNull || column.generated != nil || isContent { needed.insert(number) }
      if let generated = column.generated { needed.formUnion(generated.columnNumbers) }
    }
    for check in table.checks { needed.formUnion(check.condition.columnNumbers) }
    if let eventTime = table.eventTime { needed.insert(eventTime.column) }
    return needed
  }

  func position(of number: Int) -> Int {
    guard let position = working.firstIndex(of: number) else {
      preconditionFailure("column \(number) of \(table.name) is needed but not decoded")
    }
    return position
  }
}
