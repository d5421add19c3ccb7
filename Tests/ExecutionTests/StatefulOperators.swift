import Columnar
import Dataflow
import Planning
import TestSupport
import Testing

@testable import Execution

/// An operator with state and rows for it. What must hold for every snapshot is tested over all of these.
struct StatefulOperator: Sendable, CustomTestStringConvertible {
  /// Also the name of its corpus in `Snapshots`.
  let name: String
  /// The types of the rows at each port.
  let ports: [[DataType]]
  let make: @Sendable () -> any Operator
  /// A random row for a port; epochs count from 0, so that time can go on.
  let row: @Sendable (_ port: Int, _ epoch: Int, inout SeededGenerator) -> [Cell]
  /// Rows may be taken back in later epochs.
  var retracts = false
  /// The watermark at an epoch's end.
  var watermark: @Sendable (_ epoch: Int) -> Int64 = { _ in .min }

  var testDescription: String { name }

  /// A line for each operator with state, or for each way in which its state looks different.
  static let all: [StatefulOperator] =
    [
      .aggregateOfEveryKind, .aggregateOfGrowingValues, .aggregateOfAll, .distinctRows,
      .keysOfEveryType, .uniqueForADay, .uniqueForEver,
    ] + statistics + windows + timed + sets + joins + ordered
}

/// An operator that is fed epoch by epoch, with the snapshot that all of its epochs add up to.
final class Snapshotted {
  let fed: Fed
  private(set) var states: [Int: KeyGroupState] = [:]

  init(_ node: any Operator) { fed = Fed(node) }

  /// An operator that goes on from these states. Throws what `restore` throws.
  init(_ node: any Operator, from states: [Int: KeyGroupState]) throws {
    fed = Fed(node)
    self.states = states
    for state in states.values.sorted(by: { $0.group < $1.group }) { try node.restore(state) }
  }

  /// What the epoch emits and sets aside, as sums of rows.
  func epoch(_ input: RandomEpoch) throws -> [String: Int64] {
    let sides = fed.sides.count
    let emitted = try fed.epoch(ports: input.ports, watermark: input.watermark)
    for state in try fed.node.snapshot() { states[state.group] = state }
    return consolidated(emitted + fed.sides[sides...].map(\.batch))
  }
}

/// Random epochs for an operator, insertions and, where it takes them, retractions of rows that are there.
struct RandomInput {
  private let tested: StatefulOperator
  private var present: [[[Cell]]]
  private var epoch = 0

  init(_ tested: StatefulOperator) {
    self.tested = tested
    present = tested.ports.map { _ in [] }
  }

  mutating func next(rows: Int, _ random: inout SeededGenerator) -> RandomEpoch {
    defer { epoch += 1 }
    let ports = tested.ports.indices.map { port in
      var lines: [(row: [Cell], weight: Int64)] = []
      for _ in 0..<rows {
        if tested.retracts, !present[port].isEmpty, Int.random(in: 0..<3, using: &random) == 0 {
          let index = Int.random(in: 0..<present[port].count, using: &random)
          lines.append((present[port].remove(at: index), -1))
        } else {
          let row = tested.row(port, epoch, &random)
          present[port].append(row)
          lines.append((row, 1))
        }
      }
      return batch(
        tested.ports[port], rows: lines.map(\.row),
        weights: tested.retracts ? lines.map(\.weight) : nil)
    }
    return RandomEpoch(ports: ports, watermark: tested.watermark(epoch))
  }
}

struct RandomEpoch {
  /// A batch a port.
  var ports: [Batch]
  var watermark: Int64
}

// MARK: Aggregates

extension StatefulOperator {
  private static func call(
    _ function: AggregateFunction, _ type: DataType, _ result: DataType, distinct: Bool = false,
    growing: Bool = false
  ) -> AggregateShape {
    AggregateShape(
      function: function, isDistinct: distinct, argument: type, result: result,
      isAppendOnly: growing)
  }

  private static func cells(_ number: Int64) -> [Cell] {
    [
      Cell(number), Cell("\(number).\(abs(number % 90) + 10)"), Cell(Double(number) / 7),
      number % 5 == 0 ? nil : Cell("t\(number % 11)"), Cell("\(number % 9) days 0\(number & 7):00"),
      Cell(integerLiteral: number), Cell(booleanLiteral: number % 3 == 0),
      Cell(abs(number)),
    ]
  }

  private static let valueTypes: [DataType] = [
    .bigint, .numeric, .double, .text, .interval, .bigint, .boolean, .date,
  ]

  static let aggregateOfEveryKind = StatefulOperator(
    name: "aggregate-of-every-kind", ports: [[.text, .bigint] + valueTypes],
    make: {
      aggregate(
        keys: [.text, .bigint],
        [
          call(.sum, .bigint, .numeric), call(.avg, .numeric, .numeric),
          call(.sum, .double, .double), call(.min, .text, .text),
          call(.sum, .interval, .interval), call(.count, .bigint, .bigint, distinct: true),
          call(.boolAnd, .boolean, .boolean), call(.max, .date, .date), countRows,
        ])
    },
    row: { _, _, random in
      let number = Int64.random(in: -50...50, using: &random)
      return [
        Cell(["a", "b", "c"].randomElement(using: &random) ?? "a"),
        number % 5 == 0 ? nil : Cell(number % 7),
      ] + cells(number)
    }, retracts: true)

