import Diagnostics
import Glibc

@testable import Commerce

/// Scenario files under `Cases/scenarios`, read and recorded in the source tree.
enum ScenarioCases {
  private static let package: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(4).joined(separator: "/")
  }()

  private static let folder = package + "/Tests/CommerceTests/Cases/scenarios/"

  /// Names without the ending, sorted.
  static let names: [String] = {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".yaml") { names.append(String(name.dropLast(5))) }
    }
    return names.sorted()
  }()

  /// The first YAML text of docs/scenarios.md.
  static var documented: String {
    let page = String(decoding: read(package + "/docs/scenarios.md") ?? [], as: UTF8.self)
    guard let open = page.firstRange(of: "```yaml\n"),
      let close = page[open.upperBound...].firstRange(of: "```")
    else { return "" }
    return String(page[open.upperBound..<close.lowerBound])
  }

  static func text(_ name: String) -> [UInt8] { read(folder + name + ".yaml") ?? [] }

  static func expected(_ name: String) -> String? {
    read(folder + name + ".expected").map { String(decoding: $0, as: UTF8.self) }
  }

  static func record(_ text: String, _ name: String) -> Bool {
    guard let file = fopen(folder + name + ".expected", "w") else { return false }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    return fwrite(bytes, 1, bytes.count, file) == bytes.count
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }
}

/// A scenario of a text; throws its faults.
func scenario(
  _ text: String, _ parameters: [String: String] = [:], seed: UInt64 = 1
) throws -> Scenario {
  try ScenarioSource(file: "case.yaml", text: Array(text.utf8)).read(
    parameters: parameters, seed: seed)
}

/// The codes of a text's faults in the order of their places; none where it is a scenario.
func faultCodes(
  _ text: [UInt8], _ parameters: [String: String] = [:],
  file: @escaping (String) -> [UInt8]? = { _ in nil }
) -> [String] {
  let surroundings = ScenarioSurroundings(
    tableNames: DataTables.names, table: { DataTables.table(named: $0) }, file: file)
  do {
    _ = try Scenario.read(text: text, parameters: parameters, seed: 1, surroundings)
    return []
  } catch {
    return error.sorted.map(\.code)
  }
}
