import Dataflow
import Testing

@testable import Connectors

@Suite struct FilesSourceTests {
  private let folder = TemporaryFolder()
  private let csv = RecordShape.csv(
    delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\""), header: true)

  @Test func `a folder is read in name order, hidden and underscored names left out`() throws {
    folder.write("b.jsonl", "3\n4")
    folder.write("a.jsonl", "1\n2\n")
    folder.write(".hidden", "x\n")
    folder.write("_success", "x\n")
    folder.makeFolder("sub")
    folder.write("sub/c", "x\n")
    #expect(try readAll(filesSource(folder.path)) == ["1", "2", "3", "4"])
  }

  @Test func `a glob and a single file name their files`() throws {
    folder.write("a.json", "1\n")
    folder.write("b.json", "2\n")
    folder.write("c.txt", "3\n")
    #expect(try readAll(filesSource(folder("*.json"))) == ["1", "2"])
    #expect(try readAll(filesSource(folder("c.txt"))) == ["3"])
  }

  @Test func `blank lines, line ends of Windows and a byte order mark are no content`() throws {
    folder.write("a", [0xEF, 0xBB, 0xBF] + Array("1\r\n\n  \t\r\n\r\n2\n\n".utf8))
    folder.write("b", "")
    folder.write("c", "\n")
    folder.write("d", "3")
    #expect(try readAll(filesSource(folder.path)) == ["1", "2", "3"])
  }

  @Test func `offsets count the bytes of all files, one behind the other`() throws {
    folder.write("a", "10\n20\n")
    folder.write("b", "30\n")
    let source = filesSource(folder.path)
    try source.open(positions: [:], memory: [], wake: Wake())
    let found = try records(try epochs(source).flatMap { $0 })
    #expect(found.map(\.offset) == [0, 3, 6])
    #expect(found.map(\.file) == [folder("a"), folder("a"), folder("b")])
    #expect(source.partitions.map(\.position) == [9])
    #expect(source.partitions.map(\.end) == [9])
  }

  @Test(arguments: ["", ".gz", ".zst"])
  func `any epoch size gives the same records, and row limits are exact`(suffix: String) throws {
    let expected = (0..<5000).map {
      "{\"n\":\($0),\"pad\":\"\(String(repeating: "x", count: $0 % 90))\"}"
    }
    for (part, name) in ["a", "b", "c"].enumerated() {
      let lines = expected[(part * 1500)..<(part == 2 ? 5000 : (part + 1) * 1500)]
      folder.write(name, lines.joined(separator: part == 1 ? "\r\n\r\n" : "\n") + "\n")
      if suffix == ".gz" { folder.run("gzip", folder(name)) }
      if suffix == ".zst" { folder.run("zstd", "-q", "--rm", folder(name)) }
    }
    for rows in [1, 7, 1000, 100_000, 1_000_000] {
      let source = filesSource(folder.path)
      try source.open(positions: [:], memory: [], wake: Wake())
      let all = try epochs(source, EpochLimits(rows: rows))
      let found = try all.map { try records($0) }
      #expect(found.flatMap { $0 }.map(\.text) == expected, "\(rows) rows an epoch")
      if rows <= 1000 { #expect(found.dropLast().allSatisfy { $0.count == rows }) }
      var next: Int64 = 0
      for range in all.flatMap(ranges) {
        #expect(range.offsets.lowerBound == next)
        next = range.offsets.upperBound
      }
    }
  }

  @Test func `chunks of a large file hold each line once, wherever they are cut`() throws {
    var text = ""
    var expected: [String] = []
    for number in 0..<40_000 {
      let line = "\(number)-" + String(repeating: "y", count: (number * 7919) % 300)
      expected.append(line)
      text += line + "\n"
    }
    let long = String(repeating: "z", count: 3 << 20)
    expected.append(long)
    text += long + "\nend"
    expected.append("end")
    folder.write("a", text)
    #expect(try readAll(filesSource(folder.path)) == expected)
    #expect(try readAll(filesSource(folder.path), EpochLimits(rows: 39_999)) == expected)
  }

  @Test(arguments: ["", ".gz"], [1, 1_000_000])
  func `a line beyond the limit is one overlong record and its neighbours live`(
    suffix: String, rows: Int
  ) throws {
    folder.write(
      "a",
      "1\n" + String(repeating: "x", count: 5 << 20) + "\n2\n" + String(repeating: "y", count: 1001)
    )
    if suffix == ".gz" { folder.run("gzip", folder("a")) }
    let source = filesSource(folder.path, lineLimit: 1000)
    try source.open(positions: [:], memory: [], wake: Wake())
    let block = RecordBlock()
    var seen: [String] = []
    for chunk in try epochs(source, EpochLimits(rows: rows)).flatMap({ $0 }) {
      block.removeAll()
      try chunk.load(into: block)
      #expect(block.capacity < 3 << 20)
      for record in 0..<block.count {
        let text = String(decoding: block.slice(record), as: UTF8.self)
        seen.append(
          (block[record].isOverlong ? "overlong \(text.first ?? "?") \(text.count)" : text))
      }
    }
    #expect(seen == ["1", "overlong x 1000", "2", "overlong y 1000"])
  }

  @Test(arguments: ["", ".gz"])
  func `replay gives every epoch again, also in another process`(suffix: String) throws {
    for name in ["a", "b", "c"] {
      folder.write(name, (0..<300).map { "\(name)\($0)" }.joined(separator: "\n"))
      if suffix == ".gz" { folder.run("gzip", folder(name)) }
    }
    let source = filesSource(folder.path)
    try source.open(positions: [:], memory: [], wake: Wake())
    let all = try epochs(source, EpochLimits(rows: 37))
    let again = filesSource(folder.path)
    try again.open(
      positions: [0: source.partitions[0].position], memory: source.memory, wake: Wake())
    for epoch in all {
      #expect(try records(try again.replay(ranges(epoch))) == records(epoch))
    }
    #expect(try again.gather(EpochLimits()).chunks.isEmpty)
    #expect(throws: ConnectorError.self) {
      try again.replay([PartitionRange(partition: 0, offsets: 0..<100_000_000)])
    }
  }

  @Test(arguments: [1, 10, 299, 300, 301])
  func `a run goes on where the one before stopped`(rows: Int) throws {
    for name in ["a", "b"] {
      folder.write(name, (0..<300).map { "\(name)\($0)" }.joined(separator: "\n"))
    }
    var found: [String] = []
    var positions: [Int: Int64] = [:]
    var memory: [UInt8] = []
    for _ in 0..<1000 {
      let source = filesSource(folder.path)
      try source.open(positions: positions, memory: memory, wake: Wake())
      let gathered = try source.gather(EpochLimits(rows: rows))
      found += try records(gathered.chunks).map(\.text)
      positions = [0: source.partitions[0].position]
      memory = source.memory
      source.close()
      if gathered.isFinished { break }
    }
    #expect(found == ["a", "b"].flatMap { name in (0..<300).map { "\(name)\($0)" } })
  }

  @Test func `new files go last, whatever their names`() throws {
    folder.write("b", "1\n")
    let first = filesSource(folder.path)
    try first.open(positions: [:], memory: [], wake: Wake())
    _ = try epochs(first)
    folder.write("a", "2\n")
    let second = filesSource(folder.path)
    try second.open(positions: [0: 2], memory: first.memory, wake: Wake())
    let found = try records(try epochs(second).flatMap { $0 })
    #expect(found.map(\.text) == ["2"])
    #expect(found.map(\.offset) == [2])
  }

  @Test func `a file that changed, shrank or is gone since it was read is refused by name`() throws
  {
    for change in ["grown", "cut", "gone"] {
      folder.write("a", "1\n2\n")
      let first = filesSource(folder.path)
      try first.open(positions: [:], memory: [], wake: Wake())
      _ = try epochs(first)
      switch change {
      case "grown": folder.append("a", "3\n")
      case "cut": folder.write("a", "1\n")
      default: folder.delete("a")
      }
      let second = filesSource(folder.path)
      let error = #expect(throws: ConnectorError.self) {
        try second.open(positions: [0: 4], memory: first.memory, wake: Wake())
      }
      #expect(error?.kind == .changedInput)
      #expect(error?.message.contains(folder("a")) == true, "\(change)")
    }
  }

  @Test func `with partition_by each file is a partition`() throws {
    folder.write("a", "1\n2\n")
    folder.write("b", "3\n")
    let source = filesSource(folder.path, byFile: true)
    try source.open(positions: [:], memory: [], wake: Wake())
    let found = try records(try epochs(source, EpochLimits(rows: 1)).flatMap { $0 })
    #expect(
      Set(found) == [
        ReadRecord(text: "1", partition: 0, offset: 0, file: folder("a")),
        ReadRecord(text: "2", partition: 0, offset: 2, file: folder("a")),
        ReadRecord(text: "3", partition: 1, offset: 0, file: folder("b")),
      ])
    let again = filesSource(folder.path, byFile: true)
    try again.open(positions: [0: 2, 1: 0], memory: source.memory, wake: Wake())
    #expect(Set(try records(try epochs(again).flatMap { $0 }).map(\.text)) == ["2", "3"])
  }

  @Test func `following waits for a line's end, and takes new files last`() throws {
    folder.write("b", "1\n2")
    let source = filesSource(folder.path, follow: true)
    try source.open(positions: [:], memory: [], wake: Wake())
    defer { source.close() }
    func more() throws -> [String] {
      let gathered = try source.gather(EpochLimits())
      #expect(!gathered.isFinished)
      return try records(gathered.chunks).map(\.text)
    }
    #expect(try more() == ["1"])
    #expect(try more() == [])
    folder.append("b", "2\n3")
    #expect(try more() == ["22"])
    folder.write("a", "4\n")
    #expect(try more() == ["3", "4"])
    #expect(try source.gather(EpochLimits()).partitionsAtEnd == [0])
    folder.append("a", "5\n6")
    let again = filesSource(folder.path, follow: true)
    try again.open(
      positions: [0: source.partitions[0].position], memory: source.memory, wake: Wake())
    #expect(try records(try again.gather(EpochLimits()).chunks).map(\.text) == ["5"])
    again.close()
  }

  @Test func `a file that appears rings the bell`() throws {
    let wake = Wake()
    folder.write("a", "1\n")
    let source = filesSource(folder.path, follow: true)
    try source.open(positions: [:], memory: [], wake: wake)
    folder.write("b", "2\n")
    #expect(wake.wait(milliseconds: 5000))
    source.close()
  }

  @Test func `CSV keeps a line's end inside quotes, and gives each file's header`() throws {
    folder.write("a.csv", "id,name\r\n1,\"a\nb\"\r\n2,\"say \"\"hi\"\"\n\"\n3,5\" pipe\n4,x")
    folder.write("b.csv", "name,id\n\"c\",5\n")
    folder.write("c.csv", "id,name\n")
    let expected = ["1,\"a\nb\"", "2,\"say \"\"hi\"\"\n\"", "3,5\" pipe", "4,x", "\"c\",5"]
    for rows in [1, 2, 1_000_000] {
      #expect(
        try readAll(filesSource(folder.path, shape: csv), EpochLimits(rows: rows)) == expected)
    }
    let source = filesSource(folder.path, shape: csv)
    try source.open(positions: [:], memory: [], wake: Wake())
    let all = try epochs(source, EpochLimits(rows: 3))
    let block = RecordBlock()
    try all[1][1].load(into: block)
    #expect(String(decoding: block.header, as: UTF8.self) == "name,id")
    for epoch in all {
      #expect(try records(try source.replay(ranges(epoch))) == records(epoch))
    }
  }

  @Test func `a missing path, an empty folder and an unreadable archive are named`() throws {
    func message(_ path: String) -> ConnectorError? {
      #expect(throws: ConnectorError.self) { try readAll(filesSource(path)) }
    }
    #expect(message(folder("nowhere"))?.kind == .unavailable)
    #expect(
      message(folder("nowhere"))?.message == "there is no file or folder \(folder("nowhere"))")
    #expect(message(folder.path)?.message == "no file matches \(folder.path)")
    #expect(message(folder("*.json"))?.kind == .unavailable)
    folder.write("a.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3])
    let broken = message(folder("a.gz"))
    #expect(broken?.kind == .failed)
    #expect(broken?.message.contains(folder("a.gz")) == true)
  }

  @Test func `damaged memory is refused, never trapped on`() throws {
    folder.write("a", "1\n")
    let source = filesSource(folder.path)
    try source.open(positions: [:], memory: [], wake: Wake())
    _ = try epochs(source)
    let memory = source.memory
    for length in 1..<memory.count {
      #expect(throws: ConnectorError.self) { try TakenFiles.decode(Array(memory[..<length])) }
    }
    for index in memory.indices {
      var damaged = memory
      damaged[index] ^= 0xFF
      _ = try? TakenFiles.decode(damaged)
    }
    #expect(try TakenFiles.encode(TakenFiles.decode(memory)) == memory)
  }
}
