import Columnar

/// Nodes whose fields, watermark, key and append-only mark follow from their inputs.
extension Plan {
  /// Name of the hidden field that carries the watermark.
  static let watermarkName = "watermark"
  static let watermarkField = PlanField(
    Field(watermarkName, .timestamp, nullable: false), isHidden: true)

  static func scan(of table: TableDefinition) -> Plan {
    var fields = table.columns.map {
      PlanField(
        Field($0.name, $0.type, nullable: !($0.isNotNull && $0.onNull != .warn)),
        isHidden: $0.isHidden)
    }
    var watermark: Int?
    if table.eventTime != nil && !table.isUpsert {
      watermark = fields.count
      fields.append(watermarkField)
    }
    return Plan(
      .scan(table: table.name, columns: Array(table.columns.indices)), fields: fields,
      watermark: watermark, isAppendOnly: !table.isUpsert,
      key: table.isUpsert ? table.primaryKey : nil)
  }

  /// A leaf that reads another materialized view.
  static func view(name: String, of plan: Plan) -> Plan {
    let shown = plan.fields.indices.filter { !plan.fields[$0].isHidden }
    var fields = shown.map { plan.fields[$0] }
    var watermark: Int?
    if plan.watermark != nil {
      watermark = fields.count
      fields.append(watermarkField)
    }
    return Plan(
      .view(name: name, columns: Array(shown.indices)), fields: fields, watermark: watermark,
      isAppendOnly: plan.isAppendOnly, key: plan.key.flatMap { remapped($0, through: shown) })
  }

  private static func remapped(_ key: [Int], through shown: [Int]) -> [Int]? {
    let mapped = key.compactMap { shown.firstIndex(of: $0) }
    return mapped.count == key.count ? mapped : nil
  }

  func filtered(by condition: Expression) -> Plan {
    var fields = fields
    for column in condition.columnsProvedPresent { fields[column].field.nullable = false }
    return Plan(
      .filter(self, condition), fields: fields, watermark: watermark, isAppendOnly: isAppendOnly,
      key: key)
  }

  /// The given columns, then the carried watermark where there is one.
  func projected(_ expressions: [Expression], _ fields: [PlanField]) -> Plan {
    precondition(expressions.count == fields.count, "a projection names each of its columns")
    var (expressions, fields) = (expressions, fields)
    var outputWatermark: Int?
    if let watermark {
      outputWatermark = fields.count
      expressions.append(.column(watermark, .timestamp))
      fields.append(Plan.watermarkField)
    }
    let mapped = key?.compactMap { column in
      expressions.firstIndex { if case .column(column, _) = $0 { true } else { false } }
    }
    return Plan(
      .project(self, expressions), fields: fields, watermark: outputWatermark,
      isAppendOnly: isAppendOnly, key: mapped?.count == key?.count ? mapped : nil)
  }

  func windowed(_ window: TimeWindow) -> Plan {
    let added = windowFields(over: window.timeColumn)
    let identity: [Int] =
      switch window.kind {
      case .tumble: []
      case .hop: [fields.count]
      case .cumulate: [fields.count + 1]
      }
    return Plan(
      .window(self, window), fields: fields + added, watermark: watermark,
      isAppendOnly: isAppendOnly, key: key.map { $0 + identity })
  }

  /// The rows with their sessions, as the aggregation above sees them.
  func sessioned(_ session: SessionWindow) -> Plan {
    Plan(
      .session(self, session), fields: fields + windowFields(over: session.timeColumn),
      watermark: watermark, isAppendOnly: isAppendOnly, key: key)
  }

  /// Rows come and go without being late: the carried watermark ends here.
  func filtered(by filter: TemporalFilter) -> Plan {
    Plan(
      .temporalFilter(self, filter), fields: fields, watermark: nil,
      isAppendOnly: false, key: key)
  }

  private func windowFields(over column: Int) -> [PlanField] {
    let time = fields[column].field
    return ["window_start", "window_end"].map {
      PlanField(Field($0, time.type, nullable: time.nullable))
    }
  }

  /// `identity`: the keys (by number) that identify a group; the others follow from these.
  func aggregated(_ aggregation: Aggregation, names: [String], identity: [Int]) -> Plan {
    var fields: [PlanField] = []
    for (number, (key, name)) in zip(aggregation.keys, names).enumerated() {
      let isMissing = aggregation.sets?.keys.contains { !$0.contains(number) } ?? false
      let nullable = isMissing || key.isNullable(over: self.fields)
      fields.append(PlanField(Field(name, key.type, nullable: nullable)))
    }
    for (call, name) in zip(aggregation.calls, names.dropFirst(aggregation.keys.count)) {
      let nullable = call.isNullable(over: self.fields, isGlobal: aggregation.isGlobal)
      fields.append(PlanField(Field(name, call.result, nullable: nullable)))
    }
    for _ in aggregation.sets?.calls ?? [] {
      fields.append(PlanField(Field("grouping", .integer, nullable: false)))
    }
    let isFinal = aggregation.closing?.emit == .final
    let isDistinct = aggregation.calls.isEmpty && aggregation.sets == nil
    if isFinal { fields.append(Plan.watermarkField) }
    return Plan(
      .aggregate(self, aggregation), fields: fields, watermark: isFinal ? fields.count - 1 : nil,
      isAppendOnly: isFinal || (isDistinct && isAppendOnly),
      key: aggregation.sets == nil ? identity : nil)
  }

  /// Inputs with the same visible columns in the same order and no others.
  static func setOperation(_ operation: SetOperation, _ left: Plan, _ right: Plan) -> Plan {
    var fields = left.fields
    if operation.kind == .intersect {
      for column in fields.indices where !right.fields[column].field.nullable {
        fields[column].field.nullable = false
      }
    }
    return Plan(
      .setOperation(operation, left, right), fields: fields, watermark: nil,
      isAppendOnly: operation.kind == .intersect && left.isAppendOnly && right.isAppendOnly,
      key: operation.isAll ? nil : Array(fields.indices))
  }

  /// All inputs have the same visible columns in the same order, and all or none carry a watermark.
  static func unionAll(_ inputs: [Plan]) -> Plan {
    var fields = inputs[0].fields
    for input in inputs {
      for column in fields.indices where input.fields[column].field.nullable {
        fields[column].field.nullable = true
      }
    }
    return Plan(
      .unionAll(inputs), fields: fields, watermark: inputs[0].watermark,
      isAppendOnly: inputs.allSatisfy(\.isAppendOnly), key: nil)
  }

  /// The same rows without the carried watermark and other hidden fields but the given ones.
  func showing(_ columns: [Int], keepsWatermark: Bool) -> Plan {
    var source = self
    if !keepsWatermark { source.watermark = nil }
    return source.projected(
      columns.map { .column($0, fields[$0].type) },
      columns.map { PlanField(fields[$0].field, isHidden: fields[$0].isHidden) })
  }
}
