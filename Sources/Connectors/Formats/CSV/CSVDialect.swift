/// How CSV is written: RFC 4180 with other characters where wanted.
public struct CSVDialect: Hashable, Sendable {
  public var delimiter: UInt8
  /// Nil: nothing is quoted.
  public var quote: UInt8?
  /// The first record of each file names its columns.
  public var header: Bool
  /// An unquoted field of this text is NULL.
  public var null: [UInt8]

  public init(
    delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""), header: Bool = true,
    null: [UInt8] = []
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.header = header
    self.null = null
  }
}
