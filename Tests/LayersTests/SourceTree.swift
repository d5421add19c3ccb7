import Glibc
import Testing

struct SourceFile {
  /// From the package's folder.
  var path: String
  var text: String
}

/// The package's own files, found from where this file lies.
enum SourceTree {
  struct Unreadable: Error {
    var path: String
    var reason: String
  }

  static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()

  /// Names in a folder, sorted, without hidden ones.
  static func entries(of path: String) throws -> [String] {
    guard let folder = opendir("\(root)/\(path)") else {
      throw Unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  static func swiftFiles(under path: String) throws -> [SourceFile] {
    var files: [SourceFile] = []
    for name in try entries(of: path) {
      let inner = "\(path)/\(name)"
      var facts = stat()
      guard lstat("\(root)/\(inner)", &facts) == 0 else { continue }
      if facts.st_mode & S_IFMT == S_IFDIR {
        files += try swiftFiles(under: inner)
      } else if name.hasSuffix(".swift") {
        files.append(SourceFile(path: inner, text: try text(of: inner)))
      }
    }
    return files
  }

  static func text(of path: String) throws -> String {
    guard let file = fopen("\(root)/\(path)", "r") else {
      throw Unreadable(path: path, reason: String(cString: strerror(errno)))
    }
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
}

/// The modules that a text imports, with the line of each.
func imports(in text: String) -> [(line: Int, module: String)] {
  codeLines(of: text).compactMap { line, text in
    var words = text.split(whereSeparator: \.isWhitespace)[...]
    let levels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    while let word = words.first, word.hasPrefix("@") || levels.contains(word) {
      words.removeFirst()
    }
    guard words.popFirst() == "import" else { return nil }
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
    ]
    if let word = words.first, kinds.contains(word) { words.removeFirst() }
    guard let name = words.first?.split(separator: ".").first else { return nil }
    return (line, String(name))
  }
}

/// Lines with their numbers from 1, without comments and the contents of simple strings.
func codeLines(of text: String) -> [(line: Int, text: String)] {
  var isInComment = false
  var isInMultilineString = false
  return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
    index, line in
    let quotes = line.split(separator: "\"\"\"", omittingEmptySubsequences: false).count - 1
    let wasInString = isInMultilineString
    if quotes % 2 == 1 { isInMultilineString.toggle() }
    if wasInString || isInMultilineString { return (index + 1, "") }
    return (index + 1, codeOnly(line, isInComment: &isInComment))
  }
}

func codeOnly(_ line: Substring) -> String {
  var isInComment = false
  return codeOnly(line, isInComment: &isInComment)
}

private func codeOnly(_ line: Substring, isInComment: inout Bool) -> String {
  var code: [UInt8] = []
  var isInString = false
  let bytes = Array(line.utf8)
  var index = 0
  while index < bytes.count {
    let pair = (bytes[index], index + 1 < bytes.count ? bytes[index + 1] : 0)
    index += 1
    if isInComment {
      if pair == (UInt8(ascii: "*"), UInt8(ascii: "/")) {
        (isInComment, index) = (false, index + 1)
      }
    } else if isInString {
      if pair.0 == UInt8(ascii: "\\") { index += 1 }
      if pair.0 == UInt8(ascii: "\"") { isInString = false }
    } else if pair == (UInt8(ascii: "/"), UInt8(ascii: "/")) {
      break
    } else if pair == (UInt8(ascii: "/"), UInt8(ascii: "*")) {
      (isInComment, index) = (true, index + 1)
    } else {
      isInString = pair.0 == UInt8(ascii: "\"")
      code.append(pair.0)
    }
  }
  return String(decoding: code, as: UTF8.self)
}
