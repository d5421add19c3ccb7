import Columnar

/// The folder of a row by one of its columns: `data_%Y_%m_%d` and a date or time.
public struct DatedFolder: Sendable {
  private let parts: [Part]
  private let column: Int
  private let zone: Zone

  private enum Part: Hashable, Sendable {
    case text(String)
    /// Bytes of the text `YYYY-MM-DD HH:…`.
    case field(Range<Int>)
  }

  /// `%Y`, `%m`, `%d`, `%H` and `%%`; nil for anything else behind a percent sign, and for a path that leaves its
  /// folder. `column` is a date, timestamp or timestamptz, the last in the time of `zone`.
  public init?(_ pattern: String, column: Int, zone: Zone) {
    self.column = column
    self.zone = zone
    guard let parts = DatedFolder.parse(pattern) else { return nil }
    self.parts = parts
  }

  /// How many folders lie one in the other.
  var depth: Int {
    parts.reduce(1) { count, part in
      if case .text(let text) = part {
        count + text.utf8.count { $0 == UInt8(ascii: "/") }
      } else {
        count
      }
    }
  }

  /// Whether a pattern is one that `init` takes.
  public static func isValid(_ pattern: String) -> Bool { parse(pattern) != nil }

  private static func parse(_ pattern: String) -> [Part]? {
    let names = pattern.split(separator: "/", omittingEmptySubsequences: false)
    guard names.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }), !pattern.contains("\n") else {
      return nil
    }
    var parts: [Part] = []
    var rest = pattern[...]
    while let percent = rest.firstIndex(of: "%") {
      parts.append(.text(String(rest[..<percent])))
      rest = rest[percent...].dropFirst()
      switch rest.popFirst() {
      case "Y": parts.append(.field(0..<4))
      case "m": parts.append(.field(5..<7))
      case "d": parts.append(.field(8..<10))
      case "H": parts.append(.field(11..<13))
      case "%": parts.append(.text("%"))
      default: return nil
      }
    }
    parts.append(.text(String(rest)))
    return parts
  }

  /// `no_date` for NULL and for what has no such date (infinities, years before 1 or beyond 9999).
  func name(_ batch: Batch, row: Int) -> String {
    let values = batch.columns[column]
    var text: [UInt8] = []
    if !values.isNull(row) { TextOutput(zone: zone).append(values, row: row, to: &text) }
    if values.type == .date { text += Array(" 00".utf8) }
    guard text.count >= 13, text[4] == UInt8(ascii: "-"), text[10] == UInt8(ascii: " "),
      text[..<4].allSatisfy({ 48...57 ~= $0 }), !text.ends(with: Array("BC".utf8))
    else { return "no_date" }
    var name = ""
    for part in parts {
      switch part {
      case .text(let literal): name += literal
      case .field(let range): name += String(decoding: text[range], as: UTF8.self)
      }
    }
    return name
  }
}

extension [UInt8] {
  fileprivate func ends(with suffix: [UInt8]) -> Bool { self.suffix(suffix.count) == suffix[...] }
}
