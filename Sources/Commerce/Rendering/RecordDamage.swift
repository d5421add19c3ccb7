/// Damages records as the scenario's corruptions say, on a slow path of its own: few records are.
///
/// A damaged record never has the bytes of the clean one. Where a kind finds nothing to damage (the field is null, or this
/// version does not write it) another damage of the same expectation takes its place: a cut line where a table is to
/// reject it, else another record's value in some field.
final class RecordDamage {
  private let fields: StreamFields
  private let format: RecordFormat
  private let columns: [[String]]
  private let alternatives: AlternativeRecords
  private let text = ValueText()

  /// `columns` are those of CSV.
  init(_ fields: StreamFields, format: RecordFormat, columns: [[String]], seed: UInt64) {
    (self.fields, self.format, self.columns) = (fields, format, columns)
    alternatives = AlternativeRecords(fields, seed: seed)
  }

  /// The damaged record, without a newline. `context` holds the block's fields.
  func line(_ block: EventBlock, _ row: Int, kind: Int, _ context: RecordContext) -> [UInt8] {
    let version = fields.stream.versions[Int(block.versions[row])]
    let record = DamagedRecord(
      entries: version.outputs.map { output in
        DamagedRecord.Entry(
          field: output.field, path: output.path,
          value: RecordValue(context.column(.field(output.field)), row, text))
      })
    let definition = fields.stream.corruptions[kind]
    let clean = record.line(format, columns: columns)
    var bits = DamageBits(block.damageBits[row])
    alternatives.stand(for: block, row, bits: bits.next())
    if let line = damagedText(record, clean, definition.damage, &bits), line != clean {
      return line
    }
    if let damaged = damagedValues(record, definition.damage, context, row, &bits) {
      let line = damaged.line(format, columns: columns)
      if line != clean { return line }
    }
    if definition.isRejected { return cut(record, clean, &bits) }
    return elsewhereChanged(record, clean, &bits)
  }

  /// Damage of the record's text; nil of other kinds, and where there is nothing to damage.
  private func damagedText(
    _ record: DamagedRecord, _ clean: [UInt8], _ damage: CorruptionDefinition.Damage,
    _ bits: inout DamageBits
  ) -> [UInt8]? {
    switch damage {
    case .cutLine: return cut(record, clean, &bits)
    case .missingBrace:
      if format == .json { return Array(clean.dropLast()) }
      return joined(record.cells(columns).dropLast())
    case .unquotedText(let fields):
      guard let place = choose(record, fields, &bits, where: { $0.isText && !$0.bytes.isEmpty })
      else { return nil }
      var damaged = record
      damaged.entries[place].value = unquoted(record.entries[place].value, &bits)
      return damaged.line(format, columns: columns)
    default: return nil
    }
  }

  /// A prefix of a JSON object is never an object; of a CSV record some fields are left.
  private func cut(
    _ record: DamagedRecord, _ clean: [UInt8], _ bits: inout DamageBits
  ) -> [UInt8] {
    if format == .json { return Array(clean.prefix(1 + bits.below(max(1, clean.count - 1)))) }
    let cells = record.cells(columns)
    return joined(cells.prefix(1 + bits.below(max(1, cells.count - 1))))
  }

  /// Fields too few; where that would be the empty line, which is no record, fields too many.
  private func joined(_ cells: some Collection<[UInt8]>) -> [UInt8] {
    let line = Array(cells.joined(separator: [UInt8(ascii: ",")]))
    if cells.count < columns.count && !line.isEmpty { return line }
    return Array(repeating: UInt8(ascii: ","), count: columns.count)
  }

  private func unquoted(_ value: RecordValue, _ bits: inout DamageBits) -> RecordValue {
    // Quotes and line ends would damage the records behind it too.
    var bytes = value.bytes.filter { $0 >= 0x20 && $0 != UInt8(ascii: "\"") }
    if format == .csv {
      bytes.insert(UInt8(ascii: ","), at: bits.below(bytes.count + 1))
    } else if bytes.isEmpty || bytes == Array("null".utf8) {
      bytes = Array("nothing".utf8)
    }
    return RecordValue(literal: bytes)
  }

  /// A place in `record` of one of the fields, by chance among those whose value will do.
  private func choose(
    _ record: DamagedRecord, _ fields: [Int], _ bits: inout DamageBits,
    where willDo: (RecordValue) -> Bool
  ) -> Int? {
    let places = record.entries.indices.filter {
      fields.contains(record.entries[$0].field) && willDo(record.entries[$0].value)
    }
    return places.isEmpty ? nil : places[bits.below(places.count)]
  }

