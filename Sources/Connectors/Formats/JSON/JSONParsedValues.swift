import Columnar
import Dataflow

/// Every other type: values that are parsed one by one from a string, a number as written, or any JSON.
final class JSONParsedValues: JSONColumnConverter {
  private let column: DecodedColumn
  private let input: TextInput
  /// Present for an array type.
  private let arrays: JSONArrayInput?

  init(_ column: DecodedColumn, zone: Zone) {
    self.column = column
    arrays =
      if case .array(let element) = column.type {
        JSONArrayInput(element, zone: zone) { Base64.decode($0) }
      } else { nil }
    input = TextInput(column.type, zone: zone)
  }

  func convert(_ cells: JSONCells, _ count: Int, _ faults: FaultCollector) -> Column {
    let builder = ColumnBuilder(column.type, capacity: count)
    for record in 0..<count {
      let kind = cells.kind(record)
      if kind == .missing {
        builder.append(column.defaultValue)
      } else if kind == .null {
        builder.appendNull()
      } else {
        convertPresent(cells, record, kind, builder, faults)
      }
    }
    return builder.finish()
  }

  private func convertPresent(
    _ cells: JSONCells, _ record: Int, _ kind: JSONKind, _ builder: ColumnBuilder,
    _ faults: FaultCollector
  ) {
    do throws(ExpressionError) {
      if try append(cells, record, kind, to: builder) { return }
      faults.addType(record, column: column, column.mismatch(cells, record))
    } catch {
      faults.addType(record, column: column, error.message)
    }
    builder.appendNull()
  }

  /// False where the value is of another kind than the type takes.
  private func append(
    _ cells: JSONCells, _ record: Int, _ kind: JSONKind, to builder: ColumnBuilder
  ) throws(ExpressionError) -> Bool {
    switch column.type {
    case .numeric:
      guard kind == .number else { return false }
      try input.append(cells.bytes(record), to: builder)
    case .json:
      guard kind == .value else { return false }
      builder.append(bytes: cells.bytes(record))
    case .jsonb:
      guard kind == .value else { return false }
      try input.append(cells.bytes(record), to: builder)
    case .bytea:
      guard kind == .string else { return false }
      guard let bytes = Base64.decode(cells.bytes(record)) else {
        throw ExpressionError("invalid base64: \"\(excerpt(cells.bytes(record)))\"")
      }
      bytes.withUnsafeBufferPointer { builder.append(bytes: $0) }
    case .array:
      guard kind == .value, let bytes = try arrays?.parse(cells.bytes(record)) else {
        return false
      }
      bytes.withUnsafeBufferPointer { builder.append(bytes: $0) }
    default:
      guard kind == .string else { return false }
      try input.append(cells.bytes(record), to: builder)
    }
    return true
  }
}

/// Base64 of RFC 4648 with its padding.
enum Base64 {
  /// Nil where the text is no base64, or has bits behind its last byte.
  static func decode(_ text: Bytes) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    var length = text.count
    while length > 0, text.count - length < 2, text[length - 1] == UInt8(ascii: "=") { length -= 1 }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(length * 3 / 4)
    var (bits, bitCount): (UInt32, Int) = (0, 0)
    for byte in text[..<length] {
      guard let value = digit(byte) else { return nil }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
      }
    }
    let rest = bits & (1 << UInt32(bitCount) - 1)
    return rest == 0 ? decoded : nil
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
