import Columnar
import Dataflow
import Planning
import TestSupport
import Testing

@testable import Execution

@Suite struct AggregateTests {
  @Test func `a touched group leaves once an epoch with its net change`() throws {
    let fed = Fed(aggregate(keys: [.bigint], [countRows]))
    #expect(
      try fed.epoch(batch([.bigint], [7], [7]), batch([.bigint], [8])).lines
        == ["+1 7, 2", "+1 8, 1"])
    #expect(try fed.epoch(batch([.bigint], [7])).lines == ["-1 7, 2", "+1 7, 3"])
    #expect(try fed.epoch().lines == [])
  }

  @Test func `a change that cancels out within an epoch is not seen`() throws {
    let fed = Fed(aggregate(keys: [.bigint], [countRows]))
    try fed.epoch(batch([.bigint], [1]))
    let lines = try fed.epoch(batch([.bigint], [1], [1], [2], [2], weights: [1, -1, 1, -1])).lines
    #expect(lines == [])
  }

  @Test func `a group leaves with its last row and may come again`() throws {
    let fed = Fed(aggregate(keys: [.text], [countRows]))
    try fed.epoch(batch([.text], ["a"], ["b"]))
    #expect(try fed.epoch(batch([.text], ["a"], weights: [-1])).lines == ["-1 a, 1"])
    #expect(try fed.epoch(batch([.text], ["c"], ["a"])).lines == ["+1 c, 1", "+1 a, 1"])
  }

  @Test func `without GROUP BY there is one row from the first epoch on`() throws {
    let fed = Fed(aggregate(keys: [], [countRows, sum(.integer, .bigint)]))
    #expect(try fed.epoch().lines == ["+1 0, NULL"])
    #expect(try fed.epoch().lines == [])
    #expect(try fed.epoch(batch([.integer], [5])).lines == ["-1 0, NULL", "+1 1, 5"])
    #expect(
      try fed.epoch(batch([.integer], [5], weights: [-1])).lines == ["-1 1, 5", "+1 0, NULL"])
  }

  @Test func `NULL keys are one group, and NULL arguments do not count`() throws {
    let count = AggregateShape(
      function: .count, isDistinct: false, argument: .integer, result: .bigint,
      isAppendOnly: false)
    let fed = Fed(aggregate(keys: [.bigint], [countRows, count]))
    let lines = try fed.epoch(
      batch([.bigint, .integer], [nil, 1], [nil, nil], [0, 3])
    ).lines
    #expect(lines == ["+1 NULL, 2, 1", "+1 0, 1, 1"])
  }

  @Test func `keys that are equal in SQL are one group with one spelling`() throws {
    let fed = Fed(aggregate(keys: [.numeric], [countRows]))
    #expect(try fed.epoch(batch([.numeric], ["1.0"], ["1.00"])).lines == ["+1 1, 2"])
    let scaled = Fed(aggregate(keys: [.numeric(precision: 10, scale: 2)], [countRows]))
    #expect(
      try scaled.epoch(batch([.numeric(precision: 10, scale: 2)], ["1.50"])).lines
        == ["+1 1.50, 1"])
    let doubles = Fed(aggregate(keys: [.double], [countRows]))
    #expect(
      try doubles.epoch(batch([.double], [0.0], [-0.0], ["NaN"], ["NaN"])).lines
        == ["+1 0, 2", "+1 NaN, 2"])
  }

  @Test func `a sum that overflows is an error for as long as it does`() throws {
    let fed = Fed(aggregate(keys: [.bigint], [sum(.integer, .bigint)]))
    let most = Cell(Int64.max)
    #expect(try fed.epoch(batch([.bigint, .bigint], [1, most], [1, 1])).lines == [])
    #expect(fed.sideLines(.errors(view: "v")) == [#"+1 {"k0": 1}, bigint out of range"#])
    #expect(
      try fed.epoch(batch([.bigint, .bigint], [1, 1], weights: [-1])).lines
        == ["+1 1, 9223372036854775807"])
    #expect(fed.sideLines(.errors(view: "v")).last == #"-1 {"k0": 1}, bigint out of range"#)
  }

  @Test func `averages of integers have the digits that Postgres gives`() throws {
    let average = AggregateShape(
      function: .avg, isDistinct: false, argument: .bigint, result: .numeric, isAppendOnly: false)
    let fed = Fed(aggregate(keys: [], [average]))
    #expect(
      try fed.epoch(batch([.bigint], [1], [2])).lines == ["+1 1.5000000000000000"])
  }

  @Test func `a sum of numeric has the largest scale of the rows that are left`() throws {
    let fed = Fed(aggregate(keys: [], [sum(.numeric, .numeric)]))
    #expect(try fed.epoch(batch([.numeric], ["1.5"], ["2.25"], ["3"])).lines == ["+1 6.75"])
    #expect(
      try fed.epoch(batch([.numeric], ["2.25"], weights: [-1])).lines == ["-1 6.75", "+1 4.5"])
  }

  @Test func `min and max come back when the extreme is taken away`() throws {
    for type in [DataType.bigint, .numeric, .double, .text] {
      let calls = [AggregateFunction.min, .max].map {
        AggregateShape(
          function: $0, isDistinct: false, argument: type, result: type, isAppendOnly: false)
      }
      let shape = AggregationShape(keys: [], calls: calls)
      let node = Aggregate(
        shape, layout: AggregateLayout(keys: [], arguments: [[0], [0]], closing: nil), view: "v",
        errorRows: ErrorRows(names: [], columns: [], zone: .utc))
      let fed = Fed(node)
      try fed.epoch(batch([type], ["3"], ["1"], ["2"], [nil]))
      #expect(
        try fed.epoch(batch([type], ["1"], ["3"], weights: [-1, -1])).lines
          == ["-1 1, 3", "+1 2, 2"])
      #expect(
        try fed.epoch(batch([type], ["2"], weights: [-1])).lines == ["-1 2, 2", "+1 NULL, NULL"])
    }
  }

  @Test func `distinct counts change only when a value appears or goes`() throws {
    let distinct = AggregateShape(
      function: .count, isDistinct: true, argument: .text, result: .bigint, isAppendOnly: false)
    let fed = Fed(aggregate(keys: [.bigint], [distinct]))
    let types = [DataType.bigint, .text]
    #expect(
      try fed.epoch(batch(types, [1, "a"], [1, "a"], [1, "b"], [2, nil])).lines
        == ["+1 1, 2", "+1 2, 0"])
    #expect(try fed.epoch(batch(types, [1, "a"], weights: [-1])).lines == [])
    #expect(try fed.epoch(batch(types, [1, "a"], weights: [-1])).lines == ["-1 1, 2", "+1 1, 1"])
  }

  @Test func `bool_and and bool_or take rows back`() throws {
    let calls = [AggregateFunction.boolAnd, .boolOr].map {
      AggregateShape(
        function: $0, isDistinct: false, argument: .boolean, result: .boolean,
        isAppendOnly: false)
    }
    let fed = Fed(aggregate(keys: [], calls))
    let rows = batch([.boolean, .boolean], [true, true], [false, false])
    #expect(try fed.epoch(rows).lines == ["+1 false, true"])
    #expect(
      try fed.epoch(batch([.boolean, .boolean], [false, false], weights: [-1])).lines
        == ["-1 false, true", "+1 true, true"])
  }
}
