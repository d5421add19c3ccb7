import Dataflow

@testable import Connectors

/// One record as a source gave it.
struct ReadRecord: Hashable {
  var text: String
  var partition: Int
  var offset: Int64
  var file: String?
}

func records(_ chunks: [any Chunk]) throws -> [ReadRecord] {
  let block = RecordBlock(capacity: 16)
  var found: [ReadRecord] = []
  for chunk in chunks {
    block.removeAll()
    try chunk.load(into: block)
    for record in 0..<block.count {
      precondition(chunk.offsets.contains(block[record].offset), "a record outside its chunk")
      found.append(
        ReadRecord(
          text: String(decoding: block.slice(record), as: UTF8.self), partition: chunk.partition,
          offset: block[record].offset, file: block.fileName))
    }
  }
  return found
}

/// Everything that a bounded source has, epoch by epoch.
func epochs(_ source: any Source, _ limits: EpochLimits = EpochLimits()) throws -> [[any Chunk]] {
  var epochs: [[any Chunk]] = []
  while true {
    let gathered = try source.gather(limits)
    if !gathered.chunks.isEmpty { epochs.append(gathered.chunks) }
    if gathered.isFinished { return epochs }
  }
}

/// What an epoch covers, as the ledger keeps it.
func ranges(_ chunks: [any Chunk]) -> [PartitionRange] {
  var ranges: [PartitionRange] = []
  for chunk in chunks {
    if let last = ranges.last, last.partition == chunk.partition {
      precondition(last.offsets.upperBound == chunk.offsets.lowerBound, "a gap between chunks")
      ranges[ranges.count - 1].offsets = last.offsets.lowerBound..<chunk.offsets.upperBound
    } else {
      ranges.append(PartitionRange(partition: chunk.partition, offsets: chunk.offsets))
    }
  }
  return ranges
}

func filesSource(
  _ path: String, shape: RecordShape = .lines, byFile: Bool = false, follow: Bool = false,
  lineLimit: Int = 16 << 20
) -> FilesSource {
  var settings = FilesSource.Settings(path: path, shape: shape)
  settings.partitionByFile = byFile
  settings.follow = follow
  settings.lineLimit = lineLimit
  return FilesSource(settings)
}

/// The texts of all records of a path, read as a bounded source.
func readAll(_ source: FilesSource, _ limits: EpochLimits = EpochLimits()) throws -> [String] {
  try source.open(positions: [:], memory: [], wake: Wake())
  defer { source.close() }
  return try epochs(source, limits).flatMap { try records($0) }.map(\.text)
}
