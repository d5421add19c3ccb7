import Columnar

/// What window functions gave for each row, copy by copy: kept to tell what changed, and to take it back.
///
/// Of a copy: 4 bytes of length; then 0 and the values in `RowBytes`, or 1 and the message of what failed.
struct WindowOutputs: ~Copyable {
  private var bytes = ByteArena()
  private var scratch: [UInt8] = []

  var byteCount: Int { bytes.byteCount }

  mutating func reserve(_ count: Int) { bytes.reserve(count) }

  /// Keeps the answers to the copies of a row, which lie at `range` in the columns. Gives those of before, or nil where
  /// they are the same.
  mutating func replace(
    _ row: UInt32, by columns: [Column], _ range: Range<Int>, errors: [Int: String]
  ) -> [UInt8]? {
    scratch.removeAll(keepingCapacity: true)
    for index in range {
      let start = scratch.count
      scratch.append(contentsOf: [0, 0, 0, 0])
      if let message = errors[index] {
        scratch.append(1)
        scratch.append(contentsOf: message.utf8)
      } else {
        scratch.append(0)
        RowBytes.append(columns, row: index, to: &scratch)
      }
      let length = UInt32(scratch.count - start - 4)
      scratch.withUnsafeMutableBytes {
        $0.storeBytes(of: length, toByteOffset: start, as: UInt32.self)
      }
    }
    if bytes.holds(Int(row), scratch) { return nil }
    let before = Array(bytes[Int(row)])
    bytes.store(Int(row), scratch)
    return before
  }

  /// The answers to the copies of a row.
  func answers(_ row: UInt32) -> [UInt8] { Array(bytes[Int(row)]) }

  mutating func forget(_ row: UInt32) { bytes.forget(Int(row)) }

  /// The parts of a row's bytes that are one copy's answer each, without their lengths.
  static func copies(_ answers: [UInt8]) -> [ArraySlice<UInt8>] {
    var copies: [ArraySlice<UInt8>] = []
    var at = 0
    while at < answers.count {
      let length = answers.withUnsafeBytes {
        Int($0.loadUnaligned(fromByteOffset: at, as: UInt32.self))
      }
      copies.append(answers[at + 4..<at + 4 + length])
      at += 4 + length
    }
    return copies
  }
}

/// Rows with the answers of window functions that an epoch takes back or gives.
struct WindowLines {
  private(set) var rows: [UInt32] = []
  private(set) var partitions: [UInt32] = []
  private(set) var weights: [Int64] = []
  private let builders: [ColumnBuilder]
  private(set) var failedRows: [UInt32] = []
  private(set) var failedPartitions: [UInt32] = []
  private(set) var failedWeights: [Int64] = []
  private(set) var messages: [String] = []

  init(_ results: [DataType]) { builders = results.map { ColumnBuilder($0) } }

  /// The copies' answers before and now, without those that are the same.
  mutating func add(_ row: UInt32, _ partition: Int, from old: [UInt8], to new: [UInt8]) {
    var (before, now) = (WindowOutputs.copies(old), WindowOutputs.copies(new))
    if before.count + now.count > 2 {
      // In order, so that an answer that another copy has now is the same.
      before.sort { $0.lexicographicallyPrecedes($1) }
      now.sort { $0.lexicographicallyPrecedes($1) }
      let difference = now.difference(from: before)
      (before, now) = ([], [])
      for change in difference {
        switch change {
        case .remove(_, let answer, _): before.append(answer)
        case .insert(_, let answer, _): now.append(answer)
        }
      }
    }
    for answer in before { add(row, partition, answer, -1) }
    for answer in now { add(row, partition, answer, 1) }
  }

  private mutating func add(
    _ row: UInt32, _ partition: Int, _ answer: ArraySlice<UInt8>, _ weight: Int64
  ) {
    if answer.first == 1 {
      failedRows.append(row)
      failedPartitions.append(UInt32(partition))
      failedWeights.append(weight)
      messages.append(String(decoding: answer.dropFirst(), as: UTF8.self))
      return
    }
    rows.append(row)
    partitions.append(UInt32(partition))
    weights.append(weight)
    answer.withUnsafeBufferPointer {
      if let start = $0.baseAddress { RowBytes.read(start + 1, into: builders) }
    }
  }

  func results() -> [Column] { builders.map { $0.finish() } }
}
