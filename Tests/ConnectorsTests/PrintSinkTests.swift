import Columnar
import Dataflow
import Glibc
import Testing

@testable import Connectors

@Suite struct PrintSinkTests {
  private func changes() -> Batch {
    let names = ColumnBuilder(.text)
    names.append(text: "a")
    names.append(text: "b")
    let weights = Buffer(byteCount: 16)
    weights.pointer(to: Int64.self)[0] = 2
    weights.pointer(to: Int64.self)[1] = -1
    return Batch(columns: [names.finish()], count: 2, weights: weights)
  }

  @Test func `each change is a line, printed once its epoch is committed`() throws {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    let sink = PrintSink(names: ["name"], zone: .utc, descriptor: ends[1])
    #expect(try sink.open(stateID: "x", takeOver: false) == nil)
    try sink.prepare(epoch: 1, batches: [changes()])
    try sink.commit(epoch: 1)
    try sink.commit(epoch: 1)
    try sink.close()
    close(ends[1])
    var room = [UInt8](repeating: 0, count: 4096)
    let got = read(ends[0], &room, room.count)
    close(ends[0])
    #expect(
      String(decoding: room[..<got], as: UTF8.self)
        == #"{"op":"+","row":{"name":"a"}}"# + "\n" + #"{"op":"+","row":{"name":"a"}}"# + "\n"
        + #"{"op":"-","row":{"name":"b"}}"# + "\n")
  }

  @Test func `a reader that has gone away is an error in words`() throws {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    close(ends[0])
    let sink = PrintSink(names: ["name"], zone: .utc, descriptor: ends[1])
    try sink.prepare(epoch: 1, batches: [changes()])
    let error = #expect(throws: ConnectorError.self) { try sink.commit(epoch: 1) }
    #expect(error?.message == "cannot print: whoever read the output has closed it")
    close(ends[1])
  }
}
