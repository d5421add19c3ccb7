import Columnar
import Connectors
import Dataflow
import Diagnostics
import Execution
import Planning
import Store

/// Joins what a pipeline names: connectors and formats to tables, operators to a circuit.
struct Assembly {
  let pipeline: Pipeline
  let broker: EmbeddedBroker
  /// Topics end where they end at the start.
  let endsAtTopicEnds: Bool
  /// Of views and sinks that were filled, the epoch (`StoredPipeline.generations`).
  var generations: [String: Int64] = [:]

  /// The circuit of the whole pipeline, or of some views and sinks with everything that they read. `given` sinks take the
  /// place of those that tables name. `keepsWholeTables`: the part's tables keep what those of the whole pipeline keep.
  func graph(
    only names: Set<String>? = nil, keepsWholeTables: Bool = false,
    into given: [String: any Sink] = [:]
  ) throws -> Graph {
    let part = names.map(pipeline.part) ?? pipeline
    var sources: [String: any Source] = [:]
    for table in part.sources { sources[table.name] = try source(table) }
    var sinks = given
    // Several queries that write one table write through one sink.
    var writers: [String: any Sink] = [:]
    for sink in part.sinks where given[sink.name] == nil {
      let writer = try writers[sink.table.name] ?? self.sink(sink)
      writers[sink.table.name] = writer
      sinks[sink.name] = writer
    }
    return try builder.build(
      part, of: keepsWholeTables ? pipeline : nil, generations: generations, sources: sources,
      sinks: sinks)
  }

  private var builder: CircuitBuilder {
    let zone = pipeline.zone
    return CircuitBuilder { columns, table in
      try ConnectorCatalogue.makeDecoder(
        format: table.formatName, options: table.options, columns: columns, zone: zone)
    } makeKeyDecoder: { columns, table in
      try ConnectorCatalogue.makeKeyDecoder(options: table.options, columns: columns, zone: zone)
    }
  }

  private func source(_ table: TableDefinition) throws -> any Source {
    switch table.connector.name {
    case "topic":
      return TopicSource(
        try broker(of: table), topic: try table.requiredText("topic"), untilEnd: endsAtTopicEnds)
    case "files":
      return try FilesSource(options: table.options)
    case let name:
      throw ConnectorError(.configuration, "table \(table.name): \(name) cannot be read")
    }
  }

  private func sink(_ sink: SinkDefinition) throws -> any Sink {
    let table = sink.table
    let names = table.writtenColumns.map(\.name)
    switch table.connector.name {
    case "topic":
      return TopicSink(
        try broker(of: table), topic: try table.requiredText("topic"),
        encoder: try encoder(table), mode: MessageKeys(table, zone: pipeline.zone).mode,
        retentionMicroseconds: table.microseconds("retention"))
    case "files":
      return try FilesSink(
        options: table.options, encoder: try encoder(table), names: names,
        zone: pipeline.zone)
    case "print":
      return PrintSink(names: names, zone: pipeline.zone)
    case "blackhole":
      return BlackholeSink()
    case let name:
      throw ConnectorError(.configuration, "table \(table.name): \(name) cannot be written")
    }
  }

  private func broker(of table: TableDefinition) throws -> EmbeddedBroker {
    guard let address = table.text("broker") else { return broker }
    do {
      return EmbeddedBroker(folder: try BrokerAddress(argument: address).folder)
    } catch {
      throw ConnectorError(
        .configuration, "table \(table.name): broker = '\(address)' is not \(error.expected)")
    }
  }

  private func encoder(_ table: TableDefinition) throws -> any RecordEncoder {
    try ConnectorCatalogue.makeEncoder(
      format: table.formatName, options: table.options,
      fields: table.writtenColumns.map { Field($0.name, $0.type) }, zone: pipeline.zone)
  }
}

extension TableDefinition {
  func text(_ option: String) -> String? {
    if case .text(let text) = options[option] { text } else { nil }
  }

  func requiredText(_ option: String) throws -> String {
    guard let text = text(option) else {
      throw ConnectorError(.configuration, "table \(name) has no option \(option)")
    }
    return text
  }

  /// What an INSERT fills: without the connector's hidden columns, which stand last.
  var writtenColumns: [TableColumn] { columns.filter { !$0.isHidden } }

  func microseconds(_ option: String) -> Int64? {
    if case .microseconds(let time) = options[option] { time } else { nil }
  }

  var formatName: String { text("format") ?? connector.formats.first ?? "json" }
}

extension Pipeline {
  /// The views and sinks of some names, with the views and tables that they read.
  func part(_ names: Set<String>) -> Pipeline {
    var part = self
    part.sinks = sinks.filter { names.contains($0.name) }
    var needed = part.sinks.map(\.plan) + views.filter { names.contains($0.name) }.map(\.plan)
    var viewNames = names
    var tables: Set<String> = []
    while let plan = needed.popLast() {
      tables.formUnion(plan.watermarkTables)
      for leaf in plan.leaves {
        switch leaf {
        case .table(let name): tables.insert(name)
        case .view(let name):
          guard viewNames.insert(name).inserted else { continue }
          needed += views.filter { $0.name == name }.map(\.plan)
        }
      }
    }
    part.views = views.filter { viewNames.contains($0.name) }
    part.sources = sources.filter { tables.contains($0.name) }
    return part
  }
}

extension Plan {
  enum Leaf {
    case table(String)
    case view(String)
  }

  /// What the plan reads.
  var leaves: [Leaf] {
    switch op {
    case .scan(let table, _): [.table(table)]
    case .view(let name, _): [.view(name)]
    default: inputs.flatMap(\.leaves)
    }
  }
}
