/// What a perfect pipeline's ledger and answers are for everything generated so far.
public struct TruthTotals: Hashable, Sendable {
  /// `read` = `accepted` + `rejected` + `duplicates`; late rows are accepted ones.
  public var read: Int64 = 0
  public var accepted: Int64 = 0
  public var rejected: Int64 = 0
  public var duplicates: Int64 = 0
  /// Accepted rows that miss their one-minute window.
  public var late: Int64 = 0
  /// Users with 9 or more accepted events.
  public var paidUsers: Int64 = 0
  /// Properties with more than 5 accepted events.
  public var propertyStatuses: Int64 = 0
  /// Pairs of user and one-minute window with more than 10 accepted events that are not late.
  public var possibleBrokers: Int64 = 0
  /// Those of them that were planted.
  public var plantedBrokers: Int64 = 0

  public init() {}
}
