/// The first branch whose conditions all hold.
///
/// Branches of codes give codes of all their values, branches of numbers give numbers of the longest scale, others give
/// texts.
final class ConditionalNode: GeneratorNode {
  private final class Branch {
    /// Nil for the rest.
    let test: ConditionTest?
    let node: GeneratorNode
    let column = FieldColumn(capacity: EventBlock.largestCount)
    let rows = RowBuffer<Int32>()
    var count = 0
    /// The merged dictionary's code of each of this branch's.
    var codes: [Int64] = []

    init(_ test: ConditionTest?, _ node: GeneratorNode) { (self.test, self.node) = (test, node) }

    var selection: RowSelection { RowSelection(rows: rows.base, count: count) }

    /// Says nothing about the others' form: every value is null.
    var isNull: Bool {
      column.kind == .code && column.dictionary?.values.allSatisfy { $0 == .null } ?? false
    }
    var isNumeric: Bool {
      column.kind == .number || column.kind == .code && column.dictionary?.isNumeric ?? false
    }
  }

  private let branches: [Branch]
  private let mask = RowBuffer<UInt8>()
  private var merged: ValueDictionary?
  private var mergedFrom: [ValueDictionary] = []
  private let text = ValueText()

  init(_ branches: [(conditions: [Condition], node: GeneratorNode)], otherwise: GeneratorNode) {
    self.branches =
      branches.map { Branch(ConditionTest($0.conditions), $0.node) } + [Branch(nil, otherwise)]
  }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    deal(rows, in: context)
    // Also branches without rows, since the form depends on all of them.
    for branch in branches {
      branch.node.fill(branch.column, branch.selection, at: positions, in: context)
    }
    let telling = branches.filter { !$0.isNull }
    if branches.allSatisfy({ $0.column.kind == .code }) {
      takeCodes(output)
    } else if telling.allSatisfy(\.isNumeric) {
      takeNumbers(output, telling)
    } else if let first = telling.first?.column, first.kind == .time,
      telling.allSatisfy({ $0.column.kind == .time && $0.column.format == first.format })
    {
      takeTimes(output, first.format)
    } else {
      takeTexts(output, in: context)
    }
    takeNulls(output, rows)
  }

  /// Gives each row to its branch.
  private func deal(_ rows: RowSelection, in context: FillContext) {
    for branch in branches { branch.count = 0 }
    var rest = rows
    for (index, branch) in branches.enumerated() {
      guard let test = branch.test else {
        for place in 0..<rest.count { branch.rows.base[place] = rest.rows[place] }
        branch.count = rest.count
        return
      }
      test.fill(mask.base, rest, in: context)
      // What does not hold goes on in the next branch's rows, which are its own once it was dealt.
      let next = branches[index + 1].rows.base
      var left = 0
      for place in 0..<rest.count {
        let row = rest.rows[place]
        if mask.base[Int(row)] != 0 {
          branch.rows.base[branch.count] = row
          branch.count &+= 1
        } else {
          next[left] = row
          left &+= 1
        }
      }
      rest = RowSelection(rows: next, count: left)
    }
  }

  private func takeCodes(_ output: FieldColumn) {
    let dictionaries = branches.compactMap { $0.column.dictionary }
    if !dictionaries.elementsEqual(mergedFrom, by: ===) { merge(dictionaries) }
    guard let merged else { return }
    output.beCodes(of: merged)
    for branch in branches {
      for place in 0..<branch.count {
        let row = Int(branch.rows.base[place])
        output.numbers[row] = branch.codes[Int(branch.column.numbers[row])]
      }
    }
  }

  private func merge(_ dictionaries: [ValueDictionary]) {
    var values: [ScenarioValue] = []
    for (branch, dictionary) in zip(branches, dictionaries) {
      branch.codes = dictionary.values.map { value in
        if let code = values.firstIndex(of: value) { return Int64(code) }
        values.append(value)
        return Int64(values.count - 1)
      }
    }
    (merged, mergedFrom) = (ValueDictionary(values), dictionaries)
  }

  private func takeNumbers(_ output: FieldColumn, _ telling: [Branch]) {
    let scales = telling.map { $0.column.dictionary?.scale ?? $0.column.scale }
    let scale = scales.max() ?? 0
    output.beNumbers(scale: scale)
    for branch in branches {
      let selection = branch.selection
      branch.column.decodeNumbers(selection)
      let factor = branch.isNull ? 0 : DecimalScale.power(scale - branch.column.scale)
      for place in 0..<selection.count {
        let row = selection[place]
        output.numbers[row] = branch.column.numbers[row] &* factor
      }
    }
  }

  private func takeTimes(_ output: FieldColumn, _ format: TimestampFormat) {
    output.beTimes(format)
    let offsets = output.offsets
    for branch in branches where !branch.isNull {
      let source = branch.column.offsets
      for place in 0..<branch.count {
        let row = Int(branch.rows.base[place])
        output.numbers[row] = branch.column.numbers[row]
        offsets[row] = source[row]
      }
    }
  }

  private func takeTexts(_ output: FieldColumn, in context: FillContext) {
    output.beTexts()
    let texts = output.texts
    for branch in branches where !branch.isNull {
      for place in 0..<branch.count {
        let row = Int(branch.rows.base[place])
        texts[row] = slice(branch.column, row, in: context)
      }
    }
  }

  private func slice(_ column: FieldColumn, _ row: Int, in context: FillContext) -> TextSlice {
    switch column.kind {
    case .text where !column.isNull(row): return column.texts[row]
    case .code:
      if let texts = column.dictionary?.texts { return texts[Int(column.numbers[row])] }
    default: break
    }
    let start = context.arena.reserve(ValueText.maximumFixedBytes)
    let count = text.write(column, row, to: start)
    context.arena.commit(count)
    return TextSlice(
      start: UnsafePointer(start), count: Int32(count), traits: text.traits(column, row))
  }

  private func takeNulls(_ output: FieldColumn, _ rows: RowSelection) {
    output.hasNulls = false
    guard branches.contains(where: { $0.column.hasNulls || $0.isNull }) else { return }
    output.clearNulls(rows)
    for branch in branches where branch.column.hasNulls || branch.isNull {
      for place in 0..<branch.count {
        let row = Int(branch.rows.base[place])
        if branch.isNull || branch.column.nulls[row] != 0 { output.nulls[row] = 1 }
      }
    }
  }
}
