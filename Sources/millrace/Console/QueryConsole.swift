import Columnar
import Diagnostics
import Glibc

/// Asks a session statement by statement and writes the answers.
struct QueryConsole {
  let session: any QuerySession
  let format: OutputFormat
  let output: StandardStream
  /// What is told beside the answers.
  let say: (String) -> Void

  /// One statement: rows to the output, their number and epoch to standard error.
  func ask(_ sql: String) throws {
    let answer = try session.answer(sql)
    let writer = RelationWriter.standard(format, zone: answer.zone)
    let count = try writer.write(answer.batches, fields: answer.fields, to: output)
    for note in answer.notes { say("note: \(note)\n") }
    say("(\(count) row\(count == 1 ? "" : "s"), epoch \(answer.epoch))\n")
  }

  /// Statements from a pipe, split at semicolons; the first failure ends it.
  func askAll(_ readLine: () throws -> String?) throws {
    var splitter = StatementSplitter()
    while let line = try readLine() {
      for statement in splitter.take(line + "\n") { try ask(statement) }
    }
    if let last = splitter.finish() { try ask(last) }
  }

  /// A prompt: reads until the end of the input or `\q`; a failure is told and the prompt goes on. Throws only
  /// `OutputError`.
  func converse(_ editor: any LineReader) throws {
    say("Statements end with a semicolon; \\d lists relations, \\d NAME its columns, \\q quits.\n")
    var splitter = StatementSplitter()
    var typed: [String] = []
    while let line = editor.readLine(prompt: splitter.isWaiting ? "      -> " : "millrace=> ") {
      let words = line.split(separator: " ")
      if !splitter.isWaiting, let command = words.first, command.hasPrefix("\\") {
        editor.remember(line)
        if command == "\\q" { return }
        try attempt { try describe(words.map(String.init)) }
        continue
      }
      if !line.isEmpty { typed.append(line) }
      let statements = splitter.take(line + "\n")
      if !splitter.isWaiting, !typed.isEmpty {
        editor.remember(typed.joined(separator: " "))
        typed = []
      }
      for statement in statements { try attempt { try ask(statement) } }
    }
    say("\n")
  }

  private func attempt(_ body: () throws -> Void) throws {
    do { try body() } catch let error as OutputError { throw error } catch {
      say(Failure(error, command: "query").text)
    }
  }

  private func describe(_ words: [String]) throws {
    guard words[0] == "\\d", words.count <= 2 else {
      throw UsageError(
        "unknown command \(words.joined(separator: " "))", help: "use \\d, \\d NAME or \\q")
    }
    var table: TextTable
    if words.count == 1 {
      table = TextTable(header: ["relation", "kind"], alignsRight: [false, false])
      table.rows = try session.relations().map { [$0.name, $0.kind] }
    } else {
      guard let fields = try session.fields(of: words[1]) else {
        let near = suggestion(for: words[1], among: try session.relations().map(\.name))
        throw UsageError(
          "there is no relation \"\(words[1])\"",
          help: near.map { "did you mean \($0)?" } ?? "\\d lists them")
      }
      table = TextTable(header: ["column", "type", ""], alignsRight: [false, false, false])
      table.rows = fields.map { [$0.name, "\($0.type)", $0.nullable ? "" : "not null"] }
    }
    try output.write(table.rendered(width: terminalWidth(STDOUT_FILENO)))
    try output.flush()
  }
}

/// Where a prompt's lines come from.
protocol LineReader {
  /// A line without its break; nil at the end of the input.
  func readLine(prompt: String) -> String?
  /// Adds to the history.
  func remember(_ line: String)
}
