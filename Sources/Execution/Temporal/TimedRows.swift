import Columnar
import Dataflow

/// The rows that a temporal filter keeps, each distinct row once: its bytes, how often it was given, how often it is
/// shown, and between which watermarks it is there.
final class TimedRows {
  /// From which watermark on a row is there, and from which on no longer.
  struct Span: Hashable {
    var from: Int64
    var until: Int64

    func holds(_ watermark: Int64) -> Bool { from <= watermark && watermark < until }
  }

  let types: [DataType]
  private let table = KeyTable(types: [.bytea])
  private var weights = DenseArray<Int64>()
  private var shown = DenseArray<Int64>()
  private var froms = DenseArray<Int64>()
  private var untils = DenseArray<Int64>()
  private var isTimed = DenseArray<UInt8>()
  private var timers = TimerHeap()
  private var isTouched = DenseArray<UInt8>()
  private var touched: [UInt32] = []

  init(types: [DataType]) { self.types = types }

  var count: Int { table.count }

  var size: StateSize {
    let counts = weights.byteCount + shown.byteCount + isTouched.byteCount
    let times = froms.byteCount + untils.byteCount + isTimed.byteCount + timers.byteCount
    return StateSize(rows: table.count, bytes: table.byteCount + counts + times)
  }

  func hash(_ row: UInt32) -> UInt64 { table.hashes[Int(row)] }

  /// Adds rows, each with its span; without weights all are +1.
  func add(
    _ columns: [Column], hashes: UnsafePointer<UInt64>, spans: [Span],
    weights given: UnsafePointer<Int64>?
  ) {
    let numbers = numbers(of: columns, hashes, spans.count)
    for (row, number) in numbers.enumerated() {
      weights[Int(number)] &+= given.map { $0[row] } ?? 1
      if isTouched[Int(number)] != 0 { continue }
      isTouched[Int(number)] = 1
      touched.append(number)
      setTimers(number, spans[row])
    }
  }

  private func numbers(
    of columns: [Column], _ hashes: UnsafePointer<UInt64>, _ count: Int
  ) -> [UInt32] {
    let encoded = ColumnBuilder(.bytea, capacity: count)
    var bytes: [UInt8] = []
    for row in 0..<count {
      bytes.removeAll(keepingCapacity: true)
      RowEncoding.append(columns, row: row, to: &bytes)
      bytes.withUnsafeBufferPointer { encoded.append(bytes: $0) }
    }
    var numbers = [UInt32](repeating: 0, count: count)
    numbers.withUnsafeMutableBufferPointer { numbers in
      guard let base = numbers.baseAddress else { return }
      table.findOrInsert([encoded.finish()], hashes: hashes, count: count, groups: base)
    }
    weights.reserve(table.numberLimit)
    shown.reserve(table.numberLimit)
    froms.reserve(table.numberLimit)
    untils.reserve(table.numberLimit)
    isTouched.reserve(table.numberLimit)
    isTimed.reserve(table.numberLimit)
    return numbers
  }

  /// A row that was there has its timers already.
  private func setTimers(_ number: UInt32, _ span: Span) {
    if isTimed[Int(number)] != 0 { return }
    isTimed[Int(number)] = 1
    froms[Int(number)] = span.from
    untils[Int(number)] = span.until
    if span.from > .min { timers.push(span.from, number) }
    if span.until < .max { timers.push(span.until, number) }
  }

  /// Rows that a watermark brings or takes, and those that were added since.
  func due(at watermark: Int64) -> [UInt32] {
    while let entry = timers.pop(through: watermark) {
      let number = Int(entry.number)
      guard table.isAlive(number), isTouched[number] == 0,
        froms[number] == entry.time || untils[number] == entry.time
      else { continue }
      isTouched[number] = 1
      touched.append(entry.number)
    }
    defer { touched.removeAll(keepingCapacity: true) }
    for number in touched { isTouched[Int(number)] = 0 }
    return touched
  }

  /// Shows a row as often as it is there; returns by how much that is more than before.
  func show(_ row: UInt32, at watermark: Int64) -> Int64 {
    let span = Span(from: froms[Int(row)], until: untils[Int(row)])
    let wanted = span.holds(watermark) ? weights[Int(row)] : 0
    let change = wanted &- shown[Int(row)]
    shown[Int(row)] = wanted
    return change
  }

  /// Forgets a row whose time is over, that is gone, or that nothing can take away any more.
  func removeIfDone(_ row: UInt32, at watermark: Int64) {
    let number = Int(row)
    let stays = untils[number] == .max && froms[number] <= watermark
    guard untils[number] <= watermark || weights[number] == 0 || stays else { return }
    weights[number] = 0
    shown[number] = 0
    isTimed[number] = 0
    table.remove(number)
  }

  /// Rows as columns.
  func columns(of rows: [UInt32]) -> [Column] {
    let bytes = rows.withUnsafeBufferPointer { table.columns(of: $0)[0] }
    let builders = types.map { ColumnBuilder($0, capacity: rows.count) }
    for row in rows.indices {
      do {
        try RowEncoding.decode(bytes.slice(row), into: builders)
      } catch {
        preconditionFailure("a kept row has the columns that it was made of")
      }
    }
    return builders.map { $0.finish() }
  }

  // MARK: Snapshots

  func rows(inKeyGroups keyGroups: [Int]) -> [[UInt32]] { table.groups(inKeyGroups: keyGroups) }

  func encode(_ rows: [UInt32], to writer: inout StateWriter) {
    writer.write(UInt32(rows.count))
    let bytes = rows.withUnsafeBufferPointer { table.columns(of: $0)[0] }
    for (index, row) in rows.enumerated() {
      writer.write(froms[Int(row)])
      writer.write(untils[Int(row)])
      writer.write(weights[Int(row)])
      writer.write(shown[Int(row)])
      writer.write(counted: bytes.slice(index))
    }
  }

  func decode(from reader: inout StateReader, group: Int) throws {
    let count = try reader.readCount(width: 36)
    let builders = types.map { ColumnBuilder($0, capacity: count) }
    var kept: [(span: Span, weight: Int64, shown: Int64)] = []
    for _ in 0..<count {
      let span = Span(from: try reader.read(), until: try reader.read())
      kept.append((span, try reader.read(), try reader.read()))
      do {
        try reader.readCounted().withUnsafeBufferPointer {
          try RowEncoding.decode($0, into: builders)
        }
      } catch is RowEncodingError {
        throw StateDecodingError("a row of a temporal filter is damaged")
      }
    }
    let columns = builders.map { $0.finish() }
    let hashes = ExchangeHash.hashes(columns, count)
    guard hashes.allSatisfy({ KeyGroupSet.group(ofHash: $0) == group }) else {
      throw StateDecodingError("a row of another key group")
    }
    let before = table.count
    let numbers = hashes.withUnsafeBufferPointer { hashes in
      hashes.baseAddress.map { self.numbers(of: columns, $0, count) } ?? []
    }
    guard table.count == before + count else { throw StateDecodingError("a row comes twice") }
    for (number, row) in zip(numbers, kept) {
      weights[Int(number)] = row.weight
      shown[Int(number)] = row.shown
      setTimers(number, row.span)
    }
  }
}
