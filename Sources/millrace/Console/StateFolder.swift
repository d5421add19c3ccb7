import Dataflow
import Glibc

/// Finds the state of a run under `.millrace`.
enum StateFolder {
  static let root = ".millrace"

  /// The state folder of a pipeline file: `.millrace/FILE-STEM`.
  static func standard(for file: String) -> String { root + "/" + PipelineFile.stem(of: file) }

  /// The folder that `--state` names, else the only one in `root`. Throws `UsageError` where there are several and
  /// `StoreError` where there is none.
  static func find(_ given: String?, in root: String = root) throws -> String {
    if let given { return given }
    let states = folders(in: root).filter { access("\(root)/\($0)/state.db", F_OK) == 0 }
    guard let first = states.first else {
      throw StoreError(
        .unavailable, "there is no state in \(root)",
        help: "run a pipeline first (millrace run PIPELINE.sql), or name its state: --state DIR")
    }
    if states.count == 1 { return "\(root)/\(first)" }
    throw UsageError(
      "there are several states in \(root): \(states.joined(separator: ", "))",
      help: "name one: --state \(root)/\(first)")
  }

  private static func folders(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
