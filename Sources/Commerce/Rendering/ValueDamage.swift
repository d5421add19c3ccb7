/// Damages of single values. The same bits give the same damage.
struct ValueDamage {
  let format: RecordFormat
  let bits: DamageBits

  /// Nil where this damage cannot be done to this value.
  func damaged(
    _ value: RecordValue, _ damage: CorruptionDefinition.Damage
  ) -> RecordValue? {
    var bits = bits
    switch damage {
    case .unknownValue(_, let values):
      let others = values.map { RecordValue($0) }.filter { $0.bytes != value.bytes }
      return others.isEmpty ? nil : others[bits.below(others.count)]
    case _ where value.kind == .null: return nil
    case .invalidUTF8: return invalidUTF8(value, &bits)
    case .mojibake: return mojibake(value, &bits)
    case .wrongType: return wrongType(value, &bits)
    case .impossibleDate: return impossibleDate(value, &bits)
    case .wrongYear: return wrongYear(value, &bits)
    case .outOfRange, .negative, .absurd, .wrongTotal:
      guard case .number(let unscaled, let scale) = value.kind else { return nil }
      return number(unscaled, scale, damage, &bits)
    default: return nil
    }
  }

  private func number(
    _ unscaled: Int64, _ scale: Int, _ damage: CorruptionDefinition.Damage,
    _ bits: inout DamageBits
  ) -> RecordValue {
    switch damage {
    case .negative:
      let magnitude = Int64(min(unscaled.magnitude, UInt64(Int64.max)))
      return RecordValue(unscaled: -max(1, magnitude), scale: scale)
    case .absurd:
      let factor = Int64(100 + bits.below(9_901))
      let base = unscaled == 0 ? DecimalScale.power(scale) : unscaled
      let (product, overflow) = base.multipliedReportingOverflow(by: factor)
      return overflow
        ? RecordValue(literal: RecordValue(unscaled: base, scale: scale).bytes + Array("e4".utf8))
        : RecordValue(unscaled: product, scale: scale)
    case .wrongTotal:
      let percent = Double(1 + bits.below(50)) / 100
      let share = (Double(unscaled.magnitude) * percent).rounded(.toNearestOrAwayFromZero)
      let distance = max(1, Int64(exactly: share) ?? 1)
      let isMore = bits.below(2) == 0
      return RecordValue(
        unscaled: isMore ? unscaled &+ distance : unscaled &- distance, scale: scale)
    default:
      var digits = [UInt8(ascii: "9")]
      for _ in 0..<24 { digits.append(UInt8(ascii: "0") + UInt8(bits.below(10))) }
      return RecordValue(literal: digits)
    }
  }

  /// A byte that UTF-8 never has.
  private func invalidUTF8(_ value: RecordValue, _ bits: inout DamageBits) -> RecordValue? {
    guard value.isText else { return nil }
    var damaged = RecordValue(text: value.bytes)
    damaged.bytes.insert(bits.below(2) == 0 ? 0xFF : 0xC0, at: bits.below(value.bytes.count + 1))
    return damaged
  }

  private func mojibake(_ value: RecordValue, _ bits: inout DamageBits) -> RecordValue? {
    guard value.kind == .text else { return nil }
    var damaged: [UInt8] = []
    for byte in value.bytes {
      if byte < 0x80 {
        damaged.append(byte)
      } else {
        damaged += [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
      }
    }
    if damaged == value.bytes {
      damaged.insert(contentsOf: "Ã©".utf8, at: bits.below(value.bytes.count + 1))
    }
    return RecordValue(text: damaged)
  }

  private func wrongType(_ value: RecordValue, _ bits: inout DamageBits) -> RecordValue? {
    let words = ["unknown", "many", "n/a", "soon", "-"]
    switch value.kind {
    case .null: return nil
    case .number, .literal, .time:
      return RecordValue(text: Array(words[bits.below(words.count)].utf8))
    case .text:
      // In CSV every field is a good text.
      return format == .csv ? nil : RecordValue(unscaled: Int64(bits.below(100_000)), scale: 0)
    }
  }

  private func impossibleDate(_ value: RecordValue, _ bits: inout DamageBits) -> RecordValue? {
    let days = ["02-30", "13-01", "04-31", "00-10", "06-00"]
    let day = Array(days[bits.below(days.count)].utf8)
    guard value.isText, value.bytes.count >= 10 else {
      return RecordValue(text: Array("2026-".utf8) + day)
    }
    var damaged = value
    damaged.bytes.replaceSubrange(5..<10, with: day)
    return damaged
  }

  /// Four hundred years are a whole number of weeks, and leap years lie alike in them: the date is there in either year.
  private func wrongYear(_ value: RecordValue, _ bits: inout DamageBits) -> RecordValue? {
    let isFuture = bits.below(2) == 0
    if case .number(let unscaled, 0) = value.kind {
      let seconds: Int64 = 146_097 * 86_400
      let unit: Int64 = unscaled.magnitude < 100_000_000_000 ? 1 : 1_000
      let distance = seconds * unit
      return RecordValue(unscaled: isFuture ? unscaled + distance : unscaled - distance, scale: 0)
    }
    guard value.isText, value.bytes.count >= 10,
      let year = Int(String(decoding: value.bytes.prefix(4), as: UTF8.self))
    else { return nil }
    var damaged = value
    damaged.bytes.replaceSubrange(0..<4, with: Array("\(isFuture ? year + 400 : year - 400)".utf8))
    return damaged
  }
}
