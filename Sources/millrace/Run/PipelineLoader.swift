import Connectors
import Dataflow
import Diagnostics
import Glibc
import Planning
import SQL
import Store

/// From a pipeline file's text to its plan, with `--set` and the environment filled in.
struct PipelineLoader {
  enum Speech { case warnings, nothing }

  let settings: [String: String]

  init(settings: [Setting]) {
    self.settings = Dictionary(
      settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
  }

  init(settings: [String: String]) { self.settings = settings }

  /// Throws `SourceFaults`; warnings go to standard error.
  func load(_ file: PipelineFile, says speech: Speech) throws -> Pipeline {
    let planned = plan(file.text)
    let faults = SourceFaults(name: file.path, text: file.text, list: planned.diagnostics)
    guard let pipeline = planned.pipeline else { throw faults }
    if case .warnings = speech, !planned.diagnostics.items.isEmpty {
      StandardStream.say(faults.rendered)
    }
    return pipeline
  }

  /// Everything that is wrong with a text, and its plan where nothing is.
  func plan(_ text: String) -> Planned {
    let script = Substitution.apply(
      Parser.parse(text), values: settings, environment: PipelineLoader.environment)
    return Planner(connectors: PipelineLoader.connectors).plan(script: script)
  }

  /// All that a WITH list may name.
  static let connectors = [TopicConnector.description] + ConnectorCatalogue.descriptions

  private static var environment: [String: String] {
    var values: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee.map({ String(cString: $0) }) {
      if let equals = text.firstIndex(of: "=") {
        values[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      entry += 1
    }
    return values
  }
}

extension Pipeline {
  /// What each view and sink means, by its name.
  var fingerprints: [String: String] {
    Dictionary(
      uniqueKeysWithValues: views.map { ($0.name, $0.fingerprint) }
        + sinks.map { ($0.name, $0.fingerprint) })
  }
}
