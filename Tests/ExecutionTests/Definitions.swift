import Columnar
import Diagnostics

extension Resolution {
  /// The overload, where there is one.
  var function: ScalarFunction? {
    if case .found(let function, _) = self { function } else { nil }
  }
}

extension ConnectorDescription {
  static let lines = ConnectorDescription(
    name: "lines", summary: "Lines in memory.", isSource: true, isSink: false, bounds: .bounded,
    takesDeletions: false, takesChanges: false, formats: [], options: [])
}
