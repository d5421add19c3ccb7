extension DataType {
  /// Whether a word is a value of this type: bytes that come from a disk may be damaged.
  @inline(__always)
  public func isValid(word value: Int64) -> Bool {
    switch self {
    case .smallint, .integer: integerRange.contains(value)
    case .time: value >= 0 && value <= Timestamp.microsecondsPerDay
    case .date:
      !Timestamp.isFinite(value) || (value >= Timestamp.dayMin && value <= Timestamp.dateMax)
    case .timestamp, .timestamptz: !Timestamp.isFinite(value) || Timestamp.isInRange(value)
    default: true
    }
  }

  /// Whether bytes are a value of this type, as far as other code relies on it.
  @inline(__always)
  public func isValid(bytes value: Bytes) -> Bool {
    switch self {
    case .uuid: value.count == 16
    case .array(let element): ArrayEncoding.isValid(value, element)
    default: true
    }
  }
}
