/// Counts one answer: keys with so many accepted records, in a window or over everything.
///
/// Memory: four bytes a key, or the keys of the windows that are open.
final class AnswerTruth {
  let name: String
  /// Keys (in windows) that reached the count.
  private(set) var total: Int64 = 0
  private let reference: Int
  private let atLeast: UInt32
  private let size: Int64?
  var isWindowed: Bool { size != nil }
  /// By entity, saturating at `atLeast`.
  private var counts: [UInt32] = []
  private var windows: [OpenWindow] = []
  private var spareTables: [CountTable] = []

  private struct OpenWindow {
    var start: Int64
    var counts: CountTable
  }

  /// No record's event time lies further behind its arrival than this and its stream's own delays.
  private static let longestLag: Int64 = 2 * 3_600 * CivilTime.microsecondsPerSecond

  init(_ definition: AnswerDefinition) {
    name = definition.name
    reference = definition.reference
    atLeast = UInt32(clamping: max(1, definition.atLeast))
    size = definition.window
  }

  /// Counts those records of a block that are accepted; a window does not count what comes when it is closed.
  /// `outcomes` and `watermarks` (those that the records carry) are by place in the block.
  func take(
    _ block: EventBlock, _ records: Range<Int>, _ outcomes: UnsafePointer<RecordOutcome>,
    _ watermarks: UnsafePointer<Int64>
  ) {
    block.entities[reference].withUnsafeBufferPointer { entities in
      guard let size else { return countAll(entities, records, outcomes) }
      block.eventTimes.withUnsafeBufferPointer { times in
        countWindows(entities, times, size, records, outcomes, watermarks)
      }
    }
  }

  private func countAll(
    _ entities: UnsafeBufferPointer<Int32>, _ records: Range<Int>,
    _ outcomes: UnsafePointer<RecordOutcome>
  ) {
    var highest = -1
    for record in records { highest = max(highest, Int(entities[record])) }
    if highest >= counts.count {
      counts.reserveCapacity(max(highest + 1, counts.count * 2))
      while counts.count <= highest { counts.append(0) }
    }
    counts.withUnsafeMutableBufferPointer { counts in
      for record in records where outcomes[record].isAccepted && entities[record] >= 0 {
        let place = Int(entities[record])
        guard counts[place] < atLeast else { continue }
        counts[place] &+= 1
        if counts[place] == atLeast { total &+= 1 }
      }
    }
  }

  private func countWindows(
    _ entities: UnsafeBufferPointer<Int32>, _ times: UnsafeBufferPointer<Int64>, _ size: Int64,
    _ records: Range<Int>, _ outcomes: UnsafePointer<RecordOutcome>,
    _ watermarks: UnsafePointer<Int64>
  ) {
    // Neighbours nearly always share their window.
    var latestStart = Int64.min
    var latest: CountTable?
    for record in records where outcomes[record].isAccepted && entities[record] >= 0 {
      let start = windowStart(of: times[record], size: size)
      if start &+ size <= watermarks[record] { continue }
      if start != latestStart || latest == nil { (latestStart, latest) = (start, table(start)) }
      let count = latest?.increment(UInt32(truncatingIfNeeded: entities[record]) &+ 1)
      if count == atLeast { total &+= 1 }
    }
  }

  private func table(_ start: Int64) -> CountTable {
    if let window = windows.first(where: { $0.start == start }) { return window.counts }
    let table = spareTables.popLast() ?? CountTable()
    windows.append(OpenWindow(start: start, counts: table))
    return table
  }

  /// Frees windows that no record can enter: those behind the watermark of every partition, and, where a partition has
  /// no records, those that lie further back than any record may.
  func close(watermark: Int64, arrival: Int64, delay: Int64) {
    guard let size else { return }
    let bound = max(watermark, arrival - delay - size - Self.longestLag)
    for window in windows where window.start + size <= bound {
      window.counts.removeAll()
      spareTables.append(window.counts)
    }
    windows.removeAll { $0.start + size <= bound }
  }
}

/// What a perfect pipeline does with a record.
enum RecordOutcome: UInt8 {
  case accepted, late, rejected, duplicate

  @inline(__always)
  var isAccepted: Bool { rawValue <= RecordOutcome.late.rawValue }
}
