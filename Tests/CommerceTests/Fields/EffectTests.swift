import Testing

@testable import Commerce

/// Planted patterns on fields.
struct EffectTests {
  private func effect(_ action: Effect.Action, period: Range<Int64>? = nil) -> Effect {
    Effect(
      kind: .pattern, name: "planted", strength: 2, chosen: [], report: "", period: period,
      actions: [action])
  }

  private func records(
    _ fields: [FieldDefinition], _ effects: [Effect], count: Int = 4_000
  ) -> [StrictJSON] {
    let scenario = Sample.scenario(Sample.stream(fields), effects: effects)
    let renderer = StreamRenderer(scenario, stream: 0, seed: 2, format: .json)
    return Sample.lines(renderer.render(Sample.block(scenario, count: count))).map {
      StrictJSON.object($0) ?? .null
    }
  }

  @Test func `a factor multiplies where its conditions hold, and rounds to the field's scale`() {
    let fields = [
      Sample.field("payment", Sample.choice(["Card": 1, "Wallet": 1])),
      Sample.field("price", .decimal(100...9_999, scale: 2)),
      Sample.field(
        "qty", .choice((1...3).map { Generator.Weighted(value: .integer($0), weight: 1) })),
    ]
    let plain = records(fields, [])
    let planted = records(
      fields,
      [
        effect(
          .multiply(
            stream: 0, field: 1, conditions: [.equals(.field(0), [.text("Wallet")])], factor: 1.37)),
        effect(.multiply(stream: 0, field: 2, conditions: [], factor: 3)),
      ])
    for (before, after) in zip(plain, planted) {
      #expect(before["payment"] == after["payment"])
      guard case .number(let was) = before["price"], case .number(let now) = after["price"],
        let unscaled = Int64(was.filter { $0 != "." }), case .number(let qty) = before["qty"],
        let quantity = Int(qty)
      else {
        Issue.record("\(before)")
        continue
      }
      let product = Int64((Double(unscaled) * 1.37).rounded(.toNearestOrAwayFromZero))
      let expected = after["payment"] == .text("Wallet") ? product : unscaled
      #expect(Int64(now.filter { $0 != "." }) == expected)
      #expect(after["qty"] == .number("\(3 * quantity)"))
    }
  }

  @Test func `a weight's factor changes the shares where its conditions hold and nowhere else`() {
    let fields = [
      Sample.field("city", Sample.choice(["A": 1, "B": 1])),
      Sample.field("site", Sample.choice(["x": 1, "y": 1, "z": 2])),
    ]
    let plain = records(fields, [])
    let inA = Condition.equals(.field(0), [.text("A")])
    let planted = records(
      fields,
      [
        effect(.weight(stream: 0, field: 1, value: .text("x"), conditions: [inA], factor: 4)),
        effect(
          .weight(stream: 0, field: 1, value: .text("z"), conditions: [], factor: 5),
          period: 0..<Sample.start),
      ])
    var (inCity, chosen) = (0, 0)
    for (before, after) in zip(plain, planted) {
      if after["city"] == .text("B") {
        #expect(before == after)
      } else {
        inCity += 1
        chosen += after["site"] == .text("x") ? 1 : 0
      }
    }
    // 4 of 7.
    #expect(abs(Double(chosen) / Double(inCity) - 4.0 / 7) < 0.04)
  }

  @Test func `a probability is replaced in its period`() {
    let middle = Sample.start + 2_000_000_000
    let rows = records(
      [Sample.field("ok", .flag(1))],
      [
        effect(
          .probability(stream: 0, field: 0, conditions: [], probability: 0.25),
          period: Sample.start..<middle)
      ])
    let early = rows.prefix(1_999).count { $0["ok"] == .boolean(true) }
    #expect((420...580).contains(early))
    #expect(rows.suffix(2_001).allSatisfy { $0["ok"] == .boolean(true) })
  }
}
