import Testing

/// Longer files hold more than one idea.
private let fileLinesMax = 400

private func sources() throws -> [SourceFile] { try SourceTree.swiftFiles(under: "Sources") }

@Test func `no source or test is longer than 400 lines`() throws {
  // Tables of expected values are data, whatever their length.
  let tests = try SourceTree.swiftFiles(under: "Tests").filter {
    !$0.path.hasSuffix("Goldens.swift")
  }
  for file in try sources() + tests {
    let lines = file.text.utf8.count { $0 == UInt8(ascii: "\n") }
    #expect(lines <= fileLinesMax, "\(file.path) has \(lines) lines")
  }
}

@Test(arguments: ["fatalError(", "try!", "as!", "import Foundation"])
func `sources never crash on input or load Foundation`(forbidden: String) throws {
  for file in try sources() where file.text.contains(forbidden) {
    for (line, text) in codeLines(of: file.text) where text.contains(forbidden) {
      Issue.record("\(file.path):\(line) says \(forbidden)")
    }
  }
}

@Test(arguments: ["TODO", "FIXME", "XXX"])
func `sources leave nothing for later`(mark: String) throws {
  for file in try sources() where file.text.contains(mark) {
    Issue.record("\(file.path) says \(mark)")
  }
}

@Test func `every unchecked Sendable says why`() throws {
  for file in try sources() where file.text.contains("@unchecked Sendable") {
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where codeOnly(line).contains("@unchecked Sendable") {
      // The reason stands in the comment right above the declaration, or on its line.
      let above = lines[..<index].reversed().prefix { $0.contains("//") || $0.contains("@") }
      let hasReason = (above + [line]).contains { $0.contains("//") }
      #expect(hasReason, "\(file.path):\(index + 1) gives no reason for @unchecked Sendable")
    }
  }
}

@Test func `no folder of the sources is a catch-all`() throws {
  let catchAlls: Set<String> = ["core", "utils", "util", "common", "helpers", "misc", "shared"]
  for file in try sources() {
    let folders = file.path.split(separator: "/").dropLast()
    #expect(!folders.contains { catchAlls.contains($0.lowercased()) }, "\(file.path)")
  }
}
