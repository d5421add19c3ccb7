/// Makes a stream's records of its events: their fields, their text, their keys and checksums.
///
/// Pure: the same block gives the same bytes on any instance, however records are cut into blocks. One instance belongs
/// to one thread; its memory is bounded by the populations' sizes.
final class StreamRenderer {
  private let fields: StreamFields
  private let context: RecordContext
  private let format: RecordFormat
  /// By producer version.
  private let layouts: [RecordLayout]
  private let literals: [[UnsafePointer<UInt8>]]
  private let literalMemory = TextArena()
  private let nothing = FieldColumn(capacity: EventBlock.largestCount)
  private let text = ValueText()
  private var output: UnsafeMutableBufferPointer<UInt8> = .allocate(capacity: 1 << 16)
  private let damage: RecordDamage

  init(_ scenario: Scenario, stream: Int, seed: UInt64, format: RecordFormat) {
    fields = StreamFields(scenario, stream: stream, seed: seed)
    context = RecordContext(fields, capacity: EventBlock.largestCount)
    self.format = format
    let columns = StreamRenderer.columns(scenario.streams[stream])
    layouts = scenario.streams[stream].versions.map { version in
      let outputs = version.outputs.map { (field: $0.field, path: $0.path) }
      return format == .json ? .json(outputs) : .csv(outputs, columns: columns)
    }
    let memory = literalMemory
    literals = layouts.map { layout in
      layout.steps.map { memory.copy($0.literal) } + [memory.copy(layout.end)]
    }
    nothing.beTexts()
    nothing.beTimes(.plain)
    damage = RecordDamage(fields, format: format, columns: columns, seed: seed)
  }

  deinit { output.deallocate() }

  /// The paths of all versions' fields, in the order in which they first stand.
  static func columns(_ stream: StreamDefinition) -> [[String]] {
    var columns: [[String]] = []
    for path in stream.versions.flatMap({ $0.outputs.map(\.path) })
    where !columns.contains(path) {
      columns.append(path)
    }
    return columns
  }

  /// The first line of a CSV file of this stream, without a newline: its paths joined by points.
  static func csvHeader(_ stream: StreamDefinition) -> [UInt8] {
    var line: [UInt8] = []
    for (place, path) in columns(stream).enumerated() {
      if place > 0 { line.append(UInt8(ascii: ",")) }
      RecordValue(text: Array(path.joined(separator: ".").utf8)).appendCSV(to: &line)
    }
    return line
  }

  /// The values of an integer field before anything is granted; 0 where it is null or no integer.
  func integers(field: Int, of block: EventBlock) -> [Int64] {
    var asked = block
    asked.granted = []
    context.begin(asked)
    let column = context.column(.field(field))
    let dictionary = column.kind == .code ? column.dictionary : nil
    return (0..<block.count).map { row in
      if column.isNull(row) { return 0 }
      return dictionary.map { $0.numbers[Int(column.numbers[row])] } ?? column.numbers[row]
    }
  }

  func render(_ block: EventBlock) -> RenderedBlock {
    context.begin(block)
    let writers = layouts.indices.map { version -> BlockWriter? in
      guard block.versions.contains(UInt8(version)) else { return nil }
      return BlockWriter(
        layouts[version], literals: literals[version], format: format, text: text,
        rows: block.count, nothing: nothing
      ) { context.column(.field($0)) }
    }
    let damaged = damagedLines(block)
    reserve(writers, damaged)
    guard let start = output.baseAddress else { preconditionFailure("a renderer has memory") }
    var checksums = [UInt32](repeating: 0, count: block.count)
    var place = start
    let ends = [Int](unsafeUninitializedCapacity: block.count) { ends, count in
      for row in 0..<block.count {
        let lineStart = place
        if !damaged.isEmpty, let line = damaged[row] {
          place.update(from: line, count: line.count)
          place += line.count
        } else if let writer = writers[Int(block.versions[row])] {
          place = writer.write(row, to: place)
        }
        checksums[row] = Checksum.crc32(
          UnsafeBufferPointer(start: lineStart, count: place - lineStart))
        place.pointee = UInt8(ascii: "\n")
        place += 1
        ends.initializeElement(at: row, to: place - start)
      }
      count = block.count
    }
    let (keys, keyEnds) = renderKeys(block)
    return RenderedBlock(
      block, text: Array(UnsafeBufferPointer(start: start, count: place - start)), ends: ends,
      keys: keys, keyEnds: keyEnds, ids: renderIDs(block), checksums: checksums)
  }

  private func damagedLines(_ block: EventBlock) -> [Int: [UInt8]] {
    var lines: [Int: [UInt8]] = [:]
    for row in 0..<block.count {
      if case .corrupted(let kind) = block.deviations[row] {
        lines[row] = damage.line(block, row, kind: kind, context)
      }
    }
    return lines
  }

  private func reserve(_ writers: [BlockWriter?], _ damaged: [Int: [UInt8]]) {
    let bytes =
      damaged.values.reduce(0) { $0 + $1.count + 1 }
      + writers.reduce(0) { $0 + ($1?.byteBound ?? 0) }
    if bytes > output.count {
      output.deallocate()
      output = .allocate(capacity: bytes + bytes / 4)
    }
  }

  private func renderKeys(_ block: EventBlock) -> (bytes: [UInt8], ends: [Int]) {
    var ends = [Int](repeating: 0, count: block.count)
    guard let key = fields.stream.key else { return ([], ends) }
    let column = context.column(.field(key))
    var bound = 0
    for row in 0..<block.count { bound &+= text.byteBound(column, row) }
    let bytes = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      for row in 0..<block.count {
        count &+= text.write(column, row, to: start + count)
        ends[row] = count
      }
    }
    return (bytes, ends)
  }

  private func renderIDs(_ block: EventBlock) -> [Int: [UInt8]] {
    guard let id = fields.stream.id else { return [:] }
    var ids: [Int: [UInt8]] = [:]
    for row in 0..<block.count where block.deviations[row] != .none {
      ids[row] = RecordValue(context.column(.field(id)), row, text).json
    }
    return ids
  }
}
