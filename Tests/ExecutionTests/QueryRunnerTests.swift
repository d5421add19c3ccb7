import Columnar
import Planning
import TestSupport
import Testing

@testable import Execution

@Suite struct QueryRunnerTests {
  private func field(_ name: String, _ type: DataType) -> PlanField { PlanField(Field(name, type)) }

  private var leaf: Plan {
    Plan(
      .view(name: "v", columns: [0, 1]), fields: [field("a", .bigint), field("b", .text)],
      watermark: nil, isAppendOnly: false, key: nil)
  }

  private func with(_ op: Plan.Operator, _ fields: [PlanField]) -> Plan {
    Plan(op, fields: fields, watermark: nil, isAppendOnly: false, key: nil)
  }

  private func sorted(_ descending: Bool, nullsFirst: Bool) throws -> [String] {
    let key = SortKey(
      expression: .column(0, .bigint), isDescending: descending, nullsFirst: nullsFirst)
    let rows = batch([.bigint, .text], [2, "x"], [nil, "n"], [1, "y"], [2, "z"])
    return try QueryRunner(zone: .utc).run(
      with(.sort(leaf, [key]), leaf.fields), relations: ["v": [rows]]
    ).lines
  }

  @Test func `ORDER BY is stable and puts NULL where it is asked to`() throws {
    #expect(
      try sorted(false, nullsFirst: false) == ["+1 1, y", "+1 2, x", "+1 2, z", "+1 NULL, n"])
    #expect(try sorted(true, nullsFirst: true) == ["+1 NULL, n", "+1 2, x", "+1 2, z", "+1 1, y"])
  }

  @Test func `LIMIT and OFFSET cut across batches`() throws {
    let batches = [
      batch([.bigint, .text], [1, "a"], [2, "b"]), batch([.bigint, .text], [3, "c"]),
    ]
    let plan = with(.limit(leaf, limit: 2, offset: 1), leaf.fields)
    #expect(
      try QueryRunner(zone: .utc).run(plan, relations: ["v": batches]).lines
        == ["+1 2, b", "+1 3, c"])
  }

  @Test func `a row with weight two comes twice, and groups are computed over them`() throws {
    let rows = batch([.bigint, .text], [1, "a"], [2, "b"], weights: [2, 1])
    let runner = QueryRunner(zone: .utc)
    #expect(try runner.run(leaf, relations: ["v": [rows]]).lines.count == 3)
    let count = AggregateCall(
      function: .count, argument: nil, isDistinct: false, filter: nil, result: .bigint)
    let grouped = with(
      .aggregate(
        leaf, Aggregation(keys: [.column(1, .text)], calls: [count], closing: nil)),
      [field("b", .text), field("count", .bigint)])
    #expect(try runner.run(grouped, relations: ["v": [rows]]).lines == ["+1 a, 2", "+1 b, 1"])
  }

  @Test func `an aggregate without GROUP BY answers over nothing`() throws {
    let count = AggregateCall(
      function: .count, argument: nil, isDistinct: false, filter: nil, result: .bigint)
    let plan = with(
      .aggregate(leaf, Aggregation(keys: [], calls: [count], closing: nil)),
      [field("count", .bigint)])
    #expect(try QueryRunner(zone: .utc).run(plan, relations: [:]).lines == ["+1 0"])
  }

  @Test func `a row that can not be computed fails the query`() throws {
    let divide = try #require(
      FunctionCatalogue(zone: .utc).resolve(name: "/", arguments: [.bigint, .bigint]).function)
    let plan = with(
      .project(
        leaf, [.call(divide, [.constant(.word(1), .bigint), .column(0, .bigint)])]),
      [field("q", .bigint)])
    #expect(throws: ExpressionError("division by zero")) {
      try QueryRunner(zone: .utc).run(
        plan, relations: ["v": [batch([.bigint, .text], [0, "a"])]])
    }
  }
}
