import Foundation

/// One record with the verdict of Python's json or csv module (`scripts/make-connector-corpus.py`).
struct JudgedRecord {
  var isAccepted: Bool
  var bytes: [UInt8]
  /// What Python read; its form depends on the file.
  var value: String

  static func all(_ name: String) throws -> [JudgedRecord] {
    let folder = Bundle.module.resourcePath ?? ""
    let text = try String(contentsOfFile: folder + "/Corpus/" + name, encoding: .utf8)
    return text.split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return JudgedRecord(isAccepted: parts[0] == "accept", bytes: bytes(parts[1]), value: parts[2])
    }
  }

  static func bytes(_ hex: some StringProtocol) -> [UInt8] {
    let digits = Array(hex.utf8)
    return stride(from: 0, to: digits.count, by: 2).map { at in
      UInt8(String(decoding: digits[at..<at + 2], as: UTF8.self), radix: 16) ?? 0
    }
  }
}
