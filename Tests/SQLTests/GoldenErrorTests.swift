import Diagnostics
import SQL
import TestSupport
import Testing

let cases = CaseFiles()

/// Each `errors/NAME.sql` gives the rendering in `NAME.expected`, carets and all.
/// `MILLRACE_RECORD=1 swift test --filter SQLTests` writes the expected files anew.
@Test(arguments: cases.names(in: "errors"))
func `a faulty text gives the recorded diagnostics`(name: String) throws {
  let text = try #require(cases.read("errors/\(name).sql"))
  let list = Parser.parse(text).diagnostics
  let rendered = Renderer(file: "\(name).sql", text: text).render(list)
  if CaseFiles.isRecording {
    try #require(cases.write(rendered, to: "errors/\(name).expected"))
  } else {
    #expect(rendered == cases.read("errors/\(name).expected"))
  }
}

@Test func `there is a golden file for each of at least 45 kinds of fault`() {
  #expect(cases.names(in: "errors").count >= 45)
}
