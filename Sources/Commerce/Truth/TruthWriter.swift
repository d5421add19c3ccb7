/// The truth as JSON lines. Every line has a `type`:
///
/// - `header`, first: `schema` (2), `scenario`, `seed`, `start`, `parameters` (name → text, defaults too), `partitions`
///   (stream → number; null: one a day of event time, from the day of `start` on).
/// - `pattern`, `incident`, one each: `name`, `strength`, `chosen` (name → value), `from` and `until` (null: for good),
///   `report`, what a perfect analyst would say.
/// - `row`, one a record that is corrupted, late or a copy: `stream`; `partition`; `ordinal`, the record's place in its
///   partition, from 0; `byte_offset`, where its line begins if each record of the partition is a line; `kind`
///   (`corrupted`, `late`, `duplicate`); `reason`, the kind in detail; `id`, as it was before the damage (of a copy, its
///   original's); `crc32` of its bytes; `expected`, what a perfect pipeline does with it (`rejected`, `duplicate`,
///   `late`, or `accepted`: only analysis can find it); of late rows `record`, the whole record as it was written.
/// - `planted`, one a burst: `pattern`, `stream`, `reference`, `entity` (its number, from 1), `window_start`,
///   `records_min`.
/// - `stream`, one a stream and partition: `stream`, `partition`, `topic`, `folder` (that of the partition's day, else
///   null), `format`, `id` and `time` (the names of their fields, or null), `watermark_us`, `window_us`, `read`, `bytes`,
///   `checksum` (a text: the sum of the records' CRC-32 modulo 2⁶⁴), `accepted`, `rejected`, `duplicate`, `late`,
///   `versions` (producer version → records).
/// - `totals`, last: `read`, `accepted`, `rejected`, `duplicate`, `late`, `answers` (name → number of keys), `planted`,
///   `complete`, and, where that is false, `reason`: the figures hold for what was written.
struct TruthWriter {
  static let schema: Int64 = 2

  private(set) var bytes: [UInt8] = []
  /// Whether a comma belongs before the next name.
  private var isInside = false

  init() {}

  mutating func removeAll() { bytes.removeAll(keepingCapacity: false) }

  mutating func begin(_ type: String) {
    beginObject()
    write("type", type)
  }

  mutating func end() {
    endObject()
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func beginObject(_ name: String? = nil) {
    if let name { writeName(name) }
    bytes.append(UInt8(ascii: "{"))
    isInside = false
  }

  mutating func endObject() {
    bytes.append(UInt8(ascii: "}"))
    isInside = true
  }

  mutating func writeName(_ name: String) {
    if isInside { bytes.append(UInt8(ascii: ",")) }
    JSONText.append(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    isInside = true
  }

  mutating func write(_ name: String, _ value: Int64) { write(name, json: Array("\(value)".utf8)) }

  mutating func write(_ name: String, _ text: String?) {
    guard let text else { return write(name, json: Array("null".utf8)) }
    writeName(name)
    JSONText.append(text, to: &bytes)
  }

  mutating func write(_ name: String, _ value: Bool) {
    write(name, json: Array((value ? "true" : "false").utf8))
  }

  /// `json` is a JSON value.
  mutating func write(_ name: String, json: [UInt8]) {
    writeName(name)
    bytes += json
  }

  mutating func write(_ name: String, _ value: ScenarioValue) {
    switch value {
    case .null: write(name, nil)
    case .boolean(let flag): write(name, flag)
    case .integer(let number): write(name, number)
    case .text(let text): write(name, text)
    case .decimal(let unscaled, let scale):
      write(name, json: Array(decimalText(unscaled, scale).utf8))
    }
  }

  private func decimalText(_ unscaled: Int64, _ scale: Int) -> String {
    guard scale > 0 else { return String(unscaled) }
    let digits = String(unscaled.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    return (unscaled < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
  }
}
