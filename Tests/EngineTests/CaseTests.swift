import Glibc
import Testing

@testable import millrace

/// Every case gives its golden answers, however it is run: at any epoch size, with any number of workers, killed
/// after epochs and at every step of a commit, and gone on from a snapshot or from the beginning.
///
/// `MILLRACE_RECORD=1 swift test --disable-xctest --filter EngineTests` writes the answers anew, from the first variant;
/// `MILLRACE_CASE=windows/late` runs only cases with that in their name.
@Test(arguments: CaseFolder.names.filter(isChosen))
func `a case gives its golden answers however it is run`(name: String) throws {
  let text = CaseText(try CaseFolder.text(of: name))
  if getenv("MILLRACE_RECORD") != nil {
    let first = text.variants[0]
    do {
      let answers = try Files.withFolder { folder in
        try text.answers(in: Sandbox(folder: folder, variant: first))
      }
      try CaseFolder.write(text.recorded(answers), name)
    } catch {
      Issue.record("\(name): \(Failure(error).text)")
    }
    return
  }
  #expect(text.sections.contains { $0.kind.isExpectation }, "the case expects nothing")
  for variant in text.variants {
    do {
      let answers = try Files.withFolder { folder in
        try text.answers(in: Sandbox(folder: folder, variant: variant))
      }
      for (index, answer) in answers.sorted(by: { $0.key < $1.key }) {
        let section = text.sections[index]
        let differs: Comment =
          """
          \(name) (\(variant)): \(section.kind.rawValue) \(section.argument)
          \(answer)instead of
          \(section.text)
          """
        #expect(answer == section.text, differs)
      }
    } catch {
      Issue.record("\(name) (\(variant)): \(Failure(error).text)")
    }
  }
}

private func isChosen(_ name: String) -> Bool {
  guard let part = getenv("MILLRACE_CASE").map({ String(cString: $0) }) else { return true }
  return name.contains(part)
}

@Test func `there are at least 80 cases`() {
  #expect(CaseFolder.names.count >= 80)
}

extension CaseText {
  /// All, or those with the epoch sizes that the case names.
  var variants: [Variant] {
    guard let section = sections.first(where: { $0.kind == .epochs }) else { return Variant.all }
    let sizes = section.argument.split(separator: " ").map { Int($0) ?? Variant.unbounded }
    return Variant.all.filter { sizes.contains($0.epochRows) }
  }

  /// Does what the case says; gives what is seen at each expectation, by the section's number.
  func answers(in sandbox: Sandbox) throws -> [Int: String] {
    var answers: [Int: String] = [:]
    var pipeline = ""
    var mustRun = true
    for (index, section) in sections.enumerated() {
      if section.kind == .failure {
        do {
          try sandbox.run(pipeline)
          answers[index] = "no failure\n"
        } catch {
          answers[index] = sandbox.text(of: error)
        }
        mustRun = false
      } else if section.kind.isExpectation {
        if mustRun { try sandbox.run(pipeline) }
        mustRun = false
        answers[index] = try answer(section, sandbox)
      } else {
        mustRun = true
        switch section.kind {
        case .pipeline: pipeline = section.text
        case .input: try sandbox.write(section.text, input: section.argument)
        case .topic:
          let words = section.argument.split(separator: " ")
          try sandbox.write(
            section.lines, topic: String(words[0]),
            partitions: words.count > 1 ? Int(words[1]) ?? 1 : 1)
        default: break
        }
      }
    }
    return answers
  }

  private func answer(_ section: Section, _ sandbox: Sandbox) throws -> String {
    switch section.kind {
    case .topicMessages: try sandbox.messages(of: section.argument)
    case .latestMessages: try sandbox.latestMessages(of: section.argument)
    case .fileLines: try sandbox.lines(ofFilesIn: section.argument)
    case .warnings: sandbox.warnings
    default: try sandbox.answer(section.argument)
    }
  }
}