  /// Damage of values; nil of other kinds, and where there is nothing to damage.
  private func damagedValues(
    _ record: DamagedRecord, _ damage: CorruptionDefinition.Damage, _ context: RecordContext,
    _ row: Int, _ bits: inout DamageBits
  ) -> DamagedRecord? {
    var damaged = record
    switch damage {
    case .swapped(let first, let second):
      guard let one = record.value(of: first), let other = record.value(of: second) else {
        return nil
      }
      damaged.set(first, other)
      damaged.set(second, one)
    case .contradiction(let values):
      for (field, value) in values { damaged.set(field, RecordValue(value)) }
    case .mismatched(let field, let cause):
      let now = RecordValue(context.column(.field(field)), row, text)
      let causeNow = RecordValue(context.column(.field(cause)), row, text)
      guard let other = mismatch(field, now, cause, causeNow) else { return nil }
      damaged.set(field, other)
    case .changedCopy(let fields):
      guard let place = choose(record, fields, &bits, where: { _ in true }) else { return nil }
      let entry = record.entries[place]
      guard let other = alternatives.value(entry.field, unlike: entry.value) else { return nil }
      damaged.entries[place].value = other
    case .missingField(let fields):
      guard let place = choose(record, fields, &bits, where: { $0.kind != .null }) else {
        return nil
      }
      damaged.entries.remove(at: place)
    default: return damagedValue(record, damage, &bits)
    }
    return damaged
  }

  /// Damage of one value that needs nothing but the value.
  private func damagedValue(
    _ record: DamagedRecord, _ damage: CorruptionDefinition.Damage, _ bits: inout DamageBits
  ) -> DamagedRecord? {
    guard let fields = damage.candidates else { return nil }
    let values = ValueDamage(format: format, bits: bits)
    let willDo: (RecordValue) -> Bool = { values.damaged($0, damage) != nil }
    guard let place = choose(record, fields, &bits, where: willDo) else { return nil }
    var damaged = record
    guard let value = values.damaged(record.entries[place].value, damage) else { return nil }
    damaged.entries[place].value = value
    return damaged
  }

  /// What the field has where its cause has another value.
  private func mismatch(
    _ field: Int, _ now: RecordValue, _ cause: Int, _ causeNow: RecordValue
  ) -> RecordValue? {
    for place in 0..<AlternativeRecords.count
    where alternatives.value(cause, place) != causeNow {
      let other = alternatives.value(field, place)
      if other != now { return other }
    }
    return nil
  }

  /// Another record's value in some field, the record's name, key and time last.
  private func elsewhereChanged(
    _ record: DamagedRecord, _ clean: [UInt8], _ bits: inout DamageBits
  ) -> [UInt8] {
    let stream = fields.stream
    let names = [stream.id, stream.key, stream.timeField].compactMap { $0 }
    let first = bits.below(record.entries.count)
    let places = record.entries.indices.map { ($0 + first) % record.entries.count }
    let isName: (Int) -> Bool = { names.contains(record.entries[$0].field) }
    for place in places.filter({ !isName($0) }) + places.filter(isName) {
      var damaged = record
      let entry = record.entries[place]
      guard let other = alternatives.value(entry.field, unlike: entry.value) else { continue }
      damaged.entries[place].value = other
      let line = damaged.line(format, columns: columns)
      if line != clean { return line }
    }
    return cut(record, clean, &bits)
  }
}

/// A sequence of random numbers from a record's 64 bits.
struct DamageBits {
  private var state: UInt64

  init(_ bits: UInt64) { state = bits }

  mutating func next() -> UInt64 {
    state &+= CounterRandom.step
    return CounterRandom.mix(state)
  }

  /// A number in 0 ..< `bound`.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(max(1, bound))).high)
  }
}

extension CorruptionDefinition.Damage {
  /// The fields of which one value is damaged by itself; nil of other kinds.
  var candidates: [Int]? {
    switch self {
    case .invalidUTF8(let fields), .mojibake(let fields), .wrongType(let fields),
      .outOfRange(let fields), .negative(let fields), .absurd(let fields),
      .impossibleDate(let fields), .wrongYear(let fields), .unknownValue(let fields, _),
      .wrongTotal(let fields):
      fields
    default: nil
    }
  }
}
