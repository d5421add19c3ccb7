import Dataflow
import Glibc

/// What a folder of part files remembers: whose it is, which epoch it shows, and how much of each hidden file counts.
///
/// Lies in the folder as `.millrace-sink`, lines of text; replaced as a whole, so that it is the old or the new one.
struct SinkLedger: Equatable {
  var stateID: String
  var epoch: Int64
  /// Hidden files that gather rows, by path within the folder.
  var open: [String: OpenPart] = [:]

  struct OpenPart: Equatable {
    /// Bytes of committed epochs.
    var length: Int64
    /// µs since 1970 when its first row was committed.
    var begun: Int64
  }

  static let fileName = ".millrace-sink"
  private static let title = "millrace-sink 1"

  var text: String {
    var lines = [SinkLedger.title, stateID, String(epoch)]
    for (path, part) in open.sorted(by: { $0.key < $1.key }) {
      // The path goes last: it may hold any character but a line's end, which folders made here never do.
      lines.append("\(part.length) \(part.begun) \(path)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  init(stateID: String, epoch: Int64) {
    self.stateID = stateID
    self.epoch = epoch
  }

  /// Nil where the text is damaged or of another version.
  init?(text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard lines.popFirst() == SinkLedger.title[...], let id = lines.popFirst(),
      let epoch = lines.popFirst().flatMap({ Int64($0) }), lines.popLast() == ""
    else { return nil }
    self.init(stateID: String(id), epoch: epoch)
    for line in lines {
      let words = line.split(separator: " ", maxSplits: 2)
      guard words.count == 3, let length = Int64(words[0]), let begun = Int64(words[1]),
        length >= 0
      else { return nil }
      open[String(words[2])] = OpenPart(length: length, begun: begun)
    }
  }

  /// Nil where the folder has none.
  static func read(_ folder: String) throws(ConnectorError) -> SinkLedger? {
    let path = folder + "/" + fileName
    guard FileState(path: path) != nil else { return nil }
    let file = try OpenFile(path)
    var bytes = [UInt8](repeating: 0, count: Int(try file.state().size))
    let got = try bytes.fill(from: file)
    guard let ledger = SinkLedger(text: String(decoding: bytes[..<got], as: UTF8.self)) else {
      throw ConnectorError(
        .failed, "\(path) is damaged or was written by another version",
        help: "restore it from a backup, or start the sink anew with --take-over")
    }
    return ledger
  }

  /// Replaces the folder's ledger; after a crash it is the old or the new one, whole.
  func write(_ folder: String) throws(ConnectorError) {
    let path = folder + "/" + SinkLedger.fileName
    let fresh = try AppendFile(path + ".tmp", length: 0)
    try fresh.append(Array(text.utf8))
    try fresh.sync()
    if rename(path + ".tmp", path) != 0 { throw AppendFile.failure(path, errno) }
    try AppendFile.syncFolder(folder)
  }
}

extension [UInt8] {
  fileprivate mutating func fill(from file: OpenFile) throws(ConnectorError) -> Int {
    let result: Result<Int, ConnectorError> = withUnsafeMutableBytes { room in
      do throws(ConnectorError) {
        return .success(try file.read(into: room, at: 0))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
