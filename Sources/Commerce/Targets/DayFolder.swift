/// The name of a folder by date, such as `data_%Y_%m_%d`; holds `%Y`, `%m` and `%d`.
public struct DayFolder: Hashable, Sendable {
  private enum Part: Hashable {
    case text(String)
    case year, month, day
  }

  private let parts: [Part]

  /// Nil where the pattern does not tell days apart, or is no path below a folder.
  public init?(_ pattern: String) {
    var parts: [Part] = []
    var text = ""
    var rest = Substring(pattern)
    while let character = rest.popFirst() {
      guard character == "%" else {
        text.append(character)
        continue
      }
      if !text.isEmpty { parts.append(.text(text)) }
      text = ""
      switch rest.popFirst() {
      case "Y": parts.append(.year)
      case "m": parts.append(.month)
      case "d": parts.append(.day)
      case "%": text.append("%")
      default: return nil
      }
    }
    if !text.isEmpty { parts.append(.text(text)) }
    let steps = pattern.split(separator: "/", omittingEmptySubsequences: false)
    guard Set([Part.year, .month, .day]).isSubset(of: parts),
      !steps.contains(where: { ["", ".", ".."].contains($0) })
    else { return nil }
    self.parts = parts
  }

  /// The folder's name on a day since 1970-01-01.
  func name(_ daysSince1970: Int64) -> String {
    let date = CivilTime.day(daysSince1970)
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return parts.map { part in
      switch part {
      case .text(let text): text
      case .year: padded(date.year, 4)
      case .month: padded(date.month, 2)
      case .day: padded(date.day, 2)
      }
    }.joined()
  }
}
