import Columnar

/// Where a query's changes go. Called from the driver's thread only.
///
/// An epoch reaches a sink in two steps: `prepare` takes the data without showing it, `commit` shows it together with
/// (state id, epoch), all or nothing. What was prepared but not committed when a process died never appears.
public protocol Sink: AnyObject {
  /// Opens for a state; returns the last epoch of that state that the sink shows (0: none; nil: it remembers nothing, so
  /// that an epoch may be shown again after a crash). Throws
  /// `ConnectorError.foreignSink` where it belongs to another state, unless `takeOver`, which starts it anew.
  func open(stateID: String, takeOver: Bool) throws -> Int64?
  /// Net changes of the epoch: insertions (weight > 0) and, where the sink takes them, retractions (weight < 0).
  func prepare(epoch: Int64, batches: [Batch]) throws
  func commit(epoch: Int64) throws
  /// After the last epoch of a run: files are rolled, connections closed.
  func close() throws
}
