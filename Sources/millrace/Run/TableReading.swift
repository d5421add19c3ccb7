import Columnar
import Connectors
import Dataflow
import Planning

/// Reads a plain table anew from its source: up to a committed epoch the rows that the run accepted, or to its end where
/// no run reads it.
struct TableReading {
  let assembly: Assembly
  let workers: Int

  /// Batches with all of the table's columns by number; those that are not needed are NULL.
  ///
  /// Throws `ConnectorError.offsetsGone` where the log no longer has the beginning.
  func rows(
    of name: String, columns: [Int], through last: EpochRecord?,
    record: (Int64) throws -> EpochRecord?
  ) throws -> [Batch] {
    let (used, unused) = (assembly.pipeline.sources, assembly.pipeline.unusedTables)
    guard let table = (used + unused).first(where: { $0.name == name }) else { return [] }
    let isUsed = used.contains { $0.name == name }
    if isUsed && last == nil { return [] }
    let fields = columns.map { number in
      PlanField(Field(table.columns[number].name, table.columns[number].type))
    }
    let plan = Plan(
      .scan(table: name, columns: columns), fields: fields, watermark: nil,
      isAppendOnly: !table.isUpsert, key: nil)
    var pipeline = assembly.pipeline
    pipeline.sources = [table]
    pipeline.sinks = [
      SinkDefinition(
        name: TableReading.sink, table: table, plan: plan, emit: .changes, fingerprint: "")
    ]
    let reading = Assembly(
      pipeline: pipeline, broker: assembly.broker, endsAtTopicEnds: true)
    let graph = try reading.graph(
      only: [TableReading.sink], into: [TableReading.sink: BlackholeSink()])
    let outputs =
      if isUsed, let last {
        try Filled(
          [TableReading.sink], of: graph, through: last, workers: workers, record: record
        ).outputs
      } else {
        try graph.outputsOfWholeInput(workers: workers)
      }
    return (outputs[TableReading.sink] ?? []).map { batch in
      let spread = table.columns.indices.map { number in
        columns.firstIndex(of: number).map { batch.columns[$0] }
          ?? .constant(.null, table.columns[number].type, count: batch.count)
      }
      return Batch(columns: spread, count: batch.count, weights: batch.sharedWeights)
    }
  }

  private static let sink = "query"
}
