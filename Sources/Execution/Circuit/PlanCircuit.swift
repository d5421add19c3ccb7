import Columnar
import Dataflow
import Planning

/// Turns plans into operator nodes, inputs first.
final class PlanCircuit {
  /// Where a relation's rows come from, and where in them each numbered column lies.
  struct Relation {
    var origin: Edge.Origin
    /// By the relation's column numbers.
    var columns: [Int: Int]
    /// The carried watermark's place.
    var watermark: Int?
  }

  private(set) var graph = Graph()
  let zone: Zone
  private var tables: [String: Relation] = [:]
  private var views: [String: Relation] = [:]
  private let generations: [String: Int64]
  /// The view or sink whose plan is being turned; nil for a table's operators.
  private var reader: NodeReader?
  /// Parts that are there already: whoever needs the same reads the same operators.
  private var parts: [String: Part] = [:]
  /// Nodes of the part that is being turned.
  private var members: Set<Int> = []

  /// What computes a part of a plan.
  private struct Part {
    var origin: Edge.Origin
    var nodes: Set<Int>
  }

  init(zone: Zone, generations: [String: Int64] = [:]) {
    self.zone = zone
    self.generations = generations
  }

  var owner: String { reader?.name ?? "" }
  var lateFields: [Field] { reader?.lateFields ?? [] }

  func addTable(_ node: TableNode, _ table: TableDefinition, _ layout: TableLayout) {
    graph.tables.append(node)
    var origin = Edge.Origin.table(graph.tables.count - 1)
    for (index, constraint) in table.uniques.enumerated() {
      let isLast = index == table.uniques.count - 1
      let input = layout.deduplicate(constraint, isLast: isLast)
      let types = constraint.columns.map { table.columns[$0].type }
      origin = add(
        id: "\(table.name)/\(index + 1)-unique", [Edge(origin, exchange(by: input.keys))],
        hasState: true
      ) {
        Deduplicate(table: table.name, constraint: constraint, keyTypes: types, layout: input)
      }
    }
    if layout.isUpsert {
      let input = layout.upsert(table)
      origin = add(
        id: "\(table.name)/upsert", [Edge(origin, exchange(by: input.keys))], hasState: true
      ) { Upsert(input) }
    }
    var columns: [Int: Int] = [:]
    for (position, column) in layout.columns.enumerated() { columns[column] = position }
    tables[table.name] = Relation(
      origin: origin, columns: columns,
      watermark: layout.isUpsert
        ? nil : layout.hasUniques ? layout.watermarkBehindUniques : layout.watermark)
  }

  /// A relation whose rows are there already: a leaf of a `query`.
  func addRows(table name: String, columns: [Int], watermark: Int?) {
    graph.tables.append(
      TableNode(name: name, source: NoSource(), clock: nil, makeReader: { NoReader() }))
    tables[name] = Relation(
      origin: .table(graph.tables.count - 1),
      columns: Dictionary(uniqueKeysWithValues: columns.map { ($0, $0) }), watermark: watermark)
    views[name] = tables[name]
  }

  func addView(_ view: ViewDefinition) {
    let origin = add(view.plan, owner: view.name)
    let visible = view.plan.visibleColumns
    views[view.name] = Relation(
      origin: origin,
      columns: Dictionary(uniqueKeysWithValues: visible.enumerated().map { ($0, $1) }),
      watermark: view.plan.watermark)
    graph.outputs.append(
      OutputNode(
        name: view.name, origin: shown(view.plan, origin), target: .view(view.stored)))
  }

  func addSink(_ sink: SinkDefinition, _ target: any Sink) {
    let origin = add(sink.plan, owner: sink.name)
    graph.outputs.append(
      OutputNode(name: sink.name, origin: shown(sink.plan, origin), target: .sink(target)))
  }

  /// The operators of one plan; the origin's columns are the plan's fields.
  func add(_ plan: Plan, owner: String) -> Edge.Origin {
    reader = NodeReader(name: owner, lateFields: plan.lateFields)
    members = []
    return lower(plan)
  }

  /// Without hidden fields.
  private func shown(_ plan: Plan, _ origin: Edge.Origin) -> Edge.Origin {
    select(plan.visibleColumns, of: plan.fields.count, from: origin, id: "\(owner)/output")
  }

