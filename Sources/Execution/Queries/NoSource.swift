import Dataflow

/// The source of a relation whose rows the caller already has: never asked for anything.
final class NoSource: Source {
  let isBounded = true
  let memory: [UInt8] = []
  let partitions: [PartitionStatus] = []
  func open(positions: [Int: Int64], memory: [UInt8], wake: Wake) {}
  func gather(_ limits: EpochLimits) -> Gathered { Gathered(isFinished: true) }
  func replay(_ ranges: [PartitionRange]) -> [any Chunk] { [] }
  func close() {}
}

/// Its reader.
final class NoReader: TableReader {
  func read(_ chunk: any Chunk) -> ReadChunk {
    preconditionFailure("rows of a query are not read from chunks")
  }
}
