/// Which partition each record of a stream belongs to.
struct Partitions: Sendable {
  let partitioning: StreamDistribution.Partitioning
  /// Day of the scenario's start.
  private let firstDay: Int64

  init(_ partitioning: StreamDistribution.Partitioning, start: Int64) {
    if case .hashed(let count) = partitioning {
      precondition(count > 0 && count <= 100_000, "there are 1 to 100 000 partitions")
    }
    self.partitioning = partitioning
    firstDay = start / CivilTime.microsecondsPerDay
  }

  /// By place in the block.
  func assign(_ block: RenderedBlock, hasKeys: Bool) -> [Int32] {
    let count = block.events.count
    return [Int32](unsafeUninitializedCapacity: count) { places, filled in
      switch partitioning {
      case .days:
        block.events.eventTimes.withUnsafeBufferPointer { times in
          for record in 0..<count {
            let day = times[record] / CivilTime.microsecondsPerDay &- firstDay
            places[record] = Int32(truncatingIfNeeded: max(0, day))
          }
        }
      case .hashed(1): places.initialize(repeating: 0)
      case .hashed(let partitions) where hasKeys:
        block.keys.withUnsafeBufferPointer { keys in
          for record in 0..<count {
            let key = UnsafeBufferPointer(rebasing: keys[block.key(record)])
            places[record] = Int32(
              truncatingIfNeeded: KafkaPartitioner.partition(of: key, among: partitions))
          }
        }
      case .hashed(let partitions):
        // By number, so that a copy goes where its original went.
        block.events.numbers.withUnsafeBufferPointer { numbers in
          for record in 0..<count {
            places[record] = Int32(truncatingIfNeeded: (numbers[record] &- 1) % Int64(partitions))
          }
        }
      }
      filled = count
    }
  }
}
