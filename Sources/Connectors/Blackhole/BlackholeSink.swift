import Columnar
import Dataflow

/// Takes everything and keeps nothing: for benchmarks.
public final class BlackholeSink: Sink {
  public init() {}
  public func open(stateID: String, takeOver: Bool) throws -> Int64? { nil }
  public func prepare(epoch: Int64, batches: [Batch]) throws {}
  public func commit(epoch: Int64) throws {}
  public func close() throws {}
}
