import Columnar
import Connectors
import Dataflow

/// A truth file as `millrace generate --truth` writes it: JSON lines, read block by block into the columns asked for.
struct TruthLines {
  let path: String
  /// Read besides `type` and `schema`.
  let columns: [DecodedColumn]
  let zone: Zone
  /// What a number in a timestamp column counts.
  var timestampUnit: JSONRecordDecoder.TimestampUnit?

  /// The only schema that this version reads.
  private static let schema: Int64 = 2
  private static let linesPerBlock = 4096
  static let advice = "name a file that millrace generate --truth has written"

  /// The lines of a block, decoded.
  struct Block {
    /// Number of the first line, from 1.
    let firstLine: Int
    let count: Int
    fileprivate let decoded: DecodedBlock

    func type(_ row: Int) -> String? { decoded.columns[0].text(row) }
    /// By its place among the columns asked for.
    func column(_ place: Int) -> Column { decoded.columns[place + 2] }
  }

  /// Throws `FileError` where the file cannot be read, is no truth or not whole.
  func read(_ body: (Block) throws -> Void) throws {
    let first = [
      DecodedColumn(name: "type", path: ["type"], type: .text),
      DecodedColumn(name: "schema", path: ["schema"], type: .bigint),
    ]
    let decoder = JSONRecordDecoder(
      columns: first + columns, zone: zone, timestampUnit: timestampUnit)
    let block = RecordBlock()
    var input = try LineInput(path: path)
    var firstLine = 1
    var isWhole = false
    while try fill(block, &input, firstLine: firstLine) {
      let decoded = decoder.decode(block)
      if let fault = decoded.faults.first {
        throw FileError(
          message: "\(path), line \(firstLine + fault.record): \(fault.message)",
          help: TruthLines.advice)
      }
      let lines = Block(firstLine: firstLine, count: decoded.rowCount, decoded: decoded)
      if firstLine == 1 { try checkHeader(lines) }
      isWhole = lines.type(lines.count - 1) == "totals"
      try body(lines)
      firstLine += block.count
    }
    guard firstLine > 1 else {
      throw FileError(message: "\(path) is no truth file: it is empty", help: TruthLines.advice)
    }
    guard isWhole else {
      throw FileError(
        message: "\(path) is not whole: its last line holds no totals",
        help: "generate the traffic again; a generator that was killed leaves no totals")
    }
  }

  /// False at the end of the file.
  private func fill(
    _ block: RecordBlock, _ input: inout LineInput, firstLine: Int
  ) throws -> Bool {
    block.removeAll()
    while block.count < TruthLines.linesPerBlock, let line = try input.next() {
      block.reserve(block.byteCount + line.count)
      line.withUnsafeBufferPointer { bytes in
        if let start = bytes.baseAddress {
          (block.bytes + block.byteCount).update(from: start, count: bytes.count)
        }
      }
      block.append(
        RecordBlock.Span(
          start: UInt32(block.byteCount), length: UInt32(line.count),
          offset: Int64(firstLine + block.count)))
      block.byteCount += line.count
    }
    block.seal()
    return block.count > 0
  }

  private func checkHeader(_ lines: Block) throws {
    guard lines.type(0) == "header" else {
      throw FileError(
        message: "\(path) is no truth file: its first line is no header", help: TruthLines.advice)
    }
    let found = lines.decoded.columns[1].integer(0)
    guard found == TruthLines.schema else {
      throw FileError(
        message: "\(path) has schema \(found.map { String($0) } ?? "NULL"), not "
          + "\(TruthLines.schema)", help: "use the version of Millrace that wrote it")
    }
  }
}

extension DecodedColumn {
  /// A field of the truth by its path.
  static func truth(_ path: String..., as type: DataType) -> DecodedColumn {
    DecodedColumn(name: path.joined(separator: "."), path: path, type: type)
  }
}

extension Column {
  func text(_ row: Int) -> String? {
    isNull(row) ? nil : String(decoding: slice(row), as: UTF8.self)
  }

  func integer(_ row: Int) -> Int64? { isNull(row) ? nil : words[row] }
}
