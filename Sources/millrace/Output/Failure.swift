import Columnar
import Commerce
import Dataflow
import Diagnostics
import Execution

/// Faults of a text (a pipeline file or a query) with the text that they point into.
struct SourceFaults: Error {
  /// The file's name, or `query`.
  var name: String
  var text: String
  var list: DiagnosticList

  var rendered: String { Renderer(file: name, text: text).render(list) }
}

/// A file that a command reads or writes itself.
struct FileError: Error {
  var message: String
  var help: String?
}

/// The one place where errors become words on standard error and exit codes.
struct Failure {
  var text: String
  var code: ExitCode

  private init(text: String, code: ExitCode) {
    self.text = text
    self.code = code
  }

  private init(_ place: String, _ message: String, _ help: String?, _ code: ExitCode) {
    self.init(
      text: "\(place): \(message)\n" + (help.map { "  help: \($0)\n" } ?? ""), code: code)
  }

  /// `command` is what was typed after `millrace`; empty before a command is known.
  init(_ error: any Error, command: String = "") {
    let place = command.isEmpty ? "millrace" : "millrace \(command)"
    switch error {
    case let error as UsageError:
      self.init(place, error.message, error.help, .wrongUsage)
    case let error as SourceFaults:
      self.init(text: error.rendered, code: .wrongInput)
    case let error as ScenarioFaults:
      self.init(text: error.rendered, code: .wrongInput)
    case let error as DiagnosticList:
      // Faults of what has no text to point into, such as a scenario's options.
      let parts = error.items.map { Failure(place, $0.message, $0.help, .wrongInput).text }
      self.init(text: parts.joined(), code: .wrongInput)
    case let error as ExpressionError:
      self.init(place, error.message, nil, .failed)
    case let error as ConnectorError:
      self.init(place, error.message, error.help, error.kind.exitCode)
    case let error as StoreError:
      self.init(
        place, error.message, error.help, error.kind == .unavailable ? .unavailable : .inputOutput)
    case let error as DriverError:
      self.init(
        place, error.message, error.help, error.kind == .memoryExceeded ? .failed : .inputOutput)
    case let error as ChangedPipelineError:
      self.init(place, error.message, error.help, .wrongInput)
    case let error as ConstraintFailure:
      self.init(
        place, error.message,
        "correct the row, or let the table reject it: on_violation = 'reject'", .failed)
    case let error as FileError:
      self.init(place, error.message, error.help, .inputOutput)
    case OutputError.readerLeft:
      self.init(text: "", code: .done)
    case OutputError.failed(let reason):
      self.init(place, "standard output cannot be written: \(reason)", nil, .inputOutput)
    default:
      self.init(place, "\(error)", nil, .failed)
    }
  }
}

extension ConnectorError.Kind {
  var exitCode: ExitCode {
    switch self {
    case .unavailable: .unavailable
    case .failed, .offsetsGone, .foreignSink, .changedInput: .inputOutput
    case .configuration: .wrongInput
    }
  }
}
