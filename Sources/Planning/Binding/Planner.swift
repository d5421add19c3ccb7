import Columnar
import Diagnostics
import SQL

/// Turns syntax into plans: names to columns, types to kernels, options to values.
public struct Planner: Sendable {
  let connectors: [ConnectorDescription]

  public init(connectors: [ConnectorDescription]) { self.connectors = connectors }

  /// A whole pipeline file. All of its faults are found at once: a faulty statement does not stop the others, and
  /// whatever reads it says nothing more.
  public func plan(script: ParsedScript) -> Planned {
    do {
      return try LargeStack.run { planned(script) }
    } catch {
      return Planned(pipeline: nil, diagnostics: DiagnosticList([Planner.noThread]))
    }
  }

  private func planned(_ script: ParsedScript) -> Planned {
    let binding = PipelineBinding(connectors: connectors, script: script)
    let pipeline = binding.bind()
    var diagnostics = script.diagnostics
    diagnostics.add(contentsOf: binding.faults.list)
    return Planned(
      pipeline: diagnostics.hasErrors ? nil : pipeline,
      diagnostics: diagnostics.redacting(script.secrets))
  }

  private static let noThread = Diagnostic(
    "no-thread", "the system gave no thread to plan on", at: nil,
    help: "raise the limits on threads and memory (ulimit -u, ulimit -v)")

  /// One SELECT over the relations of a run. Places refer to `text`; `now` is what now() answers, in µs since 1970.
  public func planQuery(
    _ query: QuerySyntax, text: String, relations: RelationCatalogue, zone: Zone, now: Int64
  ) -> (plan: Plan?, diagnostics: DiagnosticList) {
    do {
      return try LargeStack.run {
        plannedQuery(query, text: text, relations: relations, zone: zone, now: now)
      }
    } catch {
      return (nil, DiagnosticList([Planner.noThread]))
    }
  }

  private func plannedQuery(
    _ query: QuerySyntax, text: String, relations: RelationCatalogue, zone: Zone, now: Int64
  ) -> (plan: Plan?, diagnostics: DiagnosticList) {
    let faults = FaultCollector()
    let context = BindingContext(
      functions: FunctionCatalogue(zone: zone), zone: zone, faults: faults, text: Array(text.utf8),
      now: now)
    let bound = QueryBinder(context, relations).bind(query)
    if faults.list.hasErrors { return (nil, faults.list) }
    let plan = bound?.plan.withoutWatermark().optimised(zone: zone)
    return (plan, faults.list)
  }
}

public struct Planned: Sendable {
  /// Nil where there is an error.
  public var pipeline: Pipeline?
  /// What the parser found and what the planner found.
  public var diagnostics: DiagnosticList

  public init(pipeline: Pipeline?, diagnostics: DiagnosticList) {
    self.pipeline = pipeline
    self.diagnostics = diagnostics
  }
}
