/// Literals and inputs, one after the other; a null input is nothing.
final class TemplateNode: GeneratorNode {
  private enum Part {
    case literal([UInt8])
    /// An integer gets zeros before it up to `width` digits.
    case input(Input, width: Int)
  }

  private let parts: [Part]
  private let literalTraits: TextSlice.Traits
  private let text = ValueText()

  init(_ parts: [TemplatePart]) {
    self.parts = parts.map { part in
      switch part {
      case .literal(let text): .literal(Array(text.utf8))
      case .input(let input, let width): .input(input, width: width)
      }
    }
    literalTraits = self.parts.reduce(into: []) { traits, part in
      if case .literal(let bytes) = part { traits.formUnion(TextSlice.Traits(of: bytes)) }
    }
  }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    let columns = parts.map { part -> FieldColumn? in
      if case .input(let input, _) = part { return context.column(input) }
      return nil
    }
    output.beTexts()
    output.hasNulls = false
    let texts = output.texts
    for place in 0..<rows.count {
      let row = rows[place]
      let start = context.arena.reserve(byteBound(columns, row))
      var end = start
      var traits = literalTraits
      for index in parts.indices {
        switch parts[index] {
        case .literal(let bytes):
          end.update(from: bytes, count: bytes.count)
          end += bytes.count
        case .input(_, let width):
          guard let column = columns[index], !column.isNull(row) else { continue }
          let count = text.write(column, row, to: end)
          traits.formUnion(text.traits(column, row))
          end += TemplateNode.pad(end, count, to: width)
        }
      }
      traits.remove(.isLiteral)
      let count = end - start
      context.arena.commit(count)
      texts[row] = TextSlice(start: UnsafePointer(start), count: Int32(count), traits: traits)
    }
  }

  private func byteBound(_ columns: [FieldColumn?], _ row: Int) -> Int {
    var bound = 0
    for index in parts.indices {
      switch parts[index] {
      case .literal(let bytes): bound &+= bytes.count
      case .input(_, let width):
        if let column = columns[index] { bound &+= text.byteBound(column, row) &+ width }
      }
    }
    return bound
  }

  /// Moves a number to the right, behind zeros; returns the bytes that it has then.
  @inline(__always)
  private static func pad(
    _ output: UnsafeMutablePointer<UInt8>, _ count: Int, to width: Int
  ) -> Int {
    if count >= width { return count }
    let sign = count > 0 && output[0] == UInt8(ascii: "-") ? 1 : 0
    let zeros = width &- count
    for index in stride(from: count &- 1, through: sign, by: -1) {
      output[index &+ zeros] = output[index]
    }
    for index in sign..<(sign &+ zeros) { output[index] = 0x30 }
    return width
  }
}
