import Dataflow
import Glibc
import Testing

@testable import Store

@Suite struct StateFolderTests {
  let folder = TemporaryFolder()

  @Test func `a second store on one folder is refused and told who has it`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    let error = #expect(throws: StoreError.self) { try SQLiteStateStore(folder: folder.path) }
    #expect(error?.kind == .unavailable)
    #expect(error?.message.contains("process \(getpid())") == true)
    #expect(error?.message.contains(folder.path) == true)
    try store.close()
    _ = try SQLiteStateStore(folder: folder.path)
  }

  @Test func `a deleted database beside its log is a new state`() throws {
    var id = ""
    do {
      let store = try SQLiteStateStore(folder: folder.path)
      try store.run(EpochCommit(record(1)))
      id = store.stateID
      folder.write("kept-wal", folder.read("state.db-wal"))
    }
    unlink(folder.file("state.db"))
    folder.write("state.db-wal", folder.read("kept-wal"))
    let store = try SQLiteStateStore(folder: folder.path)
    #expect(store.stateID != id)
    #expect(try store.recover().committed == nil)
  }

  @Test func `other files in the place of the database are refused in words`() throws {
    folder.write("state.db", Array("This is no database, and long enough to be read as one".utf8))
    let text = #expect(throws: StoreError.self) { try SQLiteStateStore(folder: folder.path) }
    #expect(text?.kind == .failed)
    #expect(text?.message.contains("state.db: this is not a database") == true)
    let foreign = TemporaryFolder()
    try Connection(foreign.file("state.db"), .create).execute("CREATE TABLE t (a)")
    let other = #expect(throws: StoreError.self) { try SQLiteStateStore(folder: foreign.path) }
    #expect(other?.message.contains("not a Millrace state") == true)
  }

  @Test func `a newer format is refused and left as it is`() throws {
    _ = try SQLiteStateStore(folder: folder.path)
    try Connection(folder.file("state.db"), .readWrite).execute("PRAGMA user_version = 77")
    let error = #expect(throws: StoreError.self) { try SQLiteStateStore(folder: folder.path) }
    #expect(error?.message.contains("newer Millrace (format 77") == true)
    #expect(throws: StoreError.self) { try StateReader(folder: folder.path) }
  }

  @Test func `reading a folder without a state makes nothing there`() throws {
    let error = #expect(throws: StoreError.self) { try StateReader(folder: folder.path) }
    #expect(error?.kind == .unavailable)
    #expect(folder.names == [])
    #expect(throws: StoreError.self) { try StateReader(folder: folder.file("missing")) }
  }

  @Test func `a cut copy of a running state opens at its last whole commit`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    let table = view("v", ["a", "n"], key: [0])
    try store.define([table])
    for epoch in 1...20 as ClosedRange<Int64> {
      try store.run(EpochCommit(record(epoch), [(table, words([[epoch, epoch]]))]))
    }
    let log = folder.read("state.db-wal")
    var random = Seeded(11)
    for _ in 0..<25 {
      let copy = TemporaryFolder()
      copy.write("state.db", folder.read("state.db"))
      copy.write("state.db-wal", Array(log.prefix(Int.random(in: 0...log.count, using: &random))))
      guard let opened = try? SQLiteStateStore(folder: copy.path) else {
        // Cut inside the very first transaction: the file is still empty, which is refused or new.
        continue
      }
      let epoch = try opened.recover().committed?.epoch ?? 0
      try opened.close()
      guard epoch > 0 else { continue }
      let reader = try StateReader(folder: copy.path)
      #expect(rows(try #require(try reader.batches(of: "v"))).count == Int(epoch))
      #expect(
        rows(try #require(try reader.batches(of: "millrace.ledger")))
          == ["events|\(epoch)|\(epoch)|0|0"])
    }
  }
}
