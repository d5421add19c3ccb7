import Testing

@testable import millrace

private let directory = Option<String>("state", "DIR", "where it is")
private let settings = Option<Setting>("set", "NAME=VALUE", "a setting", isRepeated: true)
private let size = Option<ByteSize>("memory", "SIZE", "how much")
private let quiet = Flag("quiet", "say nothing")
private let command = CommandDeclaration(
  "try", "Try it", operands: [Operand("FILE"), Operand("VIEW", .optional)],
  options: [directory, settings, size, quiet], notes: "A note.")

private func parse(_ words: String...) throws -> ParsedArguments {
  try ParsedArguments(words, of: command)
}

private func fault(_ words: String...) -> UsageError? {
  #expect(throws: UsageError.self) { try ParsedArguments(words, of: command) }
}

@Test func `values stand behind a space or an equals sign, before or after operands`() throws {
  let parsed = try parse("--state", "a", "file", "--memory=64MiB", "--quiet", "view")
  #expect(parsed.operands == ["file", "view"])
  #expect(try parsed.value(directory) == "a")
  #expect(try parsed.value(size)?.byteCount == 64 << 20)
  #expect(parsed.has(quiet) && !parsed.has(settings))
}

@Test func `a repeated option keeps its order and any other is refused twice`() throws {
  let parsed = try parse("f", "--set", "b=1", "--set=a=2")
  #expect(try parsed.all(settings).map(\.name) == ["b", "a"])
  #expect(fault("f", "--state=a", "--state=b")?.message == "--state is given twice")
}

@Test func `what was not given is nil`() throws {
  let parsed = try parse("f")
  #expect(try parsed.value(directory) == nil && parsed.all(settings).isEmpty)
}

@Test func `after two dashes everything is an operand, and one dash is one`() throws {
  #expect(try parse("--", "--quiet", "-x").operands == ["--quiet", "-x"])
  #expect(try parse("-").operands == ["-"])
}

@Test func `a wrong word is named, with the near name`() {
  #expect(fault("f", "--stat", "a")?.message == "unknown option --stat")
  #expect(fault("f", "--stat", "a")?.help?.contains("did you mean --state?") == true)
  #expect(fault("f", "-q")?.message == "unknown option -q")
  #expect(fault("f", "v", "w")?.message == "\"w\" is one word too many")
  #expect(fault()?.message == "FILE is missing")
  #expect(
    fault("f", "--memory", "64")?.message
      == "--memory: \"64\" is not a size with its unit, such as 64MiB or 2GB")
  #expect(fault("f", "--state")?.message == "--state needs a value: --state DIR")
  #expect(fault("f", "--state", "--quiet")?.message == "--state needs a value: --state DIR")
  #expect(fault("f", "--quiet=yes")?.message == "--quiet takes no value")
}

@Test func `help is asked for even where operands are missing`() throws {
  #expect(try parse("--help").asksForHelp)
  #expect(try parse("-h").asksForHelp)
}

@Test func `help is made from the declaration`() {
  #expect(
    command.helpText == """
      Usage: millrace try FILE [VIEW] [options]

      Try it.

      Options:
        --state DIR       where it is
        --set NAME=VALUE  a setting
        --memory SIZE     how much
        --quiet           say nothing

      A note.

      """)
}
