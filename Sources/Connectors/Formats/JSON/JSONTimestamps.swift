import Columnar
import Dataflow
import Glibc

/// timestamp and timestamptz: text, or numbers since 1970 where a unit is given.
final class JSONTimestamps: JSONColumnConverter {
  private let column: DecodedColumn
  private let zone: Zone
  private let unit: JSONRecordDecoder.TimestampUnit?
  private let isZoned: Bool
  private var memo = MinuteMemo()

  init(_ column: DecodedColumn, zone: Zone, unit: JSONRecordDecoder.TimestampUnit?) {
    self.column = column
    self.zone = zone
    self.unit = unit
    isZoned = column.type == .timestamptz
  }

  func convert(_ cells: JSONCells, _ count: Int, _ faults: FaultCollector) -> Column {
    var values = FixedColumn<Int64>(count: count)
    var memo = self.memo
    let elements = values.elements
    for record in 0..<count {
      if cells.kind(record) == .string {
        let text = cells.bytes(record)
        if let known = memo.value(text) {
          elements[record] = known
        } else {
          parse(text, record, &values, &memo, faults)
        }
      } else {
        convertUnusual(cells, record, &values, faults)
      }
    }
    self.memo = memo
    return values.finish(column.type)
  }

  @inline(never)
  private func parse(
    _ text: Bytes, _ record: Int, _ values: inout FixedColumn<Int64>, _ memo: inout MinuteMemo,
    _ faults: FaultCollector
  ) {
    do throws(ExpressionError) {
      let value =
        isZoned
        ? try DateTimeText.timestamptz(text, zone: zone)
        : try DateTimeText.timestamp(text, zone: zone)
      values.elements[record] = value
      memo.learn(text, value)
    } catch {
      values.setNull(record)
      faults.addType(record, column: column, error.message)
    }
  }

  @inline(never)
  private func convertUnusual(
    _ cells: JSONCells, _ record: Int, _ values: inout FixedColumn<Int64>, _ faults: FaultCollector
  ) {
    let kind = cells.kind(record)
    if kind == .missing, case .word(let word) = column.defaultValue {
      values.elements[record] = word
      return
    }
    if kind == .integer || kind == .number, let unit {
      guard let value = microseconds(cells, record, unit) else {
        values.setNull(record)
        return faults.addType(
          record, column: column,
          "\(cells.description(record)) is out of range for type \(column.type)")
      }
      values.elements[record] = value
      return
    }
    values.setNull(record)
    if kind == .missing || kind == .null { return }
    let remedy = kind == .integer || kind == .number ? " (numbers need timestamp_unit)" : ""
    faults.addType(record, column: column, column.mismatch(cells, record) + remedy)
  }

  /// A number since 1970 UTC in µs, rounded to the nearest; in a `timestamp` it is the zone's local time, as text with
  /// an offset is. Nil out of range.
  private func microseconds(
    _ cells: JSONCells, _ record: Int, _ unit: JSONRecordDecoder.TimestampUnit
  ) -> Int64? {
    let instant: Int64
    if cells.kind(record) == .integer {
      let product = cells.words[record].multipliedReportingOverflow(by: unit.inMicroseconds)
      if product.overflow { return nil }
      instant = product.partialValue
    } else {
      guard let number = try? Decimal.parse(cells.bytes(record)),
        let scaled = number.multiplied(by: Decimal(unit.inMicroseconds)),
        let whole = scaled.rounded(toScale: 0), let word = Int64(exactly: whole.coefficient)
      else { return nil }
      instant = word
    }
    guard JSONTimestamps.range.contains(instant) else { return nil }
    if isZoned || zone == .utc { return instant }
    let seconds = instant / 1_000_000 - (instant % 1_000_000 < 0 ? 1 : 0)
    return instant + zone.offset(atUTC: seconds) * 1_000_000
  }

  /// Years −4713 to 294246, as Postgres has them.
  private static let range: Range<Int64> =
    (-2_440_588 * 86_400_000_000)..<(106_751_981 * 86_400_000_000)
}

/// The minute of the text before, because events of a stream mostly share it: `YYYY-MM-DD?HH:MM` and its value.
///
/// Only texts of the form `YYYY-MM-DD?HH:MM:SS[.f…][Z]` are known by it, and only from 1970 on: since then offsets
/// change on whole minutes.
struct MinuteMemo {
  private var date: UInt64 = 0
  private var time: UInt64 = 0
  private var isUTC = false
  private var minute: Int64 = 0

  /// Nil where the text is of another minute or form.
  @inline(__always)
  func value(_ text: Bytes) -> Int64? {
    guard text.count >= 19, let bytes = text.baseAddress else { return nil }
    guard MinuteMemo.word(bytes) == date, MinuteMemo.word(bytes + 8) == time,
      let (rest, utc) = MinuteMemo.behindMinute(bytes, text.count), utc == isUTC
    else { return nil }
    return minute &+ rest
  }

  mutating func learn(_ text: Bytes, _ value: Int64) {
    guard value >= 86_400_000_000, text.count >= 19, let bytes = text.baseAddress,
      let (rest, utc) = MinuteMemo.behindMinute(bytes, text.count), MinuteMemo.hasDigits(bytes)
    else { return }
    (date, time) = (MinuteMemo.word(bytes), MinuteMemo.word(bytes + 8))
    isUTC = utc
    minute = value - rest
  }

  /// The digits stand where the form wants them, so that 16 bytes are a minute and nothing else. Not in hour 24, which
  /// has one second only.
  private static func hasDigits(_ bytes: UnsafePointer<UInt8>) -> Bool {
    for at in [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15] where bytes[at] &- 48 > 9 { return false }
    if bytes[11] == UInt8(ascii: "2"), bytes[12] >= UInt8(ascii: "4") { return false }
    return bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-")
      && bytes[13] == UInt8(ascii: ":")
  }

  @inline(__always)
  private static func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
  }

  /// Seconds and fraction in µs from byte 16 on, and whether a Z ends the text.
  @inline(__always)
  private static func behindMinute(
    _ bytes: UnsafePointer<UInt8>, _ count: Int
  ) -> (Int64, Bool)? {
    let (tens, ones) = (bytes[17] &- 48, bytes[18] &- 48)
    guard bytes[16] == UInt8(ascii: ":"), tens < 6, ones < 10 else { return nil }
    let seconds = (Int64(tens) &* 10 &+ Int64(ones)) &* 1_000_000
    if count == 19 { return (seconds, false) }
    return fraction(bytes, count).map { (seconds &+ $0.0, $0.1) }
  }

  private static func fraction(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> (Int64, Bool)? {
    var at = 19
    var value: Int64 = 0
    if bytes[at] == UInt8(ascii: ".") {
      var scale: Int64 = 100_000
      at += 1
      guard at < count, bytes[at] &- 48 < 10 else { return nil }
      while at < count, bytes[at] &- 48 < 10 {
        if scale == 0 { return nil }
        value &+= Int64(bytes[at] &- 48) &* scale
        scale /= 10
        at += 1
      }
    }
    if at == count { return (value, false) }
    guard at == count - 1, bytes[at] == UInt8(ascii: "Z") else { return nil }
    return (value, true)
  }
}
