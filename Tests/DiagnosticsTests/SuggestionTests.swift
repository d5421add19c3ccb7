import Testing

@testable import Diagnostics

@Test(arguments: [
  ("usr_id", "user_id"), ("user_di", "user_id"), ("USER_ID", "user_id"), ("tumbel", "tumble"),
  ("cont", "count"),
])
func `a slip of the pen finds the name that was meant`(written: String, meant: String) {
  #expect(suggestion(for: written, among: ["property_id", "tumble", "user_id", "count"]) == meant)
}

@Test func `a name that is far from all has no near name`() {
  #expect(suggestion(for: "revenue", among: ["user_id", "date"]) == nil)
  #expect(suggestion(for: "x", among: ["y", "z"]) == nil)
  #expect(suggestion(for: "", among: ["y"]) == nil)
  #expect(suggestion(for: "name", among: []) == nil)
}

@Test func `the nearest of several wins, the first of equals`() {
  #expect(suggestion(for: "datee", among: ["dates", "date", "dated"]) == "dates")
  #expect(suggestion(for: "propertyid", among: ["property_idx", "property_id"]) == "property_id")
}

@Test func `a swap of neighbours is one step`() {
  #expect(editDistance(Array("ab".unicodeScalars), Array("ba".unicodeScalars)) == 1)
  #expect(editDistance(Array("kitten".unicodeScalars), Array("sitting".unicodeScalars)) == 3)
  #expect(editDistance([], Array("abc".unicodeScalars)) == 3)
}
