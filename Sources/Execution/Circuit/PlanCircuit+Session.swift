import Columnar
import Dataflow
import Planning

extension PlanCircuit {
  /// An aggregation by sessions: its keys and arguments are computed before the exchange, sessions are found behind it.
  ///
  /// `input` is the session, `origin` gives what lies below it.
  func sessions(
    _ plan: Plan, _ aggregation: Aggregation, _ session: SessionWindow, of input: Plan,
    from origin: Edge.Origin, part: String
  ) -> Edge.Origin {
    let column = { (number: Int) in Expression.column(number, input.fields[number].type) }
    let start = input.fields.count - 2
    var prepared = PreparedColumns()
    let keys = session.keys.map { prepared.number(of: column($0)) }
    let outputKeys = aggregation.keys.map { key -> SessionLayout.OutputKey in
      if key.plainColumn == start { return .start }
      if key.plainColumn == start + 1 { return .end }
      guard let position = session.keys.firstIndex(where: { $0 == key.plainColumn }) else {
        preconditionFailure("the keys over a session are its own")
      }
      return .key(position)
    }
    let closing = aggregation.closing
    let layout = SessionLayout(
      gap: session.gap, time: prepared.number(of: column(session.timeColumn)), keys: keys,
      outputKeys: outputKeys,
      arguments: aggregation.calls.map { call in
        call.inputs.map { prepared.number(of: $0) }
      },
      watermark: closing.map { prepared.number(of: column($0.watermark)) },
      lateColumns: closing.map { lateColumns($0, of: input, &prepared) } ?? [],
      isFinal: closing?.emit == .final)
    let calls = aggregation.calls.map { $0.shape(isAppendOnly: true) }
    guard case .session(let below, _) = input.op else {
      preconditionFailure("an aggregation by sessions lies over one")
    }
    let preparedOrigin = project(
      prepared.expressions, of: below, from: origin, id: "\(part)-keys")
    let keyTypes = session.keys.map { input.fields[$0].type }
    let (owner, timeType) = (owner, input.fields[start].type)
    let errors = ErrorRows(
      names: plan.fields.prefix(outputKeys.count).map(\.name), columns: Array(outputKeys.indices),
      zone: zone)
    let routing: Edge.Routing = keys.isEmpty ? .single : exchange(by: keys)
    return add(
      id: "\(part)-sessions", [Edge(preparedOrigin, routing)], hasState: true
    ) {
      SessionAggregate(
        keys: keyTypes, calls: calls, layout: layout, view: owner, timeType: timeType,
        errorRows: errors)
    }
  }
}
