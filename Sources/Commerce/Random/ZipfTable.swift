/// Draws ranks 1 ... `count` with probability in proportion to 1 ÷ rank^skew, in constant time.
///
/// Built with + − × ÷ √ only, so every machine makes the same table. Eight bytes a rank.
struct ZipfTable: Sendable {
  /// How fast popularity falls with the rank.
  enum Skew: String, CaseIterable, Sendable {
    case uniform = "0"
    case half = "0.5"
    case threeQuarters = "0.75"
    case one = "1"
    case fiveQuarters = "1.25"

    func weight(_ rank: Double) -> Double {
      let root = rank.squareRoot()
      return switch self {
      case .uniform: 1
      case .half: 1 / root
      case .threeQuarters: 1 / (root * root.squareRoot())
      case .one: 1 / rank
      case .fiveQuarters: 1 / (rank * root.squareRoot())
      }
    }
  }

  private let table: AliasTable

  init(count: Int64, skew: Skew) {
    precondition(count > 0 && count < Int64(UInt32.max), "a table holds 1 to 2³² − 2 ranks")
    table = AliasTable(weights: (1...Int(count)).map { skew.weight(Double($0)) })
  }

  /// The rank that 64 random bits stand for.
  @inline(__always)
  func rank(_ bits: UInt64) -> Int64 { Int64(table.place(bits)) &+ 1 }
}
