/// The values of one column of a batch: immutable, shared by reference.
///
/// Fixed-width values, or UInt32 offsets (`count` + 1 of them) into bytes. Where nothing is NULL there is no validity at
/// all; else a byte a row, 1 = present. (A byte, not Arrow's bit: kernels combine validity without shifting; the
/// conversion happens where Arrow begins.) The value under a NULL is defined (0 or empty) but means nothing.
///
/// Pointers are valid while the column lives; keep it in a named binding for as long as they are read.
public struct Column: Sendable {
  public let type: DataType
  public let count: Int
  let values: Buffer
  let offsetBuffer: Buffer?
  let validityBuffer: Buffer?

  public init(
    type: DataType, count: Int, values: Buffer, offsets: Buffer? = nil, validity: Buffer? = nil
  ) {
    precondition((offsets != nil) == (type.layout == .bytes), "\(type) and offsets do not agree")
    self.type = type
    self.count = count
    self.values = values
    self.offsetBuffer = offsets
    self.validityBuffer = validity
  }

  /// The same values under another type of the same layout.
  public func retyped(_ type: DataType) -> Column {
    Column(
      type: type, count: count, values: values, offsets: offsetBuffer, validity: validityBuffer)
  }

  /// The same values with another validity.
  public func masked(by validity: Buffer?) -> Column {
    Column(type: type, count: count, values: values, offsets: offsetBuffer, validity: validity)
  }

  public var bits: UnsafePointer<UInt8> { UnsafePointer(values.pointer(to: UInt8.self)) }
  public var words: UnsafePointer<Int64> { UnsafePointer(values.pointer(to: Int64.self)) }
  public var doubles: UnsafePointer<Double> { UnsafePointer(values.pointer(to: Double.self)) }
  public var decimals: UnsafePointer<Decimal> { UnsafePointer(values.pointer(to: Decimal.self)) }
  public var intervals: UnsafePointer<Interval> { UnsafePointer(values.pointer(to: Interval.self)) }
  public var bytes: UnsafePointer<UInt8> { UnsafePointer(values.pointer(to: UInt8.self)) }
  /// `count` + 1 offsets into `bytes`; only for `Layout.bytes`.
  public var offsets: UnsafePointer<UInt32> {
    guard let offsetBuffer else { preconditionFailure("\(type) has no offsets") }
    return UnsafePointer(offsetBuffer.pointer(to: UInt32.self))
  }
  /// A byte a row, 1 = present; nil where no value is NULL.
  public var validity: UnsafePointer<UInt8>? {
    validityBuffer.map { UnsafePointer($0.pointer(to: UInt8.self)) }
  }
  public var sharedValidity: Buffer? { validityBuffer }

  @inline(__always)
  public func isNull(_ row: Int) -> Bool { validity.map { $0[row] == 0 } ?? false }

  /// The bytes of one value; only for `Layout.bytes`.
  @inline(__always)
  public func slice(_ row: Int) -> UnsafeBufferPointer<UInt8> {
    let from = Int(offsets[row])
    return UnsafeBufferPointer(start: bytes + from, count: Int(offsets[row + 1]) - from)
  }

  /// One value, copied out. Not for hot paths.
  public subscript(row: Int) -> Value {
    if isNull(row) { return .null }
    return switch type.layout {
    case .bit: .boolean(bits[row] != 0)
    case .word: .word(words[row])
    case .double: .double(doubles[row])
    case .decimal: .decimal(decimals[row])
    case .interval: .interval(intervals[row])
    case .bytes: .bytes(Array(slice(row)))
    }
  }
}

extension Layout {
  /// Bytes of a fixed-width value; 0 for variable length.
  public var stride: Int {
    switch self {
    case .bit: 1
    case .word, .double: 8
    case .decimal, .interval: 16
    case .bytes: 0
    }
  }
}
