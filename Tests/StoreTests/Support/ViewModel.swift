import Columnar
import Dataflow

@testable import Store

/// What random changes of a keyed view and of a bag add up to, in plain dictionaries and arrays.
struct ViewModel {
  static let keyed = view("keyed", ["user", "n"], key: [0])
  static let versions = view("versions", ["user", "n"], key: [0], history: .some(nil))
  static let bag = view("bag", ["a", "b"])
  static let views = [keyed, versions, bag]

  private var held: [Int64: Int64] = [:]
  private var copies: [[Int64]] = []
  /// The keyed view's rows before each epoch's net changes, to check the log.
  private var epochs: [Int64: [Int64: Int64]] = [0: [:]]

  var keyedRows: [String] { held.map { "\($0.key)|\($0.value)" }.sorted() }
  var bagRows: [String] { copies.map { "\($0[0])|\($0[1])" }.sorted() }

  /// One epoch's changes: some cancel, some go back to what was there before.
  mutating func step(_ epoch: Int64, _ random: inout Seeded) -> (keyed: Batch, bag: Batch) {
    var changes: [[Int64?]] = [[0, 0], [0, 0]]
    var weights: [Int64] = [1, -1]
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let user = Int64(random.next() % 9) - 4
      if let old = held.removeValue(forKey: user) {
        changes.append([user, old])
        weights.append(-1)
        if random.next() % 3 == 0 { continue }
      }
      held[user] = Int64(random.next() % 3)
      changes.append([user, held[user]])
      weights.append(1)
    }
    epochs[epoch] = held
    var bagChanges: [[Int64?]] = [[7, 7]]
    var bagWeights: [Int64] = [0]
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      if !copies.isEmpty, Bool.random(using: &random) {
        bagChanges.append(copies.remove(at: Int.random(in: copies.indices, using: &random)))
        bagWeights.append(-1)
      } else {
        copies.append([Int64(random.next() % 4), Int64(random.next() % 3)])
        bagChanges.append(copies[copies.count - 1])
        bagWeights.append(1)
      }
    }
    return (words(changes, weights: weights), words(bagChanges, weights: bagWeights))
  }

  /// Whether the log leads from each epoch's rows to the next one's.
  func agrees(_ log: [EpochChanges]) throws -> Bool {
    var rows: [Int64: Int64] = [:]
    for entry in log {
      for row in 0..<entry.batch.count {
        let (user, n) = (entry.batch.columns[0].words[row], entry.batch.columns[1].words[row])
        if entry.batch.weight(row) > 0 {
          rows[user] = n
        } else if rows[user] == n {
          rows[user] = nil
        }
      }
      if rows != epochs[entry.epoch] { return false }
    }
    return rows == held
  }
}
