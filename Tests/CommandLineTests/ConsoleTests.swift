import Columnar
import Glibc
import Testing

@testable import millrace

private func split(_ lines: String...) -> [String] {
  var splitter = StatementSplitter()
  var statements = lines.flatMap { splitter.take($0 + "\n") }
  if let last = splitter.finish() { statements.append(last) }
  return statements.map { statement in
    statement.split(separator: "\n").joined(separator: "|").trimmingPrefix("|").description
  }
}

@Test func `statements end at semicolons, whichever lines they are on`() {
  #expect(split("SELECT 1; SELECT", "2;", "", "SELECT 3") == ["SELECT 1", " SELECT|2", "SELECT 3"])
  #expect(split(";;", "  ;", "-- only a comment") == [])
}

@Test func `a semicolon in a literal, a name or a comment ends nothing`() {
  #expect(split("SELECT ';', 'it''s;';") == ["SELECT ';', 'it''s;'"])
  #expect(split("SELECT \";\";") == ["SELECT \";\""])
  #expect(split("SELECT 1 -- ; no", ";") == ["SELECT 1 -- ; no"])
  #expect(split("SELECT /* ; /* ; */ ; */ 1;") == ["SELECT /* ; /* ; */ ; */ 1"])
  #expect(split("SELECT $$;$$, $a$;$$;$a$;") == ["SELECT $$;$$, $a$;$$;$a$"])
  #expect(split("SELECT E'\\';', 'a\\'; SELECT 2;") == ["SELECT E'\\';', 'a\\'", " SELECT 2"])
  #expect(split("SELECT $1; SELECT a$b$;") == ["SELECT $1", " SELECT a$b$"])
}

@Test func `a statement that is not ended waits`() {
  var splitter = StatementSplitter()
  #expect(!splitter.isWaiting)
  #expect(splitter.take("SELECT 'a\n").isEmpty && splitter.isWaiting)
  #expect(splitter.take("b';\n") == ["SELECT 'a\nb'"])
  #expect(!splitter.isWaiting)
}

private struct Lines: LineReader {
  final class Log {
    var lines: [String]
    var prompts: [String] = []
    var remembered: [String] = []
    init(_ lines: [String]) { self.lines = lines }
  }

  let log: Log

  func readLine(prompt: String) -> String? {
    log.prompts.append(prompt)
    return log.lines.isEmpty ? nil : log.lines.removeFirst()
  }

  func remember(_ line: String) { log.remembered.append(line) }
}

private final class OneRelation: QuerySession {
  var asked: [String] = []

  func answer(_ sql: String) throws -> QueryAnswer {
    asked.append(sql)
    if sql.contains("wrong") { throw UsageError("that is wrong") }
    return QueryAnswer(fields: [Field("n", .bigint)], batches: [], zone: .utc, epoch: 3)
  }

  func relations() -> [RelationSummary] { [RelationSummary(name: "leads", kind: "view")] }
  func fields(of relation: String) -> [Field]? {
    relation == "leads" ? [Field("user_id", .bigint, nullable: false)] : nil
  }
}

/// What a prompt says when it is given these lines, and what it wrote to its output.
private func converse(_ lines: String...) throws -> (
  log: Lines.Log, session: OneRelation, said: String, written: String
) {
  var ends: [Int32] = [0, 0]
  try #require(pipe(&ends) == 0)
  let (log, session) = (Lines.Log(lines), OneRelation())
  final class Said { var text = "" }
  let said = Said()
  let console = QueryConsole(
    session: session, format: .csv, output: StandardStream(descriptor: ends[1])
  ) { said.text += $0 }
  try console.converse(Lines(log: log))
  close(ends[1])
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  let count = max(read(ends[0], &buffer, buffer.count), 0)
  close(ends[0])
  return (log, session, said.text, String(decoding: buffer[..<count], as: UTF8.self))
}

@Test func `a prompt asks on until the semicolon and remembers whole statements`() throws {
  let (log, session, said, written) = try converse("SELECT n", "FROM leads;", "\\q", "SELECT 2;")
  #expect(session.asked == ["SELECT n\nFROM leads"])
  #expect(log.prompts == ["millrace=> ", "      -> ", "millrace=> "])
  #expect(log.remembered == ["SELECT n FROM leads;", "\\q"])
  #expect(said.contains("(0 rows, epoch 3)"))
  #expect(written == "n\n")
}

@Test func `a failure is told and the prompt goes on`() throws {
  let (_, session, said, _) = try converse("wrong;", "SELECT 1;", "\\d lead", "\\x")
  #expect(session.asked.count == 2)
  #expect(said.contains("millrace query: that is wrong"))
  #expect(said.contains("did you mean leads?"))
  #expect(said.contains("unknown command \\x"))
}

@Test func `backslash d lists relations and columns`() throws {
  let (_, _, _, written) = try converse("\\d", "\\d leads")
  #expect(written.contains(" leads    | view"))
  #expect(written.contains(" user_id | bigint | not null"))
}
