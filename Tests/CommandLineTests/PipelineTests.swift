import Dataflow
import Diagnostics
import Glibc
import Testing

@testable import millrace

/// A folder that goes away with what is in it, one level deep.
private func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  var template = Array("/tmp/millrace-test-XXXXXX".utf8CString)
  let made = template.withUnsafeMutableBufferPointer { buffer in
    buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
  }
  let path = try #require(made)
  defer { removeAll(path) }
  return try body(path)
}

private func removeAll(_ path: String) {
  if let folder = opendir(path) {
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    closedir(folder)
    for name in names where name != "." && name != ".." { removeAll("\(path)/\(name)") }
  }
  remove(path)
}

private func save(_ text: String, _ path: String) throws {
  let file = try #require(fopen(path, "w"))
  defer { fclose(file) }
  try #require(fputs(text, file) >= 0)
}

private func validate(_ sql: String, _ words: String...) throws -> ExitCode {
  try withFolder { folder in
    try save(sql, folder + "/p.sql")
    let arguments = try ParsedArguments(
      [folder + "/p.sql"] + words, of: ValidateCommand.declaration)
    return try ValidateCommand(arguments).run()
  }
}

private let table = """
  CREATE TABLE t (a bigint, at timestamp) WITH (connector = 'topic', topic = '${topic}', \
  format = 'json', event_time = 'at');
  CREATE MATERIALIZED VIEW v AS SELECT a, count(*) FROM t GROUP BY a;
  """

@Test func `validate answers 0 for a pipeline without faults and 2 for one with faults`() throws {
  #expect(try validate(table, "--set", "topic=events") == .done)
  #expect(try validate(table) == .wrongInput)
  #expect(try validate("SELEC 1") == .wrongInput)
}

@Test func `all faults of a file are rendered at once, with places`() throws {
  try withFolder { folder in
    try save("SELEC 1;\nCREATE TABLE;\nINSERT INTO x SELECT 1;", folder + "/p.sql")
    let plan = PipelinePlan(file: try PipelineFile(path: folder + "/p.sql"), settings: [])
    #expect(plan.pipeline == nil)
    let text = plan.faults.rendered
    for place in ["p.sql:1:1: error", "p.sql:2:", "p.sql:3:13: error", "3 errors in"] {
      #expect(text.contains(place), "\(place) is not in \(text)")
    }
  }
}

@Test func `a value from the environment is never shown`() throws {
  try withFolder { folder in
    setenv("MILLRACE_TEST_SECRET", "s3cr3t", 1)
    defer { unsetenv("MILLRACE_TEST_SECRET") }
    try save(
      table.replacing("${topic}", with: "a").replacing(
        "event_time = 'at'", with: "event_time = '${ENV:MILLRACE_TEST_SECRET}'"), folder + "/p.sql")
    let plan = PipelinePlan(file: try PipelineFile(path: folder + "/p.sql"), settings: [])
    #expect(plan.faults.list.hasErrors && !plan.faults.rendered.contains("s3cr3t"))
  }
}

@Test func `a pipeline file that is no text or not there is an error of its own`() throws {
  #expect(throws: FileError.self) { try PipelineFile(path: "/nonexistent/p.sql") }
  try withFolder { folder in
    try #require(symlink("/dev/zero", folder + "/zero.sql") == 0)
    #expect(throws: FileError.self) { try PipelineFile(path: folder + "/zero.sql") }
    #expect(throws: FileError.self) { try PipelineFile(path: folder) }
  }
}

@Test func `the only state is found, several must be told apart, none is unavailable`() throws {
  try withFolder { root in
    #expect(throws: StoreError.self) { try StateFolder.find(nil, in: root) }
    func make(_ name: String) throws {
      try #require(mkdir("\(root)/\(name)", 0o755) == 0)
      try save("", "\(root)/\(name)/state.db")
    }
    try #require(mkdir("\(root)/broker", 0o755) == 0)
    try make("leads")
    #expect(try StateFolder.find(nil, in: root) == "\(root)/leads")
    try make("orders")
    #expect(throws: UsageError.self) { try StateFolder.find(nil, in: root) }
    #expect(try StateFolder.find("elsewhere", in: root) == "elsewhere")
  }
}
