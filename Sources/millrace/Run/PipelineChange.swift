/// What a changed pipeline file means for the state that an earlier text made (architecture §4).
struct PipelineChange: Equatable {
  enum Kind: String {
    case unchanged, new, removed, changed
  }

  /// By name of view or sink, sorted by name.
  private(set) var kinds: [(name: String, kind: Kind)] = []

  init(stored: [String: String], current: [String: String]) {
    for name in Set(stored.keys).union(current.keys).sorted() {
      switch (stored[name], current[name]) {
      case (let old?, let new?): kinds.append((name, old == new ? .unchanged : .changed))
      case (nil, _?): kinds.append((name, .new))
      default: kinds.append((name, .removed))
      }
    }
  }

  static func == (left: PipelineChange, right: PipelineChange) -> Bool {
    left.kinds.elementsEqual(right.kinds) { $0 == $1 }
  }

  func names(_ kind: Kind) -> [String] { kinds.filter { $0.kind == kind }.map(\.name) }

  var isEmpty: Bool { kinds.allSatisfy { $0.kind == .unchanged } }

  /// A table for people: what becomes of each view and sink.
  func table(rebuilding rebuilt: Set<String>) -> String {
    var table = TextTable(
      header: ["view or sink", "change", "what happens"], alignsRight: [false, false, false])
    for (name, kind) in kinds {
      let meaning =
        switch kind {
        case .unchanged: rebuilt.contains(name) ? "made anew" : "keeps its state"
        case .new: "is filled from what was read so far"
        case .removed: "is dropped"
        case .changed: rebuilt.contains(name) ? "made anew" : "needs --rebuild \(name)"
        }
      table.rows.append([name, kind.rawValue, meaning])
    }
    return table.rendered(width: nil)
  }
}

/// A changed file that must not take effect without being asked: exit code 2.
struct ChangedPipelineError: Error {
  var message: String
  var help: String
}
