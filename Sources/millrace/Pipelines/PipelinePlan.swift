import Dataflow
import Diagnostics
import Glibc
import Planning
import SQL

/// From a pipeline's text to its plan: parsed, `${name}` replaced, bound.
struct PipelinePlan {
  /// Nil where there is an error.
  let pipeline: Pipeline?
  /// Errors and warnings, without any value from the environment.
  let faults: SourceFaults

  init(file: PipelineFile, settings: [Setting]) {
    self.init(name: file.path, text: file.text, values: Self.values(settings))
  }

  /// Of a name that was set twice, the last value.
  static func values(_ settings: [Setting]) -> [String: String] {
    Dictionary(settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
  }

  /// The pipeline that a state was made by.
  init(stored: StoredPipeline) {
    self.init(name: "the state's pipeline", text: stored.text, values: stored.settings)
  }

  private init(name: String, text: String, values: [String: String]) {
    let parsed = Parser.parse(text)
    let script = Substitution.apply(parsed, values: values, environment: Self.environment)
    let planned = Self.planner.plan(script: script)
    pipeline = planned.pipeline
    faults = SourceFaults(
      name: name, text: text, list: planned.diagnostics.redacting(script.secrets))
  }

  /// The pipeline; warnings are told, on standard error by default. Throws `SourceFaults`.
  func checked(_ say: (String) -> Void = StandardStream.say) throws -> Pipeline {
    guard let pipeline else { throw faults }
    say(faults.rendered)
    return pipeline
  }

  static let planner = Planner(connectors: PipelineConnectors.all)

  /// The variables of this process.
  static var environment: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return variables
  }
}
