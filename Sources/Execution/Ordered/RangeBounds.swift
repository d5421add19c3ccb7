import Columnar
import Planning

/// The ends of RANGE frames with offsets, as bytes that are looked for among the rows.
///
/// An end that is out of its type's range lies beyond all values. NULLs see their peers, and NaN is like them.
struct RangeBounds {
  private let type: DataType
  private let key: OrderKey
  private let encoding: OrderedEncoding
  private let zone: Zone

  /// The only ORDER BY key and its type.
  init(_ key: OrderKey, _ type: DataType, _ encoding: OrderedEncoding, zone: Zone) {
    self.key = key
    self.type = type
    self.encoding = encoding
    self.zone = zone
  }

  /// A place among the rows: before all that are not less than `bytes`, or past those that begin with them.
  struct Cut {
    var bytes: [UInt8]
    var past: Bool
  }

  /// Months and days of a zone's clock do not keep times in order: a day and more behind another, a month later, they
  /// may lie before it. By less than this, in µs.
  private static let disorder: Int64 = 2 * 86_400_000_000

  /// Where the frame of a row begins or ends. Nil where its key is NULL: its frame is its peers.
  ///
  /// With `widened`, a wider frame where that of a row in front may reach further: from one row to the next, such frames
  /// never begin or end earlier than a frame of those before.
  func cut(of row: Bytes, _ bound: Frame.Bound, isEnd: Bool, widened: Bool = false) -> Cut? {
    guard let start = row.baseAddress, start[0] == 1 else { return nil }
    var moved = moved(encoding.firstKey(start), bound)
    if widened, bound.hasCalendar, case .value(.word(let word)) = moved {
      let later = isEnd != key.isDescending
      let sum =
        later
        ? word.addingReportingOverflow(RangeBounds.disorder)
        : word.subtractingReportingOverflow(RangeBounds.disorder)
      moved = sum.overflow ? (isEnd ? .behindAll : .beforeAll) : .value(.word(sum.partialValue))
    }
    switch moved {
    case .value(let value):
      var bytes: [UInt8] = []
      encoding.append(firstKey: value, to: &bytes)
      return Cut(bytes: bytes, past: isEnd)
    // All values begin with 1.
    case .beforeAll: return Cut(bytes: [1], past: false)
    case .behindAll: return Cut(bytes: [1], past: true)
    case .allNumbers:
      var bytes: [UInt8] = []
      encoding.append(
        firstKey: .double(isEnd != key.isDescending ? .infinity : -.infinity), to: &bytes)
      return Cut(bytes: bytes, past: isEnd)
    }
  }

  private enum Moved {
    case value(Value)
    case beforeAll, behindAll, allNumbers
  }

  private func moved(_ value: Value, _ bound: Frame.Bound) -> Moved {
    switch bound {
    case .preceding(let offset):
      return moved(value, offset, isNegative: !key.isDescending, beyond: .beforeAll)
    case .following(let offset):
      return moved(value, offset, isNegative: key.isDescending, beyond: .behindAll)
    case .currentRow: return .value(value)
    case .unboundedPreceding: return .beforeAll
    case .unboundedFollowing: return .behindAll
    }
  }

  /// An infinite offset from the infinity that it leads away from sees all numbers, as in Postgres.
  private func moved(
    _ value: Value, _ offset: Frame.Offset, isNegative: Bool, beyond: Moved
  ) -> Moved {
    switch (value, offset) {
    case (.word(let word), .word(let offset)):
      let sum =
        isNegative
        ? word.subtractingReportingOverflow(offset) : word.addingReportingOverflow(offset)
      return sum.overflow ? beyond : .value(.word(sum.partialValue))
    case (.decimal(let decimal), .decimal(let offset)):
      let sum = isNegative ? decimal.subtracting(offset) : decimal.adding(offset)
      return sum.map { .value(.decimal($0)) } ?? beyond
    case (.double(let double), .double(let offset)):
      if offset.isInfinite, double == (isNegative ? .infinity : -.infinity) { return .allNumbers }
      return .value(.double(isNegative ? double - offset : double + offset))
    case (.word(let word), .interval(let interval)):
      return add(interval, to: word, isNegative: isNegative).map { .value(.word($0)) } ?? beyond
    default: preconditionFailure("the planner gives an offset for \(type)")
    }
  }

  private func add(_ interval: Interval, to word: Int64, isNegative: Bool) -> Int64? {
    if type == .time {
      let sum =
        isNegative
        ? word.subtractingReportingOverflow(interval.microseconds)
        : word.addingReportingOverflow(interval.microseconds)
      return sum.overflow ? nil : sum.partialValue
    }
    guard let signed = isNegative ? interval.negated : interval else { return nil }
    return type == .timestamptz
      ? signed.added(toTimestamptz: word, zone: zone) : signed.added(toTimestamp: word)
  }
}

extension Frame.Bound {
  /// Whether an offset is of months or days.
  fileprivate var hasCalendar: Bool {
    switch self {
    case .preceding(.interval(let offset)), .following(.interval(let offset)):
      offset.months != 0 || offset.days != 0
    default: false
    }
  }
}
