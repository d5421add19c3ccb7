import CAssets
import Diagnostics
import Glibc

/// Faults of a scenario's file with the text that they point into.
public struct ScenarioFaults: Error {
  public var file: String
  public var text: String
  public var list: DiagnosticList

  public var rendered: String { Renderer(file: file, text: text).render(list) }
}

/// The text of a scenario: one of the built-in ones, or a file of the user's.
struct ScenarioSource: Sendable {
  /// As messages name it: a path.
  var file: String
  var text: [UInt8]
  /// Where files beside it lie; nil of built-in ones.
  var folder: String?

  /// The built-in scenarios, by name.
  static let builtIn: [(name: String, source: ScenarioSource)] = {
    let assets = UnsafeBufferPointer(start: millrace_scenarios(), count: millrace_scenario_count())
    return assets.map { asset in
      let name = String(cString: asset.name)
      let text = [UInt8](UnsafeBufferPointer(start: asset.bytes, count: asset.count))
      return (name, ScenarioSource(file: "\(name)/scenario.yaml", text: text))
    }
  }()

  /// A built-in name, else the path of a file. Throws a `DiagnosticList` that names the scenarios there are.
  static func named(_ name: String) throws(DiagnosticList) -> ScenarioSource {
    if let found = builtIn.first(where: { $0.name == name }) { return found.source }
    let isPath = name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    guard isPath else {
      let names = builtIn.map(\.name)
      let near = suggestion(for: name, among: names).map { "did you mean \"\($0)\"?" }
      throw DiagnosticList([
        Diagnostic(
          "unknown-scenario", "there is no scenario \"\(name)\"", at: nil,
          help: near ?? "use one of: \(names.joined(separator: ", ")), or the path of a file")
      ])
    }
    guard let text = bytes(of: name, limit: YAMLReader.largestText + 1) else {
      throw DiagnosticList([
        Diagnostic(
          "no-file",
          "the scenario file \"\(name)\" cannot be read: \(String(cString: strerror(errno)))",
          at: nil)
      ])
    }
    let folder = name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
    return ScenarioSource(file: name, text: text, folder: folder)
  }

  /// The scenario for a set of parameters and a seed. Throws `ScenarioFaults`.
  func read(parameters: [String: String], seed: UInt64) throws(ScenarioFaults) -> Scenario {
    let folder = folder
    let surroundings = ScenarioSurroundings(
      tableNames: DataTables.names, table: { DataTables.table(named: $0) },
      file: { path in
        let isBeside = !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
        guard let folder, isBeside else { return nil }
        return Self.bytes(of: folder + path, limit: 64 << 20)
      })
    do {
      return try Scenario.read(text: text, parameters: parameters, seed: seed, surroundings)
    } catch {
      throw ScenarioFaults(file: file, text: String(decoding: text, as: UTF8.self), list: error)
    }
  }

  /// At most `limit` bytes of a file; nil where it cannot be read.
  private static func bytes(of path: String, limit: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count = Glibc.read(descriptor, &buffer, min(buffer.count, limit - bytes.count))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }
}
