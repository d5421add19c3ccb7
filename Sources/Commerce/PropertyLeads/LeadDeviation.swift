/// What is odd about an event, if anything.
enum LeadDeviation: UInt8, CaseIterable, Sendable {
  case none
  case late
  case duplicate
  // Corrupted: no table with the scenario's constraints accepts these.
  case cutLine
  case missingBrace
  case unquotedText
  case wrongType
  case missingColumn
  case outOfRange
  case invalidUTF8
  case unknownEvent
  case impossibleDate

  static let corruptions: [LeadDeviation] = allCases.filter(\.isCorruption)

  @inline(__always)
  var isCorruption: Bool { rawValue >= LeadDeviation.cutLine.rawValue }

  /// As the truth names it.
  var reason: String {
    switch self {
    case .none: "none"
    case .late: "window_closed"
    case .duplicate: "exact_copy"
    case .cutLine: "cut_line"
    case .missingBrace: "missing_brace"
    case .unquotedText: "unquoted_text"
    case .wrongType: "wrong_type"
    case .missingColumn: "missing_column"
    case .outOfRange: "out_of_range"
    case .invalidUTF8: "invalid_utf8"
    case .unknownEvent: "unknown_event"
    case .impossibleDate: "impossible_date"
    }
  }
}
