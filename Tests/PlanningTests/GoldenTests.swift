import Diagnostics
import Planning
import TestSupport
import Testing

let cases = CaseFiles()

/// Each `errors/NAME.sql` gives the rendering in `NAME.expected`, each `plans/NAME.sql` the explanation.
/// `MILLRACE_RECORD=1 swift test --filter PlanningTests` writes the expected files anew.
private func check(_ rendered: String, against path: String) throws {
  if CaseFiles.isRecording {
    try #require(cases.write(rendered, to: path))
  } else {
    #expect(rendered == cases.read(path))
  }
}

@Test(arguments: cases.names(in: "errors"))
func `a faulty pipeline gives the recorded diagnostics`(name: String) throws {
  let text = try #require(cases.read("errors/\(name).sql"))
  let planned = planned(text)
  #expect(!planned.diagnostics.items.isEmpty)
  let rendered = Renderer(file: "\(name).sql", text: text).render(planned.diagnostics)
  try check(rendered, against: "errors/\(name).expected")
}

@Test(arguments: cases.names(in: "plans"))
func `a pipeline gives the recorded plan`(name: String) throws {
  let text = try #require(cases.read("plans/\(name).sql"))
  let planned = planned(text)
  let faults = Renderer(file: "\(name).sql", text: text).render(planned.diagnostics)
  let pipeline = try #require(planned.pipeline, "\(faults)")
  let warnings = planned.diagnostics.items.isEmpty ? "" : "\n" + faults
  try check(Explanation(pipeline).text + warnings, against: "plans/\(name).expected")
}

@Test func `there is a golden file for each of at least 45 kinds of fault and 25 plans`() {
  #expect(cases.names(in: "errors").count >= 45)
  #expect(cases.names(in: "plans").count >= 25)
}
