import Compression
import Dataflow

extension ConnectorError {
  init(_ error: StoreError) {
    self.init(error.kind == .unavailable ? .unavailable : .failed, error.message, help: error.help)
  }

  /// Runs `body` with the store's errors told as a connector's.
  static func wrapping<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as StoreError {
      throw ConnectorError(error)
    }
  }
}
