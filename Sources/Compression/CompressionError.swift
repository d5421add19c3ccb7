/// Why compressed bytes could not be read.
public struct CompressionError: Error, Hashable, Sendable {
  public enum Kind: Sendable {
    /// The input ends in the middle of the compressed data.
    case truncated
    /// The bytes are not of the format, or a checksum does not fit.
    case corrupt
    /// The operating system could not read the input.
    case unreadable
  }

  public var kind: Kind
  /// A part of a sentence such as `the gzip data end too early`; names no file.
  public var reason: String

  public init(_ kind: Kind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }
}
