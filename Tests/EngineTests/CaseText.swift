import Glibc

/// A `.case` file: what is done, section by section, and what is expected to be seen then.
///
/// A section begins with a line such as `-- input events.jsonl` and goes on to the next one; lines before the first are
/// about the case. Blank lines at a section's end do not count.
struct CaseText {
  enum Kind: String, CaseIterable {
    /// Lines of a file in the case's folder, which `${dir}` names.
    case input
    /// `NAME` or `NAME PARTITIONS`: messages, a line each: the value alone, or `partition|timestamp|key|value`,
    /// or `partition|timestamp|key` for one without a value.
    case topic
    /// The pipeline file from here on.
    case pipeline
    /// The epoch sizes to run at, where answers depend on them by design.
    case epochs
    /// A query and its answer. Runs the pipeline first where something came since.
    case expect
    /// All messages of a topic: `expect-topic NAME`, sorted.
    case topicMessages = "expect-topic"
    /// The last message of each key of a topic, without deleted keys.
    case latestMessages = "expect-latest"
    /// All lines of the files in a folder under `${dir}`, sorted.
    case fileLines = "expect-files"
    /// The run fails with this text.
    case failure = "expect-failure"
    /// What the run tells on standard error beside its progress.
    case warnings = "expect-warnings"

    var isExpectation: Bool { rawValue.hasPrefix("expect") }
  }

  struct Section {
    var kind: Kind
    /// What stands behind the kind.
    var argument: String
    var lines: [Substring]

    var text: String { lines.map { $0 + "\n" }.joined() }
  }

  var about: [Substring] = []
  var sections: [Section] = []

  init(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let section = Self.section(line) {
        sections.append(section)
      } else if sections.isEmpty {
        about.append(line)
      } else {
        sections[sections.count - 1].lines.append(line)
      }
    }
    for index in sections.indices {
      while sections[index].lines.last?.isEmpty == true { sections[index].lines.removeLast() }
    }
  }

  /// The file with other bodies of its expectations.
  func recorded(_ bodies: [Int: String]) -> String {
    var text = about.map { $0 + "\n" }.joined()
    for (index, section) in sections.enumerated() {
      if index > 0 { text += "\n" }
      let argument = section.argument.isEmpty ? "" : " " + section.argument
      text += "-- \(section.kind.rawValue)\(argument)\n" + (bodies[index] ?? section.text)
    }
    return text
  }

  private static func section(_ line: Substring) -> Section? {
    guard line.hasPrefix("-- ") else { return nil }
    let words = line.dropFirst(3).split(separator: " ", maxSplits: 1)
    guard let first = words.first, let kind = Kind(rawValue: String(first)) else { return nil }
    return Section(kind: kind, argument: words.count > 1 ? String(words[1]) : "", lines: [])
  }
}

/// Files under this folder's `Cases`, read and recorded in the source tree.
enum CaseFolder {
  private static let root: String = {
    let file = #filePath
    return String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)]) + "/Cases"
  }()

  /// `FOLDER/NAME` of each case, sorted.
  static var names: [String] {
    Files.names(in: root).flatMap { folder in
      Files.names(in: "\(root)/\(folder)").filter { $0.hasSuffix(".case") }.map {
        "\(folder)/\($0.dropLast(5))"
      }
    }
  }

  static func text(of name: String) throws -> String { try Files.read(path(name)) }

  static func write(_ text: String, _ name: String) throws { try Files.write(text, path(name)) }

  private static func path(_ name: String) -> String { "\(root)/\(name).case" }
}
