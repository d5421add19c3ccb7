import Dataflow
import Diagnostics

/// Validated options by name, as the types that connectors want; nil where an option is not given.
extension [String: OptionValue] {
  func text(_ name: String) throws(ConnectorError) -> String? {
    switch self[name] {
    case nil: nil
    case .text(let text): text
    case let other?: throw .wrongOption(name, "\(other)", "expected text")
    }
  }

  func boolean(_ name: String) throws(ConnectorError) -> Bool? {
    switch self[name] {
    case nil: nil
    case .boolean(let value): value
    case let other?: throw .wrongOption(name, "\(other)", "expected true or false")
    }
  }

  func byteCount(_ name: String) throws(ConnectorError) -> Int? {
    switch self[name] {
    case nil: nil
    case .byteCount(let count): Int(count)
    case let other?: throw .wrongOption(name, "\(other)", "expected a size such as '16 MiB'")
    }
  }

  func required(_ name: String) throws(ConnectorError) -> String {
    guard let text = try text(name) else {
      throw ConnectorError(.configuration, "option \(name) is missing")
    }
    return text
  }
}

extension ConnectorError {
  static func wrongOption(_ name: String, _ value: String, _ reason: String) -> ConnectorError {
    ConnectorError(.configuration, "option \(name) cannot be '\(value)': \(reason)")
  }
}