  /// The part's operators, which are there already where another plan has the same part.
  private func lower(_ plan: Plan) -> Edge.Origin {
    let id = PlanCircuit.id(of: plan, generation: generations[owner] ?? 0)
    let around = members
    defer { members.formUnion(around) }
    if let known = parts[id] {
      members = known.nodes
      addReader(to: known.nodes)
      return known.origin
    }
    members = []
    let origin = operators(of: plan, part: id)
    parts[id] = Part(origin: origin, nodes: members)
    return origin
  }

  private func addReader(to nodes: Set<Int>) {
    guard let reader else { return }
    for node in nodes where !graph.nodes[node].readers.contains(reader) {
      graph.nodes[node].readers.append(reader)
    }
  }

  /// `GENERATION/HASH`: the same for the same part in every run, and no other's.
  private static func id(of plan: Plan, generation: Int64) -> String {
    let (low, high) = Array(plan.sharingText.utf8).withUnsafeBytes(ContentHash.hash)
    let digits = [high, low].map { half in
      let text = String(half, radix: 16)
      return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
    return "\(generation)/\(digits.joined())"
  }

  private func operators(of plan: Plan, part: String) -> Edge.Origin {
    let id = { (name: String) in "\(part)-\(name)" }
    let (owner, zone) = (owner, zone)
    switch plan.op {
    case .scan(let table, let columns):
      return leaf(tables[table], columns, plan, id: id("scan"))
    case .view(let name, let columns):
      return leaf(views[name], columns, plan, id: id("view"))
    case .filter(let input, let condition):
      let origin = lower(input)
      let program = ExpressionProgram(condition, zone: zone)
      let errors = errorRows(input)
      return add(id: id("filter"), [Edge(origin)]) {
        Filter(program, view: owner, errorRows: errors)
      }
    case .project(let input, let expressions):
      return project(expressions, of: input, from: lower(input), id: id("project"))
    case .window(let input, let window):
      let origin = lower(input)
      if case .tumble = window.kind {
        return add(id: id("tumble"), [Edge(origin)]) { Tumble(window, zone: zone) }
      }
      return add(id: id("windows"), [Edge(origin)]) { OverlappingWindows(window, zone: zone) }
    case .temporalFilter(let input, let filter):
      return temporalFilter(filter, of: input, from: lower(input), part: part)
    case .session:
      preconditionFailure("a session is part of the aggregation above it")
    case .aggregate(let input, let aggregation):
      if case .session(let below, let session) = input.op {
        return sessions(plan, aggregation, session, of: input, from: lower(below), part: part)
      }
      return aggregate(plan, aggregation, of: input, from: lower(input), part: part)
    case .unnest(let input, let unnest):
      let origin = lower(input)
      let programs = unnest.calls.map { call in
        call.arguments.map { ExpressionProgram($0, zone: zone) }
      }
      let handedOn = unnest.kept + (plan.watermark == nil ? [] : [input.watermark ?? 0])
      let errors = errorRows(input)
      return add(id: id("unnest"), [Edge(origin)]) {
        UnnestRows(
          unnest, arguments: programs, handedOn: handedOn, view: owner, errorRows: errors)
      }
    case .unionAll(let inputs):
      let columns = inputs.map { unionColumns($0, like: plan) }
      let edges = inputs.map { Edge(lower($0)) }
      return add(id: id("union"), edges) { UnionAll(columns) }
    case .join(let left, let right, let join):
      let origins = (lower(left), lower(right))
      return self.join(plan, join, left, right, part: part, from: origins)
    case .setOperation(let operation, let left, let right):
      return setOperation(operation, plan, left, right, id: id(operation.kind.rawValue))
    case .values(let rows):
      let (batch, errors) = constantRows(rows, plan.fields.map(\.type))
      return add(id: id("values"), [], hasState: true) {
        Values(batch, errors: errors, view: owner)
      }
    case .topRows(let input, let top):
      return topRows(top, of: input, from: lower(input), id: id("top"))
    case .windowFunctions(let input, let functions):
      return windowFunctions(functions, of: input, from: lower(input), id: id("over"))
    case .sort, .limit:
      preconditionFailure("ORDER BY and LIMIT are not part of a circuit")
    }
  }

  private func setOperation(
    _ operation: SetOperation, _ plan: Plan, _ left: Plan, _ right: Plan, id: String
  ) -> Edge.Origin {
    let all = Array(plan.fields.indices)
    let origins = [lower(left), lower(right)]
    let (types, isAppendOnly) = (plan.fields.map(\.type), plan.isAppendOnly)
    return add(id: id, origins.map { Edge($0, exchange(by: all)) }, hasState: true) {
      IntersectExcept(operation, types: types, isAppendOnly: isAppendOnly)
    }
  }

  private func leaf(
    _ relation: Relation?, _ columns: [Int], _ plan: Plan, id: String
  ) -> Edge.Origin {
    guard let relation else { preconditionFailure("\(id) reads a relation that is there") }
    var picked = columns.map { number -> Int in
      guard let position = relation.columns[number] else {
        preconditionFailure("\(id) reads column \(number), which is there")
      }
      return position
    }
    if plan.watermark != nil {
      guard let watermark = relation.watermark else {
        preconditionFailure("\(id) reads a watermark that is there")
      }
      picked.append(watermark)
    }
    return add(id: id, [Edge(relation.origin)]) { SelectColumns(picked) }
  }

  func project(
    _ expressions: [Expression], of input: Plan, from origin: Edge.Origin, id: String
  ) -> Edge.Origin {
    let columns = expressions.compactMap(\.plainColumn)
    if columns.count == expressions.count {
      return select(columns, of: input.fields.count, from: origin, id: id)
    }
    let programs = expressions.map { ExpressionProgram($0, zone: zone) }
    let (owner, errors) = (owner, errorRows(input))
    return add(id: id, [Edge(origin)]) { Project(programs, view: owner, errorRows: errors) }
  }

  /// Moves columns, or nothing where they are all there in order.
  private func select(
    _ columns: [Int], of width: Int, from origin: Edge.Origin, id: String
  ) -> Edge.Origin {
    if columns == Array(0..<width) { return origin }
    return add(id: id, [Edge(origin)]) { SelectColumns(columns) }
  }

  func add(
    id: String, _ inputs: [Edge], hasState: Bool = false, make: @escaping () throws -> any Operator
  ) -> Edge.Origin {
    members.insert(graph.nodes.count)
    graph.nodes.append(
      OperatorNode(
        id: id, readers: reader.map { [$0] } ?? [], inputs: inputs, hasState: hasState, make: make))
    return .node(graph.nodes.count - 1)
  }

  /// Rows go to the worker that owns the key of these columns.
  func exchange(by columns: [Int]) -> Edge.Routing {
    .exchange { batch, hashes in
      KeyHash.hash(columns.map { batch.columns[$0] }, count: batch.count, into: hashes)
    }
  }

  /// Shows a plan's visible columns.
  func errorRows(_ plan: Plan) -> ErrorRows {
    let visible = plan.visibleColumns
    return ErrorRows(names: visible.map { plan.fields[$0].name }, columns: visible, zone: zone)
  }

  /// Each field of the union as a column of the input: visible ones by their order, the watermark as such.
  private func unionColumns(_ input: Plan, like union: Plan) -> [Int] {
    var others = input.fields.indices.filter { $0 != input.watermark }[...]
    return union.fields.indices.map { field in
      if field == union.watermark, let watermark = input.watermark { return watermark }
      guard let next = others.popFirst() else {
        preconditionFailure("inputs of UNION ALL have the same columns")
      }
      return next
    }
  }

  /// The rows that can be computed, and `VIEW.errors` rows of those that can not.
  private func constantRows(
    _ rows: [[Expression]], _ types: [DataType]
  ) -> (batch: Batch, errors: Batch?) {
    let builders = types.map { ColumnBuilder($0, capacity: rows.count) }
    var messages: [String] = []
    for row in rows {
      let values = row.map { ExpressionProgram($0, zone: zone).evaluate([], count: 1) }
      if let error = values.lazy.compactMap(\.errors.errors.first).first {
        messages.append(error.message)
        continue
      }
      for (builder, value) in zip(builders, values) { builder.append(value.column, row: 0) }
    }
    let batch = Batch(columns: builders.map { $0.finish() }, count: rows.count - messages.count)
    if messages.isEmpty { return (batch, nil) }
    let empty = Batch(columns: [], count: messages.count)
    let errors = ErrorRows(names: [], columns: [], zone: zone).batch(
      of: empty, rows: Array(messages.indices), messages: messages)
    return (batch, errors)
  }
}

extension Expression {
  /// The column's number where the expression is nothing else.
  var plainColumn: Int? { if case .column(let number, _) = self { number } else { nil } }
}