  /// `min` and `max` of rows that are never taken back keep one value only.
  static let aggregateOfGrowingValues = StatefulOperator(
    name: "aggregate-of-growing-values", ports: [[.bigint] + valueTypes],
    make: {
      aggregate(
        keys: [.bigint],
        [
          call(.max, .bigint, .bigint, growing: true),
          call(.min, .numeric, .numeric, growing: true),
          call(.max, .double, .double, growing: true), call(.min, .text, .text, growing: true),
          call(.max, .interval, .interval, growing: true),
          call(.min, .bigint, .bigint, growing: true), countRows,
          call(.boolOr, .boolean, .boolean, growing: true),
          call(.min, .date, .date, growing: true),
        ])
    },
    row: { _, _, random in
      let number = Int64.random(in: -50...50, using: &random)
      return [Cell(number % 20)] + cells(number)
    })

  static let aggregateOfAll = StatefulOperator(
    name: "aggregate-without-keys", ports: [[.bigint, .double]],
    make: {
      aggregate(
        keys: [],
        [
          call(.sum, .bigint, .numeric, distinct: true), call(.avg, .double, .double),
        ])
    },
    row: { _, _, random in
      let number = Int64.random(in: -50...50, using: &random)
      return [Cell(number), Cell(Double(number) * 1e200)]
    }, retracts: true)

  static let distinctRows = StatefulOperator(
    name: "distinct", ports: [[.numeric, .text]], make: { aggregate(keys: [.numeric, .text], []) },
    row: { _, _, random in
      let number = Int64.random(in: -9...9, using: &random)
      return [Cell("\(number).0"), number % 4 == 0 ? nil : Cell("text \(number % 3)")]
    }, retracts: true)

  static let keysOfEveryType = StatefulOperator(
    name: "keys-of-every-type",
    ports: [[.uuid, .boolean, .timestamptz, .double, .interval, .array(.text)]],
    make: {
      aggregate(keys: [.uuid, .boolean, .timestamptz, .double, .interval, .array(.text)], [])
    },
    row: { _, _, random in
      let number = Int64.random(in: 0...9, using: &random)
      return [
        Cell("00000000-0000-4000-8000-00000000000\(number)"),
        number == 3 ? nil : Cell(booleanLiteral: number % 2 == 0), Cell(number * 1_000_000),
        Cell(Double(number) / 3), Cell("\(number) mons"), Cell("{a,NULL,\"b\(number)\"}"),
      ]
    }, retracts: true)
}

// MARK: Windows

extension StatefulOperator {
  /// user, amount, window_start, window_end, watermark; windows of 10 µs, an epoch moves time by 10 µs.
  private static let windowTypes: [DataType] = [
    .text, .bigint, .timestamp, .timestamp, .timestamp,
  ]

  static let windows = [
    window("windows-final", isFinal: true, byUser: true),
    window("windows-changes", isFinal: false, byUser: true),
    window("windows-without-keys", isFinal: true, byUser: false),
  ]

  private static func window(_ name: String, isFinal: Bool, byUser: Bool) -> StatefulOperator {
    StatefulOperator(
      name: name, ports: [windowTypes],
      make: {
        let keys = byUser ? [0, 2] : [2]
        let closing = ClosingLayout(
          start: 2, end: 3, watermark: 4, otherKeys: byUser ? [0] : [],
          startKeys: [keys.count - 1], endKeys: [], lateColumns: [.input(0)], isFinal: isFinal)
        return WindowAggregate(
          AggregationShape(
            keys: keys.map { windowTypes[$0] },
            calls: [countRows, call(.sum, .bigint, .numeric), call(.max, .bigint, .bigint)]),
          layout: AggregateLayout(keys: keys, arguments: [[], [1], [1]], closing: closing),
          closing: closing, view: "v", timeType: .timestamp,
          errorRows: ErrorRows(
            names: keys.map { "k\($0)" }, columns: Array(keys.indices), zone: .utc))
      },
      row: { _, epoch, random in
        let number = Int64.random(in: 0...40, using: &random)
        let start = (Int64(epoch) + Int64.random(in: -1...2, using: &random)) * 10
        return [
          Cell("user \(number % 12)"), Cell(number), Cell(start), Cell(start + 10),
          Cell(Int64(epoch) * 10 - 5),
        ]
      }, watermark: { Int64($0) * 10 })
  }
}

// MARK: UNIQUE

extension StatefulOperator {
  /// The keys, then partition, offset, raw, two words of content, event time, watermark.
  private static func unique(
    _ name: String, keys: [DataType], within: Int64?,
    key: @escaping @Sendable (Int64) -> [Cell]
  ) -> StatefulOperator {
    let first = keys.count
    return StatefulOperator(
      name: name,
      ports: [keys + [.bigint, .bigint, .bytea, .bigint, .bigint, .bigint, .timestamp]],
      make: {
        Deduplicate(
          table: "t",
          constraint: UniqueConstraint(
            name: "t_key", columns: Array(keys.indices), withinMicroseconds: within,
            action: .reject),
          keyTypes: keys,
          layout: DeduplicateLayout(
            keys: Array(keys.indices), output: Array(keys.indices) + [first + 5],
            partition: first, offset: first + 1, raw: first + 2,
            content: (first + 3, first + 4), eventTime: within == nil ? nil : first + 5,
            watermark: within == nil ? nil : first + 6, isLast: true))
      },
      row: { _, epoch, random in
        let number = Int64.random(in: 0...60, using: &random)
        let time = Int64(epoch) * 10_000_000
        return key(number) + [
          0, Cell(Int64.random(in: 0...1 << 40, using: &random)), "\\x61", Cell(number % 2), 7,
          Cell(time + number), Cell(time - 5_000_000),
        ]
      }, watermark: { Int64($0) * 10_000_000 })
  }

  static let uniqueForADay = unique("unique-within", keys: [.bigint], within: 20_000_000) {
    [Cell($0)]
  }

  static let uniqueForEver = unique(
    "unique-for-ever", keys: [.text, .numeric], within: nil
  ) { [Cell("key \($0 % 13)"), Cell("\($0).50")] }
}
