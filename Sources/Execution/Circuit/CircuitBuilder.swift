import Columnar
import Dataflow
import Planning

/// Makes the circuit of a pipeline.
///
/// Every table becomes a source with its readers, every plan node one operator (or none, where it moves nothing), with
/// an exchange before each operator that keeps state. Equal parts of plans are one chain of operators. Ids of nodes are
/// `GENERATION/HASH-operator`, the hash being that of the part that it computes, so that a part finds its snapshot again
/// whatever the file has besides, as long as any view reads it.
public struct CircuitBuilder {
  /// Makes a worker's decoder of a table's format. The columns are those that lie in the records.
  public typealias MakeDecoder = ([DecodedColumn], TableDefinition) throws -> any RecordDecoder

  private let makeDecoder: MakeDecoder
  private let makeKeyDecoder: MakeDecoder

  /// `makeKeyDecoder` makes decoders of message keys, for tables with a PRIMARY KEY.
  public init(makeDecoder: @escaping MakeDecoder, makeKeyDecoder: @escaping MakeDecoder) {
    self.makeDecoder = makeDecoder
    self.makeKeyDecoder = makeKeyDecoder
  }

  /// `sources` by table name, `sinks` by `SinkDefinition.name`; each must be there.
  ///
  /// `whole`: where this is only a part of it, the pipeline whose plans decide which columns a table keeps, so that both
  /// keep the same state. `generations`: by view or sink, the epoch in which it was filled; 0 for those that were there
  /// from the beginning.
  public func build(
    _ pipeline: Pipeline, of whole: Pipeline? = nil, generations: [String: Int64] = [:],
    sources: [String: any Source], sinks: [String: any Sink]
  ) throws -> Graph {
    let circuit = PlanCircuit(zone: pipeline.zone, generations: generations)
    let plans = (whole ?? pipeline).plans
    for table in pipeline.sources {
      guard let source = sources[table.name] else {
        preconditionFailure("table \(table.name) has a source")
      }
      let scanned = plans.reduce(into: Set<Int>()) {
        $0.formUnion($1.scannedColumns(of: table.name))
      }
      let layout = TableLayout(table, scanned: scanned)
      let program = try TableProgram(table, layout: layout, zone: pipeline.zone)
      let (makeDecoder, makeKeyDecoder) = (makeDecoder, makeKeyDecoder)
      circuit.addTable(
        TableNode(
          name: table.name, source: source,
          loadsFirst: table.loadsFirst(among: (whole ?? pipeline).sources),
          clock: table.clock(zone: pipeline.zone),
          makeReader: {
            ConstraintReader(
              program, decoder: try makeDecoder(program.decoded, table),
              keyDecoder: table.isUpsert ? try makeKeyDecoder(program.keyColumns, table) : nil)
          }), table, layout)
    }
    for view in pipeline.views { circuit.addView(view) }
    for sink in pipeline.sinks {
      guard let target = sinks[sink.name] else {
        preconditionFailure("sink \(sink.name) has a target")
      }
      circuit.addSink(sink, target)
    }
    return circuit.graph
  }
}

extension Pipeline {
  fileprivate var plans: [Plan] { views.map(\.plan) + sinks.map(\.plan) }
}

extension TableDefinition {
  /// Nil without event time.
  fileprivate func clock(zone: Zone) -> TableClock? {
    guard let time = eventTime else { return nil }
    return TableClock(
      delay: time.delay, idleTimeout: time.idleTimeout,
      zone: columns[time.column].type == .timestamptz ? zone : nil)
  }
}

extension Plan {
  /// Numbers of a table's columns that any scan below needs.
  public func scannedColumns(of name: String) -> Set<Int> {
    if case .scan(name, let columns) = op { return Set(columns) }
    return inputs.reduce(into: []) { $0.formUnion($1.scannedColumns(of: name)) }
  }

  /// Numbers of the fields that a reader sees, in order.
  var visibleColumns: [Int] { fields.indices.filter { !fields[$0].isHidden } }
}
