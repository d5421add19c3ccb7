import Columnar
import Glibc
import Testing

/// A file of `Cases`: expressions with PostgreSQL's answers. `record.py` says how a line is written.
struct FunctionCaseFile {
  struct Case {
    var zone: Zone
    var expression: String
    /// `!` where it fails.
    var type: String
    var answer: String
    var fails: Bool { type == "!" }
  }

  var cases: [Case] = []

  private static let folder: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast().joined(separator: "/") + "/Cases"
  }()

  static let names: [String] = {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".txt") { names.append(String(name.dropLast(4))) }
    }
    return names.sorted()
  }()

  init(_ name: String) throws {
    var zone = Zone.utc
    for line in try FunctionCaseFile.text(of: name).split(separator: "\n") {
      if line.hasPrefix("#") { continue }
      if line.hasPrefix("zone ") {
        zone = try #require(Zone(String(line.dropFirst(5))))
        continue
      }
      let fields = line.split(separator: " │ ", omittingEmptySubsequences: false).map(String.init)
      let isWhole = fields.count == 3 || (fields.count == 6 && !fields[5].isEmpty)
      try #require(isWhole, "\(name).txt: \(line)")
      let (type, answer) = fields.count == 6 ? (fields[3], fields[4]) : (fields[1], fields[2])
      cases.append(Case(zone: zone, expression: fields[0], type: type, answer: answer))
    }
  }

  private static func text(of name: String) throws -> String {
    let file = try #require(fopen("\(folder)/\(name).txt", "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text on one line.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
