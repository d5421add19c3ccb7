import Diagnostics
import TestSupport
import Testing

@testable import Commerce

private func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }

private func codes(_ text: String) -> [String] {
  YAMLReader.read(Array(text.utf8)).faults.map(\.code)
}

/// Texts that broke YAML readers, ours or others: each gives nodes or faults, and never a crash.
private let hostileTexts: [(name: String, text: String)] = [
  ("open brackets", times(100_000, "[")), ("open braces", times(100_000, "{a: ")),
  ("closing brackets", times(100_000, "]")), ("dashes", times(50_000, "- ")),
  ("question marks", times(50_000, "? ")), ("colons", times(100_000, ": ")),
  ("deep indentation", (0..<1_000).map { times($0, " ") + "a:\n" }.joined()),
  ("100 000 keys", (0..<100_000).map { "k\($0): 1\n" }.joined()),
  ("300 000 items", "[" + times(300_000, "1,") + "]"),
  ("100 000 anchors", (0..<100_000).map { "k\($0): &a\($0) 1\n" }.joined()),
  ("the same key", times(50_000, "a: 1\n")), ("a long scalar", "a: " + times(1 << 20, "x")),
  ("a long quoted scalar", "a: \"" + times(1 << 20, "\\n") + "\""),
  ("a block scalar", "a: |\n" + times(100_000, "  x\n")), ("NUL", "a: \0"), ("only NUL", "\0\0"),
  ("a tab", "\ta: 1"), ("a BOM", "\u{FEFF}a: 1"), ("a BOM within", "a: \u{FEFF}1"),
  ("a directive", "%YAML 1.2\n---\na: 1"), ("a bad directive", "%YAML 9.9\n---\na: 1"),
  ("many directives", times(10_000, "%TAG ! x:\n") + "---\na"),
  ("emoji", "👩‍👩‍👧‍👦: 🙂\n日本: [語, \"é\"]"), ("an alias of itself", "a: &a [*a]"),
  ("an alias alone", "*a"), ("an anchor alone", "&a"), ("a tag alone", "!"), ("!!", "!!"),
  ("documents", times(1_000, "---\na\n")), ("ends", times(1_000, "...\n")), ("comment", "#"),
  ("carriage returns", "a: 1\rb: 2\r\nc: 3\u{85}d: 4\u{2028}e: 5"),
  ("a flow key", "{[a]: b, {c: d}: e}"), ("an odd escape", "\"\\x\\u12\\U1234\""),
  ("a lone surrogate", "\"\\ud800\""), ("dollar signs", "a: ${${${"),
]

@Test(arguments: hostileTexts.map(\.name))
func `a hostile YAML text gives nodes or faults within its bounds`(name: String) throws {
  let text = try #require(hostileTexts.first { $0.name == name }).text
  let (root, faults) = YAMLReader.read(Array(text.utf8))
  #expect((root?.size ?? 0) <= YAMLReader.mostNodes + 1)
  for fault in faults {
    guard let range = fault.range else { continue }
    #expect(range.lower >= 0 && range.lower <= range.upper && range.upper <= text.utf8.count)
  }
  _ = faultCodes(Array(text.utf8))
}

@Test func `aliases stand for their anchors, and a bomb of them is refused`() {
  let fine = YAMLReader.read(Array("a: &x {n: [1, 2]}\nb: *x\nc: *x".utf8))
  #expect(fine.faults.isEmpty)
  #expect(fine.root?["c"]?["n"]?.items?.count == 2)
  let bomb =
    "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    + (1...30).map { level in
      "a\(level): &a\(level) [" + (0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", ")
        + "]\n"
    }.joined()
  #expect(codes(bomb) == ["too-large"])
}

@Test func `64 levels are read and 70 refused`() {
  #expect(codes(times(60, "[") + times(60, "]")).isEmpty)
  #expect(codes(times(70, "[") + times(70, "]")) == ["too-deep"])
}

@Test func `a text over 2 MiB is refused`() {
  #expect(codes("a: " + times(3 << 20, "x")) == ["too-long"])
}

@Test func `places are bytes, whatever stands before them`() throws {
  let text = "日本: é\nb: \"ü\" # ß\nlast: [a, ¡b!]"
  let root = try #require(YAMLReader.read(Array(text.utf8)).root)
  let item = try #require(root["last"]?.items?.last)
  let bytes = Array(text.utf8)
  #expect(
    String(decoding: bytes[item.range.lower..<item.range.upper], as: UTF8.self) == "¡b!")
  let behindMark = YAMLReader.read(Array("\u{FEFF}a: b".utf8)).root?["a"]?.range
  #expect(behindMark == TextRange(6, 7))
}

@Test func `a file with thousands of faults shows the first ones`() {
  let names = (0..<900).map { "        field_number_\($0): field_numbre_\($0)\n" }.joined()
  let text = """
    scenario: case
    start: 2026-03-02 00:00:00
    streams:
      events:
        arrivals: {rate: 1 per second}
        fields:

    """
  let codes = faultCodes(Array((text + names).utf8))
  #expect(codes.count == 201 && codes.contains("too-many-faults"))
}

@Test func `parameters cannot blow a file up`() {
  let text = """
    scenario: case
    start: 2026-03-02 00:00:00
    parameters: {long: x}
    streams:
      events:
        arrivals: {rate: 1 per second}
        fields: {n: {template: "\(times(1_000, "${long}"))"}}
    """
  #expect(
    faultCodes(Array(text.utf8), ["long": times(100_000, "y")]).contains("too-large"))
}

@Test func `cut, doubled and shuffled scenarios never crash`() {
  var random = SeededGenerator()
  let originals =
    ScenarioSource.builtIn.map(\.source.text) + ScenarioCases.names.map(ScenarioCases.text)
  let pieces = originals.flatMap { text in
    String(decoding: text, as: UTF8.self).split(separator: "\n").map { Array($0.utf8) + [0x0A] }
  }
  let odd: [UInt8] = Array("{}[]:,\"'$*&!|>%#-? \t\n0.9é".utf8) + [0, 0xFF, 0xC3]
  for _ in 0..<400 {
    var text = originals.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...6, using: &random) where !text.isEmpty {
      let place = Int.random(in: 0..<text.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: text[place] = odd.randomElement(using: &random) ?? 0
      case 1: text.insert(odd.randomElement(using: &random) ?? 0, at: place)
      case 2:
        text.removeSubrange(place..<min(text.count, place + Int.random(in: 1...40, using: &random)))
      case 3: text.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
      default: text.removeSubrange(place...)
      }
    }
    let (_, faults) = YAMLReader.read(text)
    let source = ScenarioSource(file: "f.yaml", text: text)
    do {
      _ = try source.read(parameters: [:], seed: random.next())
    } catch {
      let isInside = error.list.items.allSatisfy { item in
        item.range.map { $0.lower <= $0.upper && $0.upper <= text.count } ?? true
      }
      #expect(isInside && !error.rendered.isEmpty, "\(random) \(faults)")
    }
  }
}
