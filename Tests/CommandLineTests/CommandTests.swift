import Testing

@testable import millrace

@Test func `the overview fits one screen`() {
  let lines = CommandCatalogue.overview.split(separator: "\n", omittingEmptySubsequences: false)
  #expect(lines.count <= 30)
  #expect(lines.allSatisfy { $0.count <= 90 })
}

@Test func `every command has a help of its own that names all its options`() {
  for command in CommandCatalogue.all.map({ $0.declaration }) {
    let text = command.helpText
    #expect(text.hasPrefix("Usage: millrace \(command.name)"))
    for option in command.options { #expect(text.contains("--\(option.name)"), "\(command.name)") }
    #expect(Set(command.options.map(\.name)).count == command.options.count, "\(command.name)")
  }
}

@Test func `an unknown command suggests the near one`() {
  #expect(throws: UsageError("unknown command \"halp\"", help: "did you mean help?")) {
    try CommandCatalogue.find(["halp"])
  }
  #expect(throws: UsageError("unknown command \"fly\"", help: "'millrace help' lists the commands"))
  {
    try CommandCatalogue.find(["fly"])
  }
}

@Test func `run takes what the interface says, with its defaults`() throws {
  func run(_ words: String...) throws -> RunCommand {
    try RunCommand(ParsedArguments(words, of: RunCommand.declaration))
  }
  let plain = try run("p.sql")
  #expect(plain.file == "p.sql" && plain.broker.folder == ".millrace/broker" && plain.state == nil)
  #expect(plain.epochRows == 1_000_000 && plain.epochBytes == 64 << 20)
  #expect(plain.snapshotInterval == .seconds(10) && plain.workers == nil)
  let full = try run(
    "p.sql", "--broker", "embedded:b", "--state", "s", "--set", "x=1", "--until-end", "--workers",
    "2", "--epoch-rows", "7", "--epoch-bytes", "1MiB", "--snapshot-interval", "1 minute",
    "--rebuild", "v", "--from-scratch", "--take-over", "--accept-loss", "--quiet")
  #expect(full.broker == .embedded(folder: "b") && full.state == "s" && full.workers == 2)
  #expect(full.epochRows == 7 && full.epochBytes == 1 << 20)
  #expect(full.snapshotInterval == .seconds(60) && full.rebuilds == ["v"])
  #expect(full.endsAtTopicEnds && full.isFromScratch && full.takesOver && full.acceptsLoss)
  #expect(full.isQuiet && full.settings.map(\.value) == ["1"])
  #expect(throws: UsageError.self) { try run("p.sql", "--workers", "0") }
  #expect(throws: UsageError.self) { try run("p.sql", "--broker", "localhost:9092") }
}

@Test(arguments: [
  ("a/b/leads.sql", "leads"), ("leads", "leads"), ("x.tar.sql", "x.tar"), (".sql", ".sql"),
])
func `a pipeline's stem names its state`(path: String, stem: String) {
  #expect(PipelineFile.stem(of: path) == stem)
}
