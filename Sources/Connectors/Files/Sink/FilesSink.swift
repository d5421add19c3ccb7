import Columnar
import Dataflow
import Glibc

/// Writes rows to files of a folder: `part-EPOCH-N.jsonl` (or csv), in which only committed epochs are visible.
///
/// Rows gather in a hidden file (`.part-…`), one for each dated folder. A commit syncs it and notes its length in
/// `.millrace-sink`; what lies behind that length at the next start was never committed and is cut off. A hidden file is
/// renamed, and so shown, when `roll` says so and at the end of a run. Taking over a folder of another state drops its
/// hidden files and its note; finished files stay, because somebody may have read them.
public final class FilesSink: Sink {
  public struct Settings: Sendable {
    /// Made where it is missing.
    public var path: String
    /// `jsonl` or `csv`.
    public var suffix: String
    /// A hidden file is finished at the first commit at which it is so old, in µs; nil: at any age.
    public var rollAge: Int64?
    /// Or so large, in bytes.
    public var rollSize: Int64?
    /// Where rows go to folders by date.
    public var folder: DatedFolder?

    public init(path: String, suffix: String) {
      self.path = path
      self.suffix = suffix
    }
  }

  private let settings: Settings
  private let encoder: any RecordEncoder
  /// µs since 1970; only ages of files hang on it.
  private let clock: () -> Int64
  private var ledger = SinkLedger(stateID: "", epoch: 0)
  /// The files that are written, by the hidden path within the folder.
  private var files: [String: AppendFile] = [:]
  private var prepared: PreparedEpoch?

  private struct PreparedEpoch {
    var epoch: Int64
    /// By folder, where that is "" for the sink's own.
    var rows: [String: [UInt8]]
  }

  public convenience init(_ settings: Settings, encoder: any RecordEncoder) {
    self.init(settings, encoder: encoder, clock: FilesSink.systemTime)
  }

  init(_ settings: Settings, encoder: any RecordEncoder, clock: @escaping () -> Int64) {
    self.settings = settings
    self.encoder = encoder
    self.clock = clock
  }

  private static func systemTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  public func open(stateID: String, takeOver: Bool) throws -> Int64? {
    try AppendFile.makeFolder(settings.path)
    let found: SinkLedger?
    do throws(ConnectorError) {
      found = try SinkLedger.read(settings.path)
    } catch {
      guard takeOver else { throw error }
      found = nil
    }
    if let found, found.stateID == stateID {
      ledger = found
      try removeHidden { found.open[$0] == nil }
      try finishRenames()
      for (path, part) in ledger.open { files[path] = try appendFile(path, part.length) }
      return ledger.epoch
    }
    if let found, !takeOver {
      throw ConnectorError(
        .foreignSink, "\(settings.path) is written by another state (\(found.stateID))",
        help:
          "give the sink another path, or start it anew with --take-over: its finished files stay")
    }
    try removeHidden { _ in true }
    ledger = SinkLedger(stateID: stateID, epoch: 0)
    try ledger.write(settings.path)
    return 0
  }

  private func appendFile(_ path: String, _ length: Int64) throws(ConnectorError) -> AppendFile {
    try AppendFile(settings.path + "/" + path, length: length)
  }

  public func prepare(epoch: Int64, batches: [Batch]) throws {
    var rows: [String: [UInt8]] = [:]
    for batch in batches {
      for row in 0..<batch.count {
        let weight = batch.weight(row)
        guard weight > 0 else {
          throw ConnectorError(
            .configuration, "\(settings.path): files cannot take a retraction",
            help: "use emit = 'final', or a sink that upserts by key")
        }
        let folder = settings.folder?.name(batch, row: row) ?? ""
        for _ in 0..<weight {
          encoder.encode(batch, row: row, into: &rows[folder, default: []])
          rows[folder, default: []].append(UInt8(ascii: "\n"))
        }
      }
    }
    prepared = PreparedEpoch(epoch: epoch, rows: rows)
  }

