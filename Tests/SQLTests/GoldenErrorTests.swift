import Diagnostics
import Glibc
import SQL
import Testing

/// Each `errors/NAME.sql` gives the rendering in `NAME.expected`, carets and all.
/// `MILLRACE_RECORD=1 swift test --filter SQLTests` writes the expected files anew.
@Test(arguments: CaseFile.names(in: "errors"))
func `a faulty text gives the recorded diagnostics`(name: String) throws {
  let text = try #require(CaseFile.read("errors/\(name).sql"))
  let list = Parser.parse(text).diagnostics
  let rendered = Renderer(file: "\(name).sql", text: text).render(list)
  if getenv("MILLRACE_RECORD") != nil {
    try #require(CaseFile.write(rendered, to: "errors/\(name).expected"))
  } else {
    #expect(rendered == CaseFile.read("errors/\(name).expected"))
  }
}

@Test func `there is a golden file for each of at least 45 kinds of fault`() {
  #expect(CaseFile.names(in: "errors").count >= 45)
}
