/// Where generated records go. Called from one thread. Every method throws `ConnectorError`.
///
/// A target tells the truth about each record as it writes it, and that it is committed once readers can see it.
public protocol RecordTarget: AnyObject {
  /// By stream.
  var distributions: [StreamDistribution] { get }
  /// Bytes that no reader sees before `commit`.
  var pendingByteCount: Int { get }
  func write(_ slice: GeneratedSlice, _ truth: TruthLedger) throws
  /// Makes what was written visible to readers, stream by stream.
  func commit(_ truth: TruthLedger) throws
  /// After the last record.
  func finish(_ truth: TruthLedger) throws
}
