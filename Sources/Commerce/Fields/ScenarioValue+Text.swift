extension ScenarioValue {
  var isText: Bool {
    if case .text = self { return true }
    return false
  }

  /// Digits behind the point.
  var scale: Int {
    if case .decimal(_, let scale) = self { return scale }
    return 0
  }

  /// Unscaled at a scale not below its own; nil of what is no number or does not fit.
  func number(scale wanted: Int) -> Int64? {
    switch self {
    case .integer(let value): DecimalScale.raise(value, by: wanted)
    case .decimal(let unscaled, let scale):
      scale <= wanted ? DecimalScale.raise(unscaled, by: wanted - scale) : nil
    default: nil
    }
  }

  /// The bare text; null is nothing.
  var plainText: [UInt8] {
    switch self {
    case .null: return []
    case .boolean(let value): return Array((value ? "true" : "false").utf8)
    case .text(let text): return Array(text.utf8)
    case .integer(let value): return DecimalScale.text(value, scale: 0)
    case .decimal(let unscaled, let scale): return DecimalScale.text(unscaled, scale: scale)
    }
  }

  func appendJSON(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .text(let text): JSONText.append(text, to: &bytes)
    default: bytes += plainText
    }
  }

  /// The same number in its least scale, so that equal numbers are equal values.
  var normalized: ScenarioValue {
    guard case .decimal(var unscaled, var scale) = self else { return self }
    while scale > 0 && unscaled % 10 == 0 {
      unscaled /= 10
      scale -= 1
    }
    return scale == 0 ? .integer(unscaled) : .decimal(unscaled: unscaled, scale: scale)
  }
}
