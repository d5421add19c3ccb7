import Columnar
import Dataflow

/// One record: its event time in µs.
struct MemoryChunk: Chunk {
  var partition: Int
  var offsets: Range<Int64>
  var times: [Int64]

  func load(into block: RecordBlock) throws {
    for (index, _) in times.enumerated() {
      block.append(.init(start: 0, length: 0, offset: offsets.lowerBound + Int64(index)))
    }
  }
}

/// A log in memory: event times by partition; `epochRows` records of each partition an epoch.
final class MemorySource: Source {
  var log: [[Int64]]
  let isBounded: Bool
  var chunkRows: Int
  private var positions: [Int64]
  private(set) var openedAt: [Int: Int64] = [:]

  init(_ log: [[Int64]], isBounded: Bool = true, chunkRows: Int = 2) {
    self.log = log
    self.isBounded = isBounded
    self.chunkRows = chunkRows
    positions = log.map { _ in 0 }
  }

  var memory: [UInt8] { [7] }
  var partitions: [PartitionStatus] {
    log.indices.map {
      PartitionStatus(partition: $0, position: positions[$0], end: Int64(log[$0].count))
    }
  }

  func open(positions: [Int: Int64], memory: [UInt8], wake: Wake) throws {
    openedAt = positions
    for (partition, position) in positions { self.positions[partition] = position }
  }

  func gather(_ limits: EpochLimits) throws -> Gathered {
    var chunks: [any Chunk] = []
    for partition in log.indices {
      let from = positions[partition]
      let end = min(Int64(log[partition].count), from + Int64(limits.rows))
      chunks += try replay([PartitionRange(partition: partition, offsets: from..<end)])
      positions[partition] = end
    }
    let atEnd = log.indices.filter { positions[$0] == Int64(log[$0].count) }
    return Gathered(
      chunks: chunks, isFinished: isBounded && atEnd.count == log.count, partitionsAtEnd: atEnd)
  }

  func replay(_ ranges: [PartitionRange]) throws -> [any Chunk] {
    ranges.flatMap { range in
      stride(from: range.offsets.lowerBound, to: range.offsets.upperBound, by: chunkRows).map {
        let end = min($0 + Int64(chunkRows), range.offsets.upperBound)
        return MemoryChunk(
          partition: range.partition, offsets: $0..<end,
          times: Array(log[range.partition][Int($0)..<Int(end)]))
      }
    }
  }

  func close() {}
}

/// Rows (partition, offset, time) of a `MemoryChunk`; negative event times are rejects.
final class MemoryReader: TableReader {
  func read(_ chunk: any Chunk) throws -> ReadChunk {
    let (partition, offset, time) = (
      ColumnBuilder(.bigint), ColumnBuilder(.bigint), ColumnBuilder(.timestamp)
    )
    guard let chunk = chunk as? MemoryChunk else {
      preconditionFailure("a chunk of another source")
    }
    var counts = RowCounts()
    for (index, value) in chunk.times.enumerated() {
      counts.read += 1
      if value < 0 {
        counts.rejected += 1
        continue
      }
      counts.accepted += 1
      partition.append(word: Int64(chunk.partition))
      offset.append(word: chunk.offsets.lowerBound + Int64(index))
      time.append(word: value)
    }
    let times = time.finish()
    return ReadChunk(
      batch: Batch(
        columns: [partition.finish(), offset.finish(), times], count: times.count),
      eventTimes: times, counts: counts, sides: [])
  }
}

/// Passes rows on and remembers the watermark of each epoch's end.
final class Probe: Operator {
  private(set) var ends: [Int64] = []
  var closed: Int64?

  func push(_ batch: Batch, port: Int, to output: Output) throws { output.emit(batch) }
  func endEpoch(_ end: EpochEnd, to output: Output) throws {
    ends.append(end.watermark)
    if end.watermark == Int64.max { closed = 1_000 }
  }
  var lastClosedWindowEnd: Int64? { closed }
}

/// Counts rows, with its count as state in key group 0.
final class Counter: Operator {
  private(set) var rows: Int64 = 0
  private var isDirty = false

  func push(_ batch: Batch, port: Int, to output: Output) throws {
    rows += Int64(batch.count)
    isDirty = true
    output.emit(batch)
  }

  func snapshot() throws -> [KeyGroupState] {
    defer { isDirty = false }
    return isDirty ? [KeyGroupState(group: 0, bytes: Array("\(rows)".utf8))] : []
  }

  func restore(_ state: KeyGroupState) throws {
    guard let rows = Int64(String(decoding: state.bytes, as: UTF8.self)) else {
      throw StateDecodingError("no number")
    }
    self.rows += rows
  }
}

/// A sink that shows committed rows and outlives runs, like a server.
final class MemorySink: Sink {
  var shown: [[Value]] = []
  var epoch: Int64 = 0
  var stateID: String?
  private var prepared: (epoch: Int64, rows: [[Value]])?

  func open(stateID: String, takeOver: Bool) throws -> Int64? {
    if let known = self.stateID, known != stateID, !takeOver {
      throw ConnectorError(.foreignSink, "the sink belongs to state \(known)")
    }
    prepared = nil
    self.stateID = stateID
    return epoch
  }

  func prepare(epoch: Int64, batches: [Batch]) throws {
    prepared = (epoch, batches.flatMap { batch in (0..<batch.count).map { batch.row($0) } })
  }

  func commit(epoch: Int64) throws {
    guard let prepared, prepared.epoch == epoch else {
      preconditionFailure("commit without prepare")
    }
    shown += prepared.rows
    self.epoch = epoch
  }

  func close() throws {}
}

/// The ledger in memory; outlives runs.
final class MemoryStore: StateStore {
  let stateID = "11111111-2222-4333-8444-555555555555"
  var prepared: EpochRecord?
  var records: [EpochRecord] = []
  var commits: [EpochCommit] = []
  var snapshots: [Int64: [OperatorState]] = [:]
  /// Of each snapshot that was written, in order.
  var bases: [Int64?] = []

  func recover() throws -> Recovery {
    Recovery(
      snapshots: snapshots.keys.sorted(by: >), committed: records.last, prepared: prepared)
  }
  func record(epoch: Int64) throws -> EpochRecord? { records.first { $0.epoch == epoch } }
  func pipeline() throws -> StoredPipeline? { nil }
  func define(_ pipeline: StoredPipeline, views: [StoredView]) throws {}
  func prepare(_ record: EpochRecord) throws { prepared = record }
  func commit(_ commit: EpochCommit) throws {
    records.append(commit.record)
    commits.append(commit)
    prepared = nil
  }
  func writeSnapshot(epoch: Int64, base: Int64?, states: [OperatorState]) throws {
    snapshots[epoch] = states
    bases.append(base)
  }
  func readSnapshot(epoch: Int64) throws -> [OperatorState] { snapshots[epoch] ?? [] }
  func close() throws {}
}