  public func commit(epoch: Int64) throws {
    guard epoch > ledger.epoch else { return }
    guard let prepared, prepared.epoch == epoch else {
      preconditionFailure("epoch \(epoch) is committed to files without being prepared")
    }
    let now = clock()
    var next = ledger
    next.epoch = epoch
    for (number, folder) in prepared.rows.keys.sorted().enumerated() {
      let path = hiddenPath(folder, epoch: epoch, number: number)
      try append(prepared.rows[folder] ?? [], to: path, &next, now)
    }
    try next.write(settings.path)
    ledger = next
    self.prepared = nil
    try roll { part in
      (settings.rollAge.map { now - part.begun >= $0 } ?? false)
        || (settings.rollSize.map { part.length >= $0 } ?? false)
    }
  }

  /// The hidden file that is open in a folder, else a new one's path.
  private func hiddenPath(_ folder: String, epoch: Int64, number: Int) -> String {
    let prefix = folder.isEmpty ? "" : folder + "/"
    let open = ledger.open.keys.first { path in
      path.hasPrefix(prefix + ".part-") && !path.dropFirst(prefix.count).contains("/")
    }
    if let open { return open }
    // Finished files of a state that was taken over may have the same name.
    var number = number
    while FileState(path: "\(settings.path)/\(prefix)part-\(epoch)-\(number).\(settings.suffix)")
      != nil
    {
      number += 1
    }
    return "\(prefix).part-\(epoch)-\(number).\(settings.suffix)"
  }

  private func append(
    _ rows: [UInt8], to path: String, _ next: inout SinkLedger, _ now: Int64
  ) throws(ConnectorError) {
    var part = next.open[path] ?? SinkLedger.OpenPart(length: 0, begun: now)
    let file: AppendFile
    if let open = files[path], open.length == part.length {
      file = open
    } else {
      if let slash = path.lastIndex(of: "/") {
        try AppendFile.makeFolder(settings.path + "/" + path[..<slash])
      }
      file = try appendFile(path, part.length)
    }
    files[path] = file
    if part.length == 0 { try file.append(encoder.preamble) }
    try file.append(rows)
    try file.sync()
    part.length = file.length
    next.open[path] = part
  }

  /// Shows the hidden files that are due. The rename comes before the note without them: a crash between both leaves a
  /// note whose hidden file is gone and whose finished file is there, which `finishRenames` understands.
  private func roll(_ isDue: (SinkLedger.OpenPart) -> Bool) throws {
    let due = ledger.open.filter { isDue($0.value) }
    if due.isEmpty { return }
    for path in due.keys.sorted() {
      files[path] = nil
      let hidden = settings.path + "/" + path
      let shown = FilesSink.shown(hidden)
      if rename(hidden, shown) != 0 { throw AppendFile.failure(shown, errno) }
      try AppendFile.syncFolder(FilesSink.folder(of: shown))
      ledger.open[path] = nil
    }
    try ledger.write(settings.path)
  }

  /// Takes out of the note what a crash left between a rename and its note.
  private func finishRenames() throws {
    let renamed = ledger.open.keys.filter { path in
      let hidden = settings.path + "/" + path
      return FileState(path: hidden) == nil && FileState(path: FilesSink.shown(hidden)) != nil
    }
    if renamed.isEmpty { return }
    for path in renamed { ledger.open[path] = nil }
    try ledger.write(settings.path)
  }

  /// A finished file's path: the hidden one's without the point.
  private static func shown(_ hidden: String) -> String {
    folder(of: hidden) + "/"
      + hidden[hidden.index(hidden.lastIndex(of: "/") ?? hidden.startIndex, offsetBy: 2)...]
  }

  private static func folder(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  /// Removes hidden part files of the folder and the dated folders in it.
  private func removeHidden(_ isUnwanted: (String) -> Bool) throws {
    let depth = settings.folder?.depth ?? 0
    for path in HiddenParts.paths(in: settings.path, depth: depth) where isUnwanted(path) {
      let full = settings.path + "/" + path
      if unlink(full) != 0 && errno != ENOENT { throw AppendFile.failure(full, errno) }
    }
  }

  public func close() throws {
    try roll { _ in true }
    files = [:]
  }
}
