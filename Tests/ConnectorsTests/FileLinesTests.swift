import Dataflow
import Testing

@testable import Connectors

/// Each record says on which line it stands: blocks must say the same.
@Suite struct FileLinesTests {
  private let folder = TemporaryFolder()

  private func write(_ count: Int, _ suffix: String, _ random: inout SeededGenerator) {
    var text = ""
    for line in 1...count {
      let isBlank = Int.random(in: 0..<5, using: &random) == 0
      let pad = String(repeating: "x", count: Int.random(in: 0..<300, using: &random))
      text += isBlank ? "\n" : "\(line) \(pad)\n"
    }
    folder.write("a", text)
    if suffix == ".gz" { folder.run("gzip", folder("a")) }
  }

  /// Checks every record of some chunks; returns how many there were.
  private func check(_ chunks: [any Chunk], _ about: String) throws -> Int {
    let block = RecordBlock(capacity: 16)
    var checked = 0
    for chunk in chunks {
      block.removeAll()
      try chunk.load(into: block)
      var line = try #require(try block.linesBefore?(), "\(about)") + 1
      var at = 0
      for record in 0..<block.count {
        while at < Int(block[record].start) {
          if block.bytes[at] == 10 { line += 1 }
          at += 1
        }
        let text = String(decoding: block.slice(record).prefix { $0 != 32 }, as: UTF8.self)
        if text != "\(line)" { Issue.record("\(about): \(text) on line \(line)") }
      }
      checked += block.count
    }
    return checked
  }

  @Test(arguments: ["", ".gz"], [100, 16 << 20])
  func `a block knows its first line, in any order and after a restart`(
    suffix: String, lineLimit: Int
  ) throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SeededGenerator(seed: seed)
    write(6_000, suffix, &random)
    let about = "seed \(seed)"
    let source = filesSource(folder.path, lineLimit: lineLimit)
    try source.open(positions: [:], memory: [], wake: Wake())
    let limits = EpochLimits(rows: 1000)
    let first = try source.gather(limits).chunks
    let (memory, position) = (source.memory, source.partitions[0].position)
    let rest = try epochs(source, limits).flatMap { $0 }
    let whole = try check((first + rest).shuffled(using: &random), about)
    #expect(whole > 4000)

    let restarted = filesSource(folder.path, lineLimit: lineLimit)
    try restarted.open(positions: [0: position], memory: memory, wake: Wake())
    let again = try restarted.replay(ranges(first)).shuffled(using: &random)
    let after = try epochs(restarted, limits).flatMap { $0 }.shuffled(using: &random)
    #expect(try check(again, about) + check(after, about) == whole, "\(about)")
  }
}
