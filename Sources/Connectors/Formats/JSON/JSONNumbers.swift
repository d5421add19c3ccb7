import Columnar
import Dataflow

/// smallint, integer and bigint: integers in range, however they are written (`5.0` and `5e0` are 5).
final class JSONIntegers: JSONColumnConverter {
  private let column: DecodedColumn
  private let range: ClosedRange<Int64>

  init(_ column: DecodedColumn) {
    self.column = column
    range =
      switch column.type {
      case .smallint: Int64(Int16.min)...Int64(Int16.max)
      case .integer: Int64(Int32.min)...Int64(Int32.max)
      default: Int64.min...Int64.max
      }
  }

  func convert(_ cells: JSONCells, _ count: Int, _ faults: FaultCollector) -> Column {
    var values = FixedColumn<Int64>(count: count)
    let (kinds, words, elements) = (cells.kinds, cells.words, values.elements)
    let (lowest, highest) = (range.lowerBound, range.upperBound)
    for record in 0..<count {
      let word = words[record]
      elements[record] = word
      if JSONKind(kinds[record]) != .integer || word < lowest || word > highest {
        convertUnusual(cells, record, &values, faults)
      }
    }
    return values.finish(column.type)
  }

  @inline(never)
  private func convertUnusual(
    _ cells: JSONCells, _ record: Int, _ values: inout FixedColumn<Int64>, _ faults: FaultCollector
  ) {
    switch cells.kind(record) {
    case .missing:
      guard case .word(let word) = column.defaultValue else { return values.setNull(record) }
      values.elements[record] = word
    case .null: values.setNull(record)
    case .integer:
      values.setNull(record)
      faults.addType(
        record, column: column, "\(cells.words[record]) is out of range for type \(column.type)")
    case .number:
      values.setNull(record)
      let written = cells.bytes(record)
      guard let whole = (try? Decimal.parse(written))?.canonical, whole.scale == 0 else {
        let reason =
          JSONIntegers.hasFraction(written)
          ? "expected \(column.type), found the number \(excerpt(written))"
          : "\(excerpt(written)) is out of range for type \(column.type)"
        return faults.addType(record, column: column, reason)
      }
      guard let word = Int64(exactly: whole.coefficient), range.contains(word) else {
        return faults.addType(
          record, column: column, "\(excerpt(written)) is out of range for type \(column.type)")
      }
      values.setPresent(record, word)
    default:
      values.setNull(record)
      faults.addType(record, column: column, column.mismatch(cells, record))
    }
  }

  /// A number with digits behind the point, which is another fault than one of too many before it.
  private static func hasFraction(_ written: Bytes) -> Bool {
    let hasExponent = written.contains { $0 | 0x20 == UInt8(ascii: "e") }
    return written.contains(UInt8(ascii: ".")) && !hasExponent
  }
}

/// real and double precision: any number in range; digits beyond the type's are rounded.
final class JSONDoubles: JSONColumnConverter {
  private let column: DecodedColumn
  private let isReal: Bool

  init(_ column: DecodedColumn) {
    self.column = column
    isReal = column.type == .real
  }

  func convert(_ cells: JSONCells, _ count: Int, _ faults: FaultCollector) -> Column {
    var values = FixedColumn<Double>(count: count)
    let (kinds, words, elements) = (cells.kinds, cells.words, values.elements)
    for record in 0..<count {
      let kind = JSONKind(kinds[record])
      let number =
        kind == .integer
        ? Double(words[record]) : Double(bitPattern: UInt64(bitPattern: words[record]))
      elements[record] = isReal ? Double(Float(number)) : number
      if (kind != .double && kind != .integer) || !elements[record].isFinite {
        convertUnusual(cells, record, &values, faults)
      }
    }
    return values.finish(column.type)
  }

  @inline(never)
  private func convertUnusual(
    _ cells: JSONCells, _ record: Int, _ values: inout FixedColumn<Double>,
    _ faults: FaultCollector
  ) {
    switch cells.kind(record) {
    case .missing:
      guard case .double(let number) = column.defaultValue else { return values.setNull(record) }
      values.elements[record] = number
    case .null: values.setNull(record)
    case .double, .number:
      values.setNull(record)
      faults.addType(
        record, column: column,
        "\(cells.description(record)) is out of range for type \(column.type)")
    default:
      values.setNull(record)
      faults.addType(record, column: column, column.mismatch(cells, record))
    }
  }
}

final class JSONBooleans: JSONColumnConverter {
  private let column: DecodedColumn

  init(_ column: DecodedColumn) { self.column = column }

  func convert(_ cells: JSONCells, _ count: Int, _ faults: FaultCollector) -> Column {
    var values = FixedColumn<UInt8>(count: count)
    let elements = values.elements
    for record in 0..<count {
      switch cells.kind(record) {
      case .isTrue: elements[record] = 1
      case .isFalse: elements[record] = 0
      case .missing:
        guard case .boolean(let bit) = column.defaultValue else { fallthrough }
        elements[record] = bit ? 1 : 0
      case .null: values.setNull(record)
      default:
        values.setNull(record)
        faults.addType(record, column: column, column.mismatch(cells, record))
      }
    }
    return values.finish(column.type)
  }
}
