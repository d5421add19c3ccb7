import Testing

/// A claim of INVARIANTS.md: a test file and a name in it.
private struct Claim: CustomStringConvertible {
  var file: String
  var test: String
  var description: String { "\(file): \(test)" }
}

/// Rows of the page's tables: promise, keeper, proof.
private func rows() throws -> [(keeper: String, proof: String)] {
  try SourceTree.text(of: "INVARIANTS.md").split(separator: "\n").compactMap { line in
    let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
      $0.trimmed
    }
    guard cells.count == 5, cells[1] != "promise", !cells[1].hasPrefix("---") else { return nil }
    return (cells[2], cells[3])
  }
}

extension Substring {
  fileprivate var trimmed: String {
    let head = drop { $0 == " " }
    return String(head.dropLast(head.reversed().prefix { $0 == " " }.count))
  }
}

/// `Folder/File.swift: `name`, `name`; Folder/File.py: `name``.
private func claims(in proof: String) -> [Claim] {
  var claims: [Claim] = []
  var file = ""
  for (position, part) in proof.split(separator: "`", omittingEmptySubsequences: false).enumerated()
  {
    if position % 2 == 1 {
      claims.append(Claim(file: file, test: String(part)))
      continue
    }
    for word in part.split(separator: " ") where word.hasSuffix(".swift:") || word.hasSuffix(".py:")
    {
      file = String(word.dropLast())
    }
  }
  return claims
}

@Test func `every test that the invariants name is there`() throws {
  var count = 0
  for row in try rows() {
    for claim in claims(in: row.proof) {
      count += 1
      let text = try SourceTree.text(of: "Tests/\(claim.file)")
      let isThere =
        text.contains("func `\(claim.test)`(") || text.contains("func \(claim.test)(")
        || text.contains("def \(claim.test)(")
      #expect(isThere, "\(claim)")
    }
  }
  #expect(count > 50)
}

@Test func `every file that the invariants name is there`() throws {
  for row in try rows() {
    for word in row.proof.split(whereSeparator: { $0 == " " || $0 == ";" })
    where word.hasSuffix(".case") {
      #expect(throws: Never.self) { try SourceTree.text(of: "Tests/\(word)") }
    }
    for word in row.keeper.split(whereSeparator: { $0 == " " || $0 == "," })
    where word.hasSuffix(".swift") && word != "Package.swift" {
      #expect(throws: Never.self) { try SourceTree.text(of: "Sources/\(word)") }
    }
  }
}

@Test func `a promise names its proof or says that there is none`() throws {
  for row in try rows() {
    #expect(!claims(in: row.proof).isEmpty || row.proof.contains("*not tested*"), "\(row.proof)")
  }
}
