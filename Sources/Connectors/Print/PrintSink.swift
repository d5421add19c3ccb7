import Columnar
import Dataflow
import Glibc

/// Writes each change as a line of JSON, `{"op":"+","row":{…}}` or `"-"` for a retraction, when its epoch is committed.
///
/// It remembers nothing: after a crash the last epoch may be printed again.
public final class PrintSink: Sink {
  private let names: [String]
  private let output: JSONOutput
  private let descriptor: Int32
  private var epoch: Int64 = 0
  private var lines: [UInt8] = []

  /// `descriptor` is standard output where nothing else is given; it stays the caller's to close.
  public init(names: [String], zone: Zone, descriptor: Int32 = STDOUT_FILENO) {
    self.names = names
    output = JSONOutput(zone: zone)
    self.descriptor = descriptor
  }

  public func open(stateID: String, takeOver: Bool) throws -> Int64? { nil }

  public func prepare(epoch: Int64, batches: [Batch]) throws {
    self.epoch = epoch
    lines.removeAll(keepingCapacity: true)
    for batch in batches {
      for row in 0..<batch.count {
        let weight = batch.weight(row)
        for _ in 0..<weight.magnitude { append(weight > 0 ? "+" : "-", batch, row) }
      }
    }
  }

  private func append(_ sign: String, _ batch: Batch, _ row: Int) {
    lines.append(contentsOf: "{\"op\":\"\(sign)\",\"row\":".utf8)
    output.writeObject(names: names, batch, row: row, to: &lines)
    lines.append(contentsOf: "}\n".utf8)
  }

  /// Throws: `ConnectorError.failed` where the reader has gone away; SIGPIPE must be ignored for that.
  public func commit(epoch: Int64) throws {
    guard epoch == self.epoch else { return }
    var written = 0
    while written < lines.count {
      let count = lines.withUnsafeBytes { room in
        write(descriptor, room.baseAddress.map { $0 + written }, room.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw PrintSink.failure(errno) }
      written += count
    }
    // A second commit of the epoch prints nothing.
    lines.removeAll(keepingCapacity: true)
  }

  private static func failure(_ code: Int32) -> ConnectorError {
    if code == EPIPE {
      return ConnectorError(.failed, "cannot print: whoever read the output has closed it")
    }
    return ConnectorError(.failed, "cannot print: \(String(cString: strerror(code)))")
  }

  public func close() throws {}
}
