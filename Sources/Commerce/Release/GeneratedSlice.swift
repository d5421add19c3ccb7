/// A rendered block that is released piece by piece.
final class ReleasedBlock {
  let rendered: RenderedBlock
  /// By place in the block.
  let partitions: [Int32]
  let end: Int
  let tick: Int64
  /// Records before this one were released.
  var position = 0

  init(_ rendered: RenderedBlock, partitions: [Int32], end: Int, tick: Int64) {
    (self.rendered, self.partitions, self.end, self.tick) = (rendered, partitions, end, tick)
  }
}

/// Records of one stream, one after the other, to be written now.
public struct GeneratedSlice {
  let block: ReleasedBlock
  let records: Range<Int>

  /// Index of the stream.
  public var stream: Int { block.rendered.events.stream }
  public var count: Int { records.count }
  /// When the last of them comes, µs since 1970.
  public var lastArrival: Int64 { block.rendered.events.arrivals[records.upperBound - 1] }

  /// Calls `body` with the records; they are valid during the call only.
  public func withRecords<Result>(
    _ body: (GeneratedRecords) throws -> Result
  ) rethrows -> Result {
    let rendered = block.rendered
    return try rendered.text.withUnsafeBytes { text in
      try rendered.keys.withUnsafeBytes { keys in
        try rendered.ends.withUnsafeBufferPointer { ends in
          try rendered.keyEnds.withUnsafeBufferPointer { keyEnds in
            try rendered.events.arrivals.withUnsafeBufferPointer { arrivals in
              try block.partitions.withUnsafeBufferPointer { partitions in
                try body(
                  GeneratedRecords(
                    records: records, text: text, keys: keys, ends: ends, keyEnds: keyEnds,
                    arrivals: arrivals, partitions: partitions))
              }
            }
          }
        }
      }
    }
  }
}

/// The records of a slice, numbered from 0.
public struct GeneratedRecords {
  let records: Range<Int>
  let text: UnsafeRawBufferPointer
  let keys: UnsafeRawBufferPointer
  let ends: UnsafeBufferPointer<Int>
  let keyEnds: UnsafeBufferPointer<Int>
  let arrivals: UnsafeBufferPointer<Int64>
  let partitions: UnsafeBufferPointer<Int32>

  public var count: Int { records.count }

  /// The bytes of one record, without a newline.
  public func value(_ record: Int) -> UnsafeRawBufferPointer {
    let end = ends[records.lowerBound &+ record] &- 1
    return UnsafeRawBufferPointer(rebasing: text[lineStart(record)..<end])
  }

  /// The message key; nil where the stream has none.
  public func key(_ record: Int) -> UnsafeRawBufferPointer? {
    let place = records.lowerBound &+ record
    let start = place == 0 ? 0 : keyEnds[place &- 1]
    if start == keyEnds[place] { return nil }
    return UnsafeRawBufferPointer(rebasing: keys[start..<keyEnds[place]])
  }

  public func partition(_ record: Int) -> Int { Int(partitions[records.lowerBound &+ record]) }

  /// When it comes by the scenario's clock, µs since 1970: its timestamp in the log. Never goes back within a stream.
  public func timestamp(_ record: Int) -> Int64 { arrivals[records.lowerBound &+ record] }

  /// Some records as lines, each with its newline.
  public func lines(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    if range.isEmpty { return UnsafeRawBufferPointer(rebasing: text[0..<0]) }
    let end = ends[records.lowerBound &+ range.upperBound &- 1]
    return UnsafeRawBufferPointer(rebasing: text[lineStart(range.lowerBound)..<end])
  }

  private func lineStart(_ record: Int) -> Int {
    let place = records.lowerBound &+ record
    return place == 0 ? 0 : ends[place &- 1]
  }
}
