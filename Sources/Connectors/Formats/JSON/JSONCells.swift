import CSimdJSON
import Columnar
import Dataflow

/// What the parser found for one column, a cell a record.
struct JSONCells {
  let kinds: UnsafePointer<UInt8>
  let words: UnsafePointer<Int64>
  let lengths: UnsafePointer<UInt32>

  init(_ cells: millrace_json_cells) {
    kinds = cells.kinds
    words = cells.words
    lengths = cells.lengths
  }

  @inline(__always)
  func kind(_ record: Int) -> JSONKind { JSONKind(kinds[record]) }

  /// The bytes of a string, or of a value as written.
  @inline(__always)
  func bytes(_ record: Int) -> Bytes {
    Bytes(
      start: UnsafePointer(bitPattern: Int(words[record])), count: Int(lengths[record]))
  }

  /// The value as a message names it.
  func description(_ record: Int) -> String {
    switch kind(record) {
    case .missing: "nothing"
    case .null: "null"
    case .isFalse: "false"
    case .isTrue: "true"
    case .integer: "the number \(words[record])"
    case .double: "the number \(Double(bitPattern: UInt64(bitPattern: words[record])))"
    case .string: "the string \"\(excerpt(bytes(record)))\""
    case .number: "the number \(excerpt(bytes(record)))"
    case .composite where bytes(record).first == UInt8(ascii: "["):
      "the array \(excerpt(bytes(record)))"
    case .composite: "the object \(excerpt(bytes(record)))"
    default: excerpt(bytes(record))
    }
  }
}

/// The parser's kinds of cells.
struct JSONKind: Equatable {
  let code: UInt8

  @inline(__always) init(_ code: UInt8) { self.code = code }
  @inline(__always)
  private init(_ kind: millrace_json_kind) { code = UInt8(truncatingIfNeeded: kind.rawValue) }

  @inline(__always) static var missing: JSONKind { JSONKind(MILLRACE_JSON_KIND_MISSING) }
  @inline(__always) static var null: JSONKind { JSONKind(MILLRACE_JSON_KIND_NULL) }
  @inline(__always) static var isFalse: JSONKind { JSONKind(MILLRACE_JSON_KIND_FALSE) }
  @inline(__always) static var isTrue: JSONKind { JSONKind(MILLRACE_JSON_KIND_TRUE) }
  @inline(__always) static var integer: JSONKind { JSONKind(MILLRACE_JSON_KIND_INTEGER) }
  @inline(__always) static var double: JSONKind { JSONKind(MILLRACE_JSON_KIND_DOUBLE) }
  @inline(__always) static var string: JSONKind { JSONKind(MILLRACE_JSON_KIND_STRING) }
  @inline(__always) static var number: JSONKind { JSONKind(MILLRACE_JSON_KIND_NUMBER) }
  @inline(__always) static var composite: JSONKind { JSONKind(MILLRACE_JSON_KIND_COMPOSITE) }
  @inline(__always) static var value: JSONKind { JSONKind(MILLRACE_JSON_KIND_VALUE) }

  /// How many names of the path lead to the value that was to be an object; nil for every other kind.
  var namesToNoObject: Int? {
    let first = MILLRACE_JSON_KIND_NO_OBJECT.rawValue
    return code >= first ? Int(code) - Int(first) + 1 : nil
  }
}
