import Columnar

/// An input's time, with the local time's offset, or as a number since 1970.
final class TimestampNode: GeneratorNode {
  private let input: Input
  private let format: TimestampFormat
  private let zone: TimestampZone
  private var named = ZoneOffsets(.utc)
  /// Zones by their texts, as they are met; UTC where the system has none of that name.
  private var known: [String: Int32] = [:]
  private var zones: [ZoneOffsets] = []
  /// Index into `zones` of each code of `dictionary`; −1 until it is met.
  private var zoneOfCode: [Int32] = []
  private var dictionary: ValueDictionary?

  init(_ input: Input, _ format: TimestampFormat, _ zone: TimestampZone) {
    (self.input, self.format, self.zone) = (input, format, zone)
    if case .named(let name) = zone { named = ZoneOffsets(Zone(name) ?? .utc) }
  }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    let source = context.column(input)
    switch format {
    case .seconds: fillNumbers(output, rows, source, unit: CivilTime.microsecondsPerSecond)
    case .milliseconds: fillNumbers(output, rows, source, unit: 1_000)
    case .plain, .iso, .date:
      output.beTimes(format)
      for place in 0..<rows.count {
        output.numbers[rows[place]] = source.numbers[rows[place]]
      }
      fillOffsets(output, rows, in: context)
    }
    output.hasNulls = false
    if source.hasNulls {
      output.clearNulls(rows)
      for place in 0..<rows.count { output.nulls[rows[place]] = source.nulls[rows[place]] }
    }
  }

  private func fillNumbers(
    _ output: FieldColumn, _ rows: RowSelection, _ source: FieldColumn, unit: Int64
  ) {
    output.beNumbers(scale: 0)
    for place in 0..<rows.count {
      let row = rows[place]
      let time = source.numbers[row]
      let quotient = time / unit
      output.numbers[row] = time < quotient &* unit ? quotient &- 1 : quotient
    }
  }

  private func fillOffsets(_ output: FieldColumn, _ rows: RowSelection, in context: FillContext) {
    let offsets = output.offsets
    switch zone {
    case .utc: for place in 0..<rows.count { offsets[rows[place]] = 0 }
    case .named:
      for place in 0..<rows.count {
        let row = rows[place]
        offsets[row] = named.offset(at: output.numbers[row])
      }
    case .input(let input):
      let names = context.column(input)
      if names.kind == .code { remember(names.dictionary) }
      for place in 0..<rows.count {
        let row = rows[place]
        let zone = zoneIndex(names, row)
        offsets[row] = zone < 0 ? 0 : zones[zone].offset(at: output.numbers[row])
      }
    }
  }

  private func remember(_ dictionary: ValueDictionary?) {
    guard self.dictionary !== dictionary, let dictionary else { return }
    self.dictionary = dictionary
    zoneOfCode = Array(repeating: -1, count: dictionary.values.count)
  }

  @inline(__always)
  private func zoneIndex(_ names: FieldColumn, _ row: Int) -> Int {
    if names.isNull(row) { return -1 }
    guard names.kind == .code else {
      return names.kind == .text ? load(names.texts[row].bytes) : -1
    }
    let code = Int(names.numbers[row])
    if zoneOfCode[code] < 0, let texts = names.dictionary?.texts {
      zoneOfCode[code] = Int32(load(texts[code].bytes))
    }
    return Int(zoneOfCode[code])
  }

  private func load(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let name = String(decoding: bytes, as: UTF8.self)
    if let index = known[name] { return Int(index) }
    let index = zones.count
    zones.append(ZoneOffsets(Zone(name) ?? .utc))
    known[name] = Int32(index)
    return index
  }
}
