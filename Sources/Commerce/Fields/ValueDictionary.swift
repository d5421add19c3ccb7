/// Distinct values that a column's codes stand for, with their texts ready to be copied.
final class ValueDictionary {
  let values: [ScenarioValue]
  /// As CSV, keys and templates write them; null as nothing.
  let texts: UnsafeMutablePointer<TextSlice>
  /// As JSON writes them, quotes included.
  let json: UnsafeMutablePointer<TextSlice>
  let longestJSON: Int
  /// The code of null; −1 where it is not among the values.
  let nullCode: Int64
  /// Whether every value but null is a number, and there is one.
  let isNumeric: Bool
  /// Digits behind the point of `numbers`.
  let scale: Int
  /// Unscaled, by code; 0 for null and what is no number.
  let numbers: UnsafeMutablePointer<Int64>
  private let arena = TextArena()

  static let booleans = [ScenarioValue.boolean(false), .boolean(true)]

  init(_ values: [ScenarioValue]) {
    precondition(!values.isEmpty, "a dictionary has a value")
    self.values = values
    texts = .allocate(capacity: values.count)
    json = .allocate(capacity: values.count)
    numbers = .allocate(capacity: values.count)
    var longest = 0
    let scale = values.map(\.scale).max() ?? 0
    for (code, value) in values.enumerated() {
      let plain = value.plainText
      var traits = TextSlice.Traits(of: plain)
      if !value.isText { traits.insert(.isLiteral) }
      (texts + code).initialize(
        to: TextSlice(start: arena.copy(plain), count: Int32(plain.count), traits: traits))
      var bytes: [UInt8] = []
      value.appendJSON(to: &bytes)
      (json + code).initialize(
        to: TextSlice(start: arena.copy(bytes), count: Int32(bytes.count), traits: .isLiteral))
      longest = max(longest, bytes.count)
      (numbers + code).initialize(to: value.number(scale: scale) ?? 0)
    }
    longestJSON = longest
    nullCode = Int64(values.firstIndex(of: .null) ?? -1)
    isNumeric =
      values.contains { $0 != .null }
      && values.allSatisfy { $0 == .null || $0.number(scale: scale) != nil }
    self.scale = scale
  }

  deinit {
    texts.deallocate()
    json.deallocate()
    numbers.deallocate()
  }
}
