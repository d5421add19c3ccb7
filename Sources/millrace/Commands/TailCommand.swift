import Columnar
import Dataflow
import Diagnostics
import Planning
import Store

/// `millrace tail`: a view's changes as they are committed.
struct TailCommand: Command {
  private static let start = Option<Int64>(
    "from", "EPOCH", "begin with the changes of this epoch (default: from now on)")

  static let declaration = CommandDeclaration(
    "tail", "Print a view's changes as they are committed, until Ctrl-C",
    operands: [Operand("VIEW")],
    options: [CommonOptions.state, start],
    notes: """
      A line a change: {"epoch":7,"op":"+","row":{…}}; op is + for a row that came and - for one that went.
      """)

  private static let pollMilliseconds = 50

  private let view: String
  private let state: String?
  private let start: Int64?

  init(_ arguments: ParsedArguments) throws {
    view = arguments.operands[0]
    state = try arguments.value(CommonOptions.state)
    start = try arguments.value(Self.start)
  }

  func run() throws -> ExitCode {
    let wake = Wake()
    let signals = SignalWatch { wake.ring() }
    let reader = try StateReader(folder: StateFolder.find(state))
    let stored = try reader.views().filter(\.keepsRows)
    guard let fields = stored.first(where: { $0.name == view })?.fields else {
      let near = suggestion(for: view, among: stored.map(\.name))
      throw UsageError(
        "there is no materialized view \"\(view)\"",
        help: near.map { "did you mean \($0)?" }
          ?? "its views are " + stored.map(\.name).joined(separator: ", "))
    }
    let zone = try reader.pipeline().flatMap { PipelinePlan(stored: $0).pipeline?.zone }
    let writer = ChangeWriter(fields: fields, zone: zone ?? .utc, output: .output())
    var last = start.map { $0 - 1 } ?? reader.committedEpoch
    while !signals.isAsked {
      // In pieces: a far start must not be read into memory at once.
      let changes = try reader.changes(of: view, after: last, limit: 100)
      for change in changes {
        try writer.write(change.batch, epoch: change.epoch)
        last = change.epoch
      }
      if changes.isEmpty {
        last = max(last, reader.committedEpoch)
        try reader.release()
        wake.wait(milliseconds: Self.pollMilliseconds)
        try reader.refresh()
      }
    }
    return signals.exitCode ?? .done
  }
}
