import Columnar
import Glibc

/// Holds a run to a limit of memory, so that it ends with an error before the kernel ends it.
///
/// What counts is the process's own memory (resident, without the pages of files), as Linux's `/proc/self/statm` has it;
/// elsewhere nothing is watched.
final class MemoryWatch: Sendable {
  /// In bytes.
  let limit: Int
  private let file: Int32
  private let pageSize = sysconf(Int32(_SC_PAGESIZE))

  init(limit: Int) {
    self.limit = limit
    file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
  }

  deinit { if file >= 0 { close(file) } }

  /// The bytes that the process has now; 0 where the system does not say.
  var used: Int {
    // "size resident shared …", in pages.
    let numbers = withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      let count = pread(file, buffer.baseAddress, buffer.count, 0)
      return buffer.prefix(max(count, 0)).split(separator: UInt8(ascii: " ")).prefix(3).map {
        $0.reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) }
      }
    }
    return numbers.count == 3 ? (numbers[1] - numbers[2]) * pageSize : 0
  }

  /// Throws `MemoryExceeded` where the process has more than the limit.
  func check() throws {
    let used = used
    if used > limit { throw MemoryExceeded(used: used, limit: limit) }
  }
}

struct MemoryExceeded: Error {
  /// In bytes.
  var used: Int
  var limit: Int
}

/// What one operator keeps, on all workers.
public struct OperatorSize: Hashable, Sendable {
  /// The views and sinks that it answers for, several where they share it; of UNIQUE and PRIMARY KEY the table.
  public var owners: [String]
  /// Equal for all of them.
  public var name: String
  public var size: StateSize

  public init(owners: [String], name: String, size: StateSize) {
    self.owners = owners
    self.name = name
    self.size = size
  }
}

extension CircuitRun {
  /// What operators with state keep, in the circuit's order. Only between epochs, or after one that failed.
  var stateSizes: [OperatorSize] {
    graph.nodes.indices.filter { graph.nodes[$0].hasState }.map { node in
      let parts = graph.nodes[node].id.split(separator: "/", maxSplits: 1).map(String.init)
      let readers = graph.nodes[node].readers.map(\.name)
      return OperatorSize(
        owners: readers.isEmpty ? [parts[0]] : readers, name: parts[parts.count - 1],
        size: runner.workers.reduce(.zero) { $0 + $1.operators[node].stateSize })
    }
  }
}

extension DriverError {
  /// The limit was met while an epoch ran, which is not committed.
  static func memoryExceeded(_ exceeded: MemoryExceeded, by sizes: [OperatorSize]) -> DriverError {
    let most = sizes.filter { $0.size.bytes > 1 << 16 }.sorted { $0.size.bytes > $1.size.bytes }
    let kept = most.prefix(3).map {
      "\n    \($0.owners.joined(separator: ", ")) (\($0.name)): \(byteText($0.size.bytes)) for \($0.size.rows) rows"
    }
    let explained = most.first.map {
      ": explain shows what \($0.owners[0]) keeps and what frees it"
    }
    return DriverError(
      .memoryExceeded,
      "the run has \(byteText(exceeded.used)) of memory, more than the \(byteText(exceeded.limit)) of --memory"
        + (kept.isEmpty ? "" : "; its state:" + kept.joined()),
      help:
        "the epoch was not committed and nothing is lost: give more with --memory, take smaller "
        + "epochs with --epoch-rows, or keep less\(explained ?? "")")
  }
}
