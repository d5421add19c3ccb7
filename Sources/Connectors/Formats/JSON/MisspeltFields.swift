import Columnar
import Dataflow

/// Looks, in the first records that lack a column's field, for a field whose name differs from it only in case.
///
/// Names match exactly, so such a field is silently not read: a person should hear of it. Only the first blocks of a
/// decoder are looked at, and a few records for each column.
struct MisspeltFields {
  private static let blockMax = 64
  private static let recordMax = 16

  private let columns: [DecodedColumn]
  private let paths: [[[UInt8]]]
  private var recordsLeft: [Int]
  private var blocksLeft = blockMax

  init(_ columns: [DecodedColumn]) {
    self.columns = columns
    paths = columns.map { $0.path.map { Array($0.utf8) } }
    recordsLeft = columns.map { _ in MisspeltFields.recordMax }
  }

  /// A remark for each column whose field was found under another name. `kinds` are a column's cells, `isFaulty` says
  /// which records are no JSON.
  mutating func remarks(
    _ block: RecordBlock, kinds: (Int) -> JSONCells, isFaulty: (Int) -> Bool
  ) -> [String] {
    if blocksLeft == 0 { return [] }
    blocksLeft -= 1
    var remarks: [String] = []
    for column in columns.indices where recordsLeft[column] > 0 {
      let cells = kinds(column)
      for record in 0..<block.count where cells.kind(record) == .missing && !isFaulty(record) {
        recordsLeft[column] -= 1
        if let found = near(paths[column], in: block.slice(record)) {
          recordsLeft[column] = 0
          remarks.append(remark(column, found))
        }
        if recordsLeft[column] <= 0 { break }
      }
    }
    return remarks
  }

  private func remark(_ column: Int, _ found: [UInt8]) -> String {
    let name = String(decoding: found, as: UTF8.self)
    let column = columns[column]
    return column.path.count == 1
      ? "the records have no field \"\(column.name)\" but \"\(name)\", which differs only in case and is not read: "
        + "write \"\(name)\" in double quotes"
      : "the records have a field \"\(name)\", which differs only in case from one of \"field.\(column.name)\" = "
        + "'\(column.path.joined(separator: "."))' and is not read"
  }

  /// The first name on the way of a path that differs only in case, and that no other column reads.
  private func near(_ path: [[UInt8]], in record: Bytes) -> [UInt8]? {
    var walk = FieldWalk(record)
    while let name = walk.next(path) {
      let found = Array(path[..<(walk.depth - 1)]) + [name]
      if !paths.contains(where: { $0.starts(with: found) }) { return name }
    }
    return nil
  }
}

/// Walks the names of one valid JSON object and stops at those that differ from a path only in case.
private struct FieldWalk {
  private let bytes: Bytes
  private var at = 0
  /// For each open object or array: whether it is the value of the path's name of that depth.
  private var isOnPath: [Bool] = []
  private var isNextOnPath = true

  init(_ record: Bytes) { bytes = record }

  /// How deep the walk stands: 1 in the outermost object.
  var depth: Int { isOnPath.count }

  mutating func next(_ path: [[UInt8]]) -> [UInt8]? {
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        isOnPath.append(isNextOnPath && byte == UInt8(ascii: "{"))
        isNextOnPath = false
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = isOnPath.popLast()
      case UInt8(ascii: ","): isNextOnPath = false
      case UInt8(ascii: "\""):
        let text = string()
        guard isName, isOnPath.last == true, depth <= path.count else { continue }
        isNextOnPath = text.elementsEqual(path[depth - 1])
        if !isNextOnPath, FieldWalk.differOnlyInCase(text, path[depth - 1]) { return Array(text) }
      default: break
      }
    }
    return nil
  }

  /// The bytes up to the closing quote, escapes as they are.
  private mutating func string() -> Slice<Bytes> {
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    let end = min(at, bytes.count)
    at = end + 1
    return bytes[start..<end]
  }

  /// Whether a colon follows.
  private var isName: Bool {
    var next = at
    while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
    return next < bytes.count && bytes[next] == UInt8(ascii: ":")
  }

  private static func differOnlyInCase(_ text: Slice<Bytes>, _ name: [UInt8]) -> Bool {
    text.count == name.count && zip(text, name).allSatisfy { lower($0) == lower($1) }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { 65...90 ~= byte ? byte | 0x20 : byte }
}
