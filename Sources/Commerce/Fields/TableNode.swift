/// A column of a row of a data table, drawn among the rows that the filter leaves.
///
/// The row depends on the draws of its name and on the filter's inputs only, so draws of one name share it.
final class TableNode: GeneratorNode {
  private struct Filter {
    var input: Input
    var lookup: ValueLookup
    /// What one step of this column's code is worth in a group's number.
    var stride: Int
  }

  /// Rows that have the same values in the filter's columns.
  private struct Group {
    var rows: [Int32] = []
    /// Nil where all are alike.
    var weights: AliasTable?
  }

  private let random: CounterRandom
  private let filters: [Filter]
  private let groups: [Group]
  /// Index into `groups`, by number.
  private let groupOfNumber: [Int: Int32]
  private let codes: [Int32]
  /// The table's values and null, whose code is the last.
  private let dictionary: ValueDictionary
  private let found = RowBuffer<Int32>()
  private let numbers = RowBuffer<Int>()

  init(_ random: CounterRandom, _ draw: TableDraw, _ table: DataTable) {
    guard let column = table.column(named: draw.column), table.count > 0 else {
      preconditionFailure("the table \(draw.table) has rows and a column \(draw.column)")
    }
    self.random = random
    codes = column.codes
    dictionary = ValueDictionary(column.values.filter { $0 != .null } + [.null])
    precondition(!column.values.contains(.null), "a table of data has no null")
    var stride = 1
    var numbers = [Int](repeating: 0, count: table.count)
    filters = draw.filter.map { name, input in
      guard let column = table.column(named: name) else {
        preconditionFailure("the table \(draw.table) has a column \(name)")
      }
      for row in numbers.indices { numbers[row] += Int(column.codes[row]) * stride }
      defer { stride *= column.values.count }
      return Filter(input: input, lookup: ValueLookup(column.values), stride: stride)
    }
    (groups, groupOfNumber) = TableNode.group(numbers, table)
  }

  private static func group(
    _ numbers: [Int], _ table: DataTable
  ) -> (groups: [Group], groupOfNumber: [Int: Int32]) {
    var groups: [Group] = []
    var groupOfNumber: [Int: Int32] = [:]
    var weights: [[Double]] = []
    for (row, number) in numbers.enumerated() {
      let group = groupOfNumber[number] ?? Int32(groups.count)
      if Int(group) == groups.count {
        groupOfNumber[number] = group
        groups.append(Group())
        weights.append([])
      }
      groups[Int(group)].rows.append(Int32(row))
      if let weight = table.weights?[row] { weights[Int(group)].append(weight) }
    }
    if table.weights != nil {
      for (group, weights) in weights.enumerated() {
        groups[group].weights = AliasTable(weights: weights)
      }
    }
    return (groups, groupOfNumber)
  }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    for place in 0..<rows.count { numbers.base[rows[place]] = 0 }
    for filter in filters {
      filter.lookup.find(context.column(filter.input), rows, into: found.base)
      for place in 0..<rows.count {
        let row = rows[place]
        let code = Int(found.base[row])
        // A value that the table has not leaves no row.
        if code < 0 || numbers.base[row] < 0 {
          numbers.base[row] = -1
        } else {
          numbers.base[row] &+= code &* filter.stride
        }
      }
    }
    output.beCodes(of: dictionary)
    output.hasNulls = false
    var (last, group) = (-1, Int32(-1))
    for place in 0..<rows.count {
      let row = rows[place]
      let number = numbers.base[row]
      if number != last { (last, group) = (number, groupOfNumber[number] ?? -1) }
      output.numbers[row] =
        group < 0
        ? dictionary.nullCode : draw(groups[Int(group)], random.bits(positions[row], 0))
    }
    output.markNullCodes(rows)
  }

  @inline(__always)
  private func draw(_ group: Group, _ bits: UInt64) -> Int64 {
    let place =
      group.weights?.place(bits)
      ?? Int(bits.multipliedFullWidth(by: UInt64(group.rows.count)).high)
    return Int64(codes[Int(group.rows[place])])
  }
}
