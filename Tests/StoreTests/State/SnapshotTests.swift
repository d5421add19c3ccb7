import Dataflow
import Testing

@testable import Store

@Suite struct SnapshotTests {
  let folder = TemporaryFolder()

  func state(_ name: String, _ group: Int, _ bytes: [UInt8]) -> OperatorState {
    OperatorState(operatorID: name, state: KeyGroupState(group: group, bytes: bytes))
  }

  func texts(_ states: [OperatorState]) -> [String] {
    states.map { "\($0.operatorID) \($0.state.group) \($0.state.bytes)" }.sorted()
  }

  func commit(_ store: SQLiteStateStore, _ epochs: ClosedRange<Int64>) throws {
    for epoch in epochs { try store.run(EpochCommit(record(epoch))) }
  }

  @Test func `a snapshot holds what changed and what did not`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    try commit(store, 1...9)
    try store.writeSnapshot(
      epoch: 3, base: nil, states: [state("v/0", 0, [1]), state("v/0", 255, [2])])
    try store.writeSnapshot(
      epoch: 5, base: 3, states: [state("v/0", 255, [3]), state("w/1", 7, [4])])
    #expect(try store.recover().snapshots == [5, 3])
    #expect(texts(try store.readSnapshot(epoch: 3)) == ["v/0 0 [1]", "v/0 255 [2]"])
    #expect(
      texts(try store.readSnapshot(epoch: 5)) == ["v/0 0 [1]", "v/0 255 [3]", "w/1 7 [4]"])
  }

  @Test func `the two newest stay, and groups that are gone are gone`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    try commit(store, 1...9)
    try store.writeSnapshot(
      epoch: 1, base: nil, states: [state("v/0", 0, [1]), state("v/0", 1, [1])])
    try store.writeSnapshot(epoch: 2, base: 1, states: [state("v/0", 0, [2])])
    try store.writeSnapshot(epoch: 3, base: 2, states: [state("v/0", 0, []), state("v/0", 2, [3])])
    #expect(try store.recover().snapshots == [3, 2])
    #expect(texts(try store.readSnapshot(epoch: 2)) == ["v/0 0 [2]", "v/0 1 [1]"])
    #expect(throws: StoreError.self) { try store.readSnapshot(epoch: 1) }
    #expect(texts(try store.readSnapshot(epoch: 3)) == ["v/0 1 [1]", "v/0 2 [3]"])
    for epoch in 4...9 as ClosedRange<Int64> {
      try store.writeSnapshot(
        epoch: epoch, base: epoch - 1, states: [state("v/0", 2, [UInt8(epoch)])])
    }
    #expect(texts(try store.readSnapshot(epoch: 9)) == ["v/0 1 [1]", "v/0 2 [9]"])
    let left = try Connection(folder.file("state.db"), .readOnly)
    #expect(try left.integer("SELECT count(*) FROM snapshot_states") == 3)
  }

  @Test func `every flipped byte and bit of an entry is refused, and the one before serves`() throws
  {
    let store = try SQLiteStateStore(folder: folder.path)
    try commit(store, 1...2)
    let old = (0..<3).map { state("v/0", $0, [1, 2, 3]) }
    try store.writeSnapshot(epoch: 1, base: nil, states: old)
    try store.writeSnapshot(
      epoch: 2, base: 1, states: [state("v/0", 1, Array(repeating: 9, count: 40))])
    let other = try Connection(folder.file("state.db"), .readWrite)
    let whole = try other.prepare("SELECT content FROM snapshot_states WHERE epoch = 2")
      .first { $0.blob(0) }
    let content = try #require(whole)
    let set = try other.prepare("UPDATE snapshot_states SET content = ? WHERE epoch = 2")
    for position in content.indices {
      for bit in 0..<8 as Range<UInt8> {
        var damaged = content
        damaged[position] ^= 1 << bit
        set.bind(1, damaged)
        try set.run()
        let error = #expect(throws: StoreError.self) { try store.readSnapshot(epoch: 2) }
        #expect(error?.message.contains("snapshot of epoch 2 cannot be used") == true)
      }
    }
    for length in content.indices {
      set.bind(1, Array(content[..<length]))
      try set.run()
      #expect(throws: StoreError.self) { try store.readSnapshot(epoch: 2) }
    }
    #expect(texts(try store.readSnapshot(epoch: 1)) == texts(old))
    set.bind(1, content)
    try set.run()
    #expect(try store.readSnapshot(epoch: 2).count == 3)
  }

  @Test func `a lost, doubled or foreign entry is refused`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    try commit(store, 1...2)
    try store.writeSnapshot(
      epoch: 1, base: nil, states: (0..<3).map { state("v/0", $0, [1, 2, 3]) })
    let other = try Connection(folder.file("state.db"), .readWrite)
    for damage in [
      "DELETE FROM snapshot_states WHERE key_group = 1",
      "UPDATE snapshot_states SET key_group = 9 WHERE key_group = 1",
      "UPDATE snapshot_states SET operator = 'w/0' WHERE key_group = 1",
      "UPDATE snapshot_states SET checksum = checksum + 1 WHERE key_group = 1",
      "UPDATE snapshots SET entry_count = 4", "UPDATE snapshots SET checksum = 0",
    ] {
      try other.execute("BEGIN")
      try other.execute(damage)
      try other.execute("COMMIT")
      #expect(throws: StoreError.self, "\(damage)") { try store.readSnapshot(epoch: 1) }
    }
  }

  @Test func `after a fall back the damaged snapshot's entries are gone`() throws {
    do {
      let store = try SQLiteStateStore(folder: folder.path)
      try commit(store, 1...4)
      try store.writeSnapshot(
        epoch: 2, base: nil, states: [state("v/0", 0, [1]), state("v/0", 1, [1])])
      try store.writeSnapshot(
        epoch: 3, base: 2, states: [state("v/0", 1, [2]), state("v/0", 2, [2])])
    }
    let store = try SQLiteStateStore(folder: folder.path)
    try store.writeSnapshot(epoch: 4, base: 2, states: [state("v/0", 0, [4])])
    #expect(try store.recover().snapshots == [4, 2])
    #expect(texts(try store.readSnapshot(epoch: 4)) == ["v/0 0 [4]", "v/0 1 [1]"])
  }

  @Test func `a snapshot that was read and refused gives way to one of the same epoch`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    try commit(store, 1...2)
    try store.writeSnapshot(epoch: 1, base: nil, states: [state("v/0", 0, [1])])
    try store.writeSnapshot(
      epoch: 2, base: 1, states: [state("v/0", 1, [2]), state("v/0", 2, [2])])
    _ = try store.readSnapshot(epoch: 2)
    _ = try store.readSnapshot(epoch: 1)
    try store.writeSnapshot(epoch: 2, base: nil, states: [state("v/0", 1, [2])])
    #expect(try store.recover().snapshots == [2])
    #expect(texts(try store.readSnapshot(epoch: 2)) == ["v/0 1 [2]"])
  }

  @Test func `megabytes of state come back as they were`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    try commit(store, 1...1)
    var random = Seeded(5)
    let states = (0..<16).map { state("v/0", $0, random.bytes(100_000)) }
    try store.writeSnapshot(epoch: 1, base: nil, states: states)
    #expect(texts(try store.readSnapshot(epoch: 1)) == texts(states))
  }
}
