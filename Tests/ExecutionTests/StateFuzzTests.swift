import Dataflow
import Glibc
import TestSupport
import Testing

@testable import Execution

/// What holds for the state of every operator: it survives a restore, and damaged bytes are refused or are a state
/// like any other.
@Suite struct StateFuzzTests {
  /// A count that is believed before its bytes are there would ask for more than this.
  private static let isMemoryLimited: Bool = {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_max, 12 << 30)
    return setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0
  }()

  @Test(arguments: StatefulOperator.all)
  func `a restore after any epoch goes on as if nothing happened`(tested: StatefulOperator) throws {
    var random = SeededGenerator()
    var input = RandomInput(tested)
    let whole = Snapshotted(tested.make())
    for epoch in 0..<12 {
      let restored = try Snapshotted(tested.make(), from: whole.states)
      let next = input.next(rows: 40, &random)
      let expected = try whole.epoch(next)
      #expect(try restored.epoch(next) == expected, "\(random), epoch \(epoch)")
      #expect(restored.fed.node.lastClosedWindowEnd == whole.fed.node.lastClosedWindowEnd)
    }
    #expect(!whole.states.isEmpty)
  }

  @Test(arguments: StatefulOperator.all)
  func `damaged state is refused, or restores to something that round-trips`(
    tested: StatefulOperator
  ) throws {
    #expect(Self.isMemoryLimited)
    var random = SeededGenerator()
    var input = RandomInput(tested)
    let whole = Snapshotted(tested.make())
    for _ in 0..<4 { _ = try whole.epoch(input.next(rows: 60, &random)) }
    let states = whole.states.values.filter { !$0.bytes.isEmpty }.sorted { $0.group < $1.group }
    try #require(!states.isEmpty)
    let epochs = (0..<2).map { _ in input.next(rows: 30, &random) }
    var (refused, restored) = (0, 0)
    for round in 0..<600 {
      let damage = StateDamage.allCases[round % StateDamage.allCases.count]
      let state = states[Int.random(in: 0..<states.count, using: &random)]
      let damaged = damage.applied(to: state, &random)
      do {
        let left = try Snapshotted(tested.make(), from: [damaged.group: damaged])
        _ = try left.epoch(epochs[0])
        let right = try Snapshotted(tested.make(), from: left.states)
        let (expected, answer) = (try left.epoch(epochs[1]), try right.epoch(epochs[1]))
        #expect(answer == expected, "\(random), round \(round): \(damage)")
        restored += 1
      } catch is StateDecodingError {
        refused += 1
      }
    }
    #expect(refused > 200, "\(random)")
    #expect(restored + refused == 600, "\(random)")
  }
}

/// What an operator says that it keeps.
@Suite struct StateSizeTests {
  @Test(arguments: StatefulOperator.all)
  func `an operator with state says how much it keeps, before and after a restore`(
    tested: StatefulOperator
  ) throws {
    var random = SeededGenerator()
    var input = RandomInput(tested)
    let whole = Snapshotted(tested.make())
    var most = StateSize.zero
    for _ in 0..<4 {
      _ = try whole.epoch(input.next(rows: 300, &random))
      let size = whole.fed.node.stateSize
      if size.bytes > most.bytes { most = size }
      let restored = try Snapshotted(tested.make(), from: whole.states)
      #expect(restored.fed.node.stateSize.rows == size.rows, "\(random)")
    }
    #expect(most.rows > 0 && most.bytes > 0, "\(random)")
  }
}
