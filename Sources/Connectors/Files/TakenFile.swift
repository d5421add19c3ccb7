import Dataflow

/// A file whose records were given out, or are being given out.
struct TakenFile: Hashable {
  var path: String
  var state: FileState
  var partition: Int
  /// Where it begins in its partition: the uncompressed bytes of the files before it.
  var base: Int64
  /// Its uncompressed bytes that belong to gathered chunks.
  var used: Int64
  /// Where its first record begins: behind a byte order mark and a header.
  var bodyStart: Int64
  /// Read to its end: nothing may change any more.
  var isComplete: Bool
  /// Taken while new lines may still come (`follow`).
  var mayGrow: Bool
  /// The header record of a CSV file.
  var header: [UInt8]

  var position: Int64 { base + used }

  /// Throws: `ConnectorError.changedInput` where the file on disk is not the one that was read.
  func checkUnchanged(_ now: FileState?) throws(ConnectorError) {
    guard let now else { throw changed("is gone") }
    if now == state { return }
    if mayGrow && !isComplete && now.size >= state.size { return }
    throw changed(now.size < state.size ? "was cut or replaced" : "has changed")
  }

  func changed(_ what: String) -> ConnectorError {
    ConnectorError(
      .changedInput, "\(path) \(what) since it was read",
      help:
        "restore it, or start the pipeline anew with --from-scratch; new data belong in new files")
  }
}

/// The taken files as bytes, for the ledger of epochs.
enum TakenFiles {
  private static let version: UInt8 = 1

  static func encode(_ files: [TakenFile]) -> [UInt8] {
    var bytes: [UInt8] = [version]
    append(Int64(files.count), to: &bytes)
    for file in files {
      append(Array(file.path.utf8), to: &bytes)
      let flags: Int64 = (file.isComplete ? 1 : 0) | (file.mayGrow ? 2 : 0)
      let numbers: [Int64] = [
        file.state.size, file.state.modified, Int64(file.partition), file.base, file.used,
        file.bodyStart, flags,
      ]
      for number in numbers { append(number, to: &bytes) }
      append(file.header, to: &bytes)
    }
    return bytes
  }

  /// Throws: `ConnectorError.failed` where the bytes are damaged or of another version.
  static func decode(_ bytes: [UInt8]) throws(ConnectorError) -> [TakenFile] {
    if bytes.isEmpty { return [] }
    var rest = bytes[...]
    guard rest.popFirst() == version, let count = number(&rest), 0...Int64(bytes.count) ~= count
    else { throw damaged }
    var files: [TakenFile] = []
    for _ in 0..<count {
      guard let path = text(&rest), let size = number(&rest), let modified = number(&rest),
        let partition = number(&rest), let base = number(&rest), let used = number(&rest),
        let bodyStart = number(&rest), let flags = number(&rest), let header = text(&rest),
        0...Int64(Int32.max) ~= partition, base >= 0, used >= 0, bodyStart >= 0
      else { throw damaged }
      files.append(
        TakenFile(
          path: String(decoding: path, as: UTF8.self),
          state: FileState(size: size, modified: modified), partition: Int(partition), base: base,
          used: used, bodyStart: bodyStart, isComplete: flags & 1 != 0, mayGrow: flags & 2 != 0,
          header: Array(header)))
    }
    guard rest.isEmpty else { throw damaged }
    return files
  }

  private static let damaged = ConnectorError(
    .failed, "the list of files read before is damaged or of another version",
    help: "start the pipeline anew with --from-scratch")

  private static func append(_ number: Int64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private static func append(_ text: [UInt8], to bytes: inout [UInt8]) {
    append(Int64(text.count), to: &bytes)
    bytes.append(contentsOf: text)
  }

  private static func number(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    guard rest.count >= 8 else { return nil }
    var value: UInt64 = 0
    for byte in rest.prefix(8).reversed() { value = value << 8 | UInt64(byte) }
    rest = rest.dropFirst(8)
    return Int64(bitPattern: value)
  }

  private static func text(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let count = number(&rest), 0...Int64(rest.count) ~= count else { return nil }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count))
  }
}
