/// A character as a terminal shows it, with the number of columns that it takes there.
public struct TerminalCell: Sendable {
  public private(set) var text: String
  public private(set) var width: Int

  public init(_ character: Character) {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { preconditionFailure("a character has a scalar") }
    if character == "\t" {
      text = "    "
      width = 4
    } else if first.value < 0x20 || first.value == 0x7F {
      // A control character would move the caret or the colours: its picture stands for it.
      let picture = first.value == 0x7F ? 0x2421 : 0x2400 + first.value
      text = Unicode.Scalar(picture).map { String(Character($0)) } ?? "?"
      width = 1
    } else {
      text = String(character)
      width = Self.isWide(first) || scalars.contains { $0.value == 0xFE0F } ? 2 : 1
      if first.properties.generalCategory == .nonspacingMark { width = 0 }
    }
  }

  /// East Asian wide and full-width forms, and emoji.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}

extension [TerminalCell] {
  public var width: Int { reduce(0) { $0 + $1.width } }
  public var text: String { map(\.text).joined() }

  /// The first cells that fit into `width` columns.
  public func prefix(width: Int) -> [TerminalCell] {
    var used = 0
    return Array(
      prefix {
        used += $0.width
        return used <= width
      })
  }

  /// The last cells that fit into `width` columns.
  func suffix(width: Int) -> [TerminalCell] {
    [TerminalCell](reversed()).prefix(width: width).reversed()
  }
}
