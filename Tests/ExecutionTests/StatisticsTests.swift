import Columnar
import Planning
import TestSupport
import Testing

@testable import Execution

/// One aggregate over changing rows, beside the same aggregate over the rows that are left, in another order.
@Suite struct StatisticsTests {
  private static let rising = AggregateShape.Order(isDescending: false, nullsFirst: false)
  private static let falling = AggregateShape.Order(isDescending: true, nullsFirst: true)

  private static func shape(
    _ function: AggregateFunction, _ types: [DataType], _ result: DataType,
    order: [AggregateShape.Order] = [], isDistinct: Bool = false
  ) -> AggregateShape {
    AggregateShape(
      function: function, isDistinct: isDistinct, arguments: types, order: order, fraction: 0.37,
      delimiter: Array("|".utf8), result: result, isAppendOnly: false)
  }

  static let shapes: [AggregateShape] =
    [
      AggregateFunction.varianceSample, .variancePopulation, .deviationSample,
      .deviationPopulation,
    ].flatMap {
      [
        shape($0, [.bigint], .numeric), shape($0, [.numeric], .numeric),
        shape($0, [.double], .double), shape($0, [.numeric], .numeric, isDistinct: true),
      ]
    }
    + AggregateFunction.allCases.filter(\.isOfPairs).map {
      shape($0, [.double, .double], $0 == .regressionCount ? .bigint : .double)
    } + [
      shape(.correlation, [.double, .double], .double, isDistinct: true),
      shape(.percentileContinuous, [.double], .double, order: [rising]),
      shape(.percentileContinuous, [.interval], .interval, order: [falling]),
      shape(.percentileDiscrete, [.numeric], .numeric, order: [falling]),
      shape(.percentileDiscrete, [.text], .text, order: [rising]),
      shape(.mode, [.numeric], .numeric, order: [rising]),
      shape(.mode, [.text], .text, order: [falling]),
      shape(.median, [.double], .double), shape(.median, [.double], .double, isDistinct: true),
      shape(.approximatePercentile, [.double], .double),
      shape(.argumentOfMax, [.text, .double], .text),
      shape(.argumentOfMin, [.numeric, .interval], .numeric),
      shape(.anyValue, [.text], .text),
      shape(.stringAggregate, [.text, .bigint], .text, order: [falling]),
      shape(.stringAggregate, [.text, .text], .text, order: [rising], isDistinct: true),
      shape(.bitAnd, [.bigint], .bigint), shape(.bitOr, [.bigint], .bigint),
      shape(.bitXor, [.bigint], .bigint),
      shape(.count, [.bigint, .text], .bigint, isDistinct: true),
    ]

  /// Few different values, so that copies and ties are many; sizes far apart where sums are exact.
  private static func cell(_ type: DataType, _ random: inout SeededGenerator) -> Cell {
    let number = Int64.random(in: -6...6, using: &random)
    switch type {
    case .bigint: return Bool.random(using: &random) ? Cell(number) : Cell(Int64.max - abs(number))
    case .double:
      let exponent = [-700, -3, 0, 2, 700].randomElement(using: &random) ?? 0
      return Cell(Double(sign: .plus, exponent: exponent, significand: Double(number)))
    case .numeric:
      return Cell("\(number)\(["", ".0", ".25", ".250"].randomElement(using: &random) ?? "")")
    case .interval: return Cell("\(number) days \(number % 2 * 24):00")
    default: return Cell(["", "a", "é", "漢🙂", "zz"].randomElement(using: &random) ?? "")
    }
  }

  private static func row(_ types: [DataType], _ random: inout SeededGenerator) -> [Cell] {
    // A copied argument stands for the order of itself.
    let cells = types.map { cell($0, &random) }
    return cells.map { Int.random(in: 0..<8, using: &random) == 0 ? nil : $0 }
  }

  @Test(arguments: shapes.indices)
  func `rows that come and go leave what the rest gives`(number: Int) throws {
    let shape = StatisticsTests.shapes[number]
    let isTied = shape.isDistinct && shape.function == .stringAggregate
    var random = SeededGenerator()
    for _ in 0..<8 {
      let changing = Fed(aggregate(keys: [], [shape]))
      var present: [[Cell]] = []
      var answer: [String] = []
      for _ in 0..<6 {
        var lines: [(row: [Cell], weight: Int64)] = []
        for _ in 0..<Int.random(in: 1...20, using: &random) {
          if Int.random(in: 0..<5, using: &random) < 2, !present.isEmpty {
            lines.append((present.remove(at: .random(in: 0..<present.count, using: &random)), -1))
          } else {
            var row = StatisticsTests.row(shape.arguments, &random)
            if isTied { row[1] = row[0] }
            present.append(row)
            lines.append((row, 1))
          }
        }
        // In whatever order: within an epoch a row may go before it came.
        lines.shuffle(using: &random)
        let changes = try changing.epoch(
          batch(shape.arguments, rows: lines.map(\.row), weights: lines.map(\.weight)))
        let new = changes.lines.filter { $0.hasPrefix("+") }
        if !changes.lines.isEmpty { answer = new }
        let fresh = try Fed(aggregate(keys: [], [shape])).epoch(
          batch(shape.arguments, rows: present.shuffled(using: &random)))
        #expect(
          answer == fresh.lines, "\(shape.function.rawValue) of \(shape.arguments): \(random)")
      }
    }
  }

  @Test func `a sketch's answer is near and hangs on nothing but the values`() {
    var random = SeededGenerator()
    for count in [1, 10, 1_000, 5_000, 40_000, 300_000] {
      let hashes = (0..<count).map { _ in UInt64.random(in: .min ... .max, using: &random) }
      var (whole, left, right) = (DistinctSketch(), DistinctSketch(), DistinctSketch())
      for hash in hashes { whole.insert(hash: hash) }
      for (index, hash) in hashes.reversed().enumerated() {
        if index % 3 == 0 { left.insert(hash: hash) } else { right.insert(hash: hash) }
      }
      left.merge(right)
      #expect(left.estimate == whole.estimate, "\(random)")
      // Seven standard errors: no seed gives more.
      let error = Double(whole.estimate - Int64(count)).magnitude / Double(count)
      #expect(error < 7 * 0.0081, "\(count): \(whole.estimate), \(random)")
    }
  }

  @Test func `a bucket's middle is within a 512th of each of its values`() {
    var random = SeededGenerator()
    for _ in 0..<10_000 {
      let value = Double(bitPattern: UInt64.random(in: .min ... .max, using: &random))
      guard value.isNormal else { continue }
      let rounded = Buckets.rounded(value)
      #expect((rounded - value).magnitude <= value.magnitude / 512, "\(random)")
      #expect(Buckets.rounded(rounded) == rounded)
    }
    #expect(Buckets.rounded(0) == 0)
    #expect(Buckets.rounded(.infinity) == .infinity)
    #expect(Buckets.rounded(Double.nan).isNaN)
  }
}
