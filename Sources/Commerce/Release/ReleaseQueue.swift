/// Which of the records that come next are due.
public enum Due: Hashable, Sendable {
  /// As many as are at hand.
  case all
  /// What has come by this moment of the scenario's clock, µs since 1970.
  case until(Int64)
  /// So many records.
  case count(Int)
}

/// Rendered blocks in the order of their first arrivals, released stream by stream or merged by arrival.
final class ReleaseQueue {
  /// Rendered blocks by stream that are not released to their ends.
  private var open: [[ReleasedBlock]]
  /// Where blocks come from: when the next one's first record comes (nil: there is none), and the block.
  private let upcoming: () -> Int64?
  private let pull: () -> ReleasedBlock

  /// So many records are merged at most in one step, which bounds memory.
  private static let mergedMax = 65_536

  init(
    streamCount: Int, upcoming: @escaping () -> Int64?, pull: @escaping () -> ReleasedBlock
  ) {
    open = Array(repeating: [], count: streamCount)
    (self.upcoming, self.pull) = (upcoming, pull)
  }

  var isEmpty: Bool { open.allSatisfy(\.isEmpty) && upcoming() == nil }

  /// Every record of an earlier tick was released.
  var oldestTick: Int64 { open.compactMap { $0.first?.tick }.min() ?? .max }

  /// When the next record comes, µs since 1970; nil at the end.
  var nextArrival: Int64? {
    var first = upcoming()
    for stream in open {
      if let arrival = stream.first?.nextArrival { first = min(first ?? arrival, arrival) }
    }
    return first
  }

  /// Some of the records that are due; none when none is.
  func release(_ due: Due) -> [GeneratedSlice] {
    switch due {
    case .all: releaseBlock()
    case .until(let moment): merge(until: moment, count: Self.mergedMax)
    case .count(let count): merge(until: .max, count: min(count, Self.mergedMax))
    }
  }

  private func releaseBlock() -> [GeneratedSlice] {
    for stream in open.indices where !open[stream].isEmpty { return [takeFirst(of: stream)] }
    guard upcoming() != nil else { return [] }
    let block = pull()
    open[block.rendered.events.stream].append(block)
    return [takeFirst(of: block.rendered.events.stream)]
  }

  private func takeFirst(of stream: Int) -> GeneratedSlice {
    let block = open[stream].removeFirst()
    defer { block.position = block.end }
    return GeneratedSlice(block: block, records: block.position..<block.end)
  }

  /// The next records by arrival, then by stream.
  private func merge(until moment: Int64, count: Int) -> [GeneratedSlice] {
    var slices: [GeneratedSlice] = []
    var begins = open.map { $0.first?.position ?? 0 }
    func close(_ stream: Int) {
      let block = open[stream][0]
      if begins[stream] < block.position {
        slices.append(GeneratedSlice(block: block, records: begins[stream]..<block.position))
      }
      begins[stream] = block.position
      guard block.position == block.end else { return }
      open[stream].removeFirst()
      begins[stream] = open[stream].first?.position ?? 0
    }
    for _ in 0..<count {
      var earliest: (arrival: Int64, stream: Int)?
      for stream in open.indices {
        guard let arrival = open[stream].first?.nextArrival else { continue }
        if arrival < earliest?.arrival ?? .max { earliest = (arrival, stream) }
      }
      while let next = upcoming(), next <= earliest?.arrival ?? moment, next <= moment {
        let block = pull()
        let stream = block.rendered.events.stream
        open[stream].append(block)
        if open[stream].count == 1 { begins[stream] = 0 }
        let arrival = open[stream][0].nextArrival
        if (arrival, stream) < (earliest?.arrival ?? .max, earliest?.stream ?? 0) {
          earliest = (arrival, stream)
        }
      }
      guard let earliest, earliest.arrival <= moment else { break }
      open[earliest.stream][0].position += 1
      if open[earliest.stream][0].position == open[earliest.stream][0].end {
        close(earliest.stream)
      }
    }
    for stream in open.indices where !open[stream].isEmpty { close(stream) }
    return slices
  }
}

extension ReleasedBlock {
  fileprivate var nextArrival: Int64 { rendered.events.arrivals[position] }
}
