import Dataflow
import Synchronization

/// One way to run a case. The answers must not tell which.
struct Variant: CustomStringConvertible {
  enum Kill: String {
    case never
    /// After each epoch, which is in the state's snapshot.
    case afterSnapshots
    /// After the first epoch, after two more, after three more and so on; there is no snapshot, so that all are replayed.
    case withoutSnapshots
    /// At one step of the commit protocol after the other, each time with another number of workers.
    case atEveryStep
  }

  var workers: Int
  var epochRows: Int
  var kill: Kill

  static let unbounded = 1_000_000

  static let all: [Variant] =
    [1, 2].flatMap { workers in
      [1, 7, unbounded].flatMap { rows in
        [Kill.never, .afterSnapshots, .withoutSnapshots].map {
          Variant(workers: workers, epochRows: rows, kill: $0)
        }
      }
    } + [1, 7].map { Variant(workers: 1, epochRows: $0, kill: .atEveryStep) }

  var description: String {
    let rows = epochRows == Self.unbounded ? "unbounded" : "\(epochRows)"
    return "workers \(workers), epoch rows \(rows), kill \(kill.rawValue)"
  }

  func workers(session: Int) -> Int { kill == .atEveryStep ? session % 3 + 1 : workers }

  /// 1 µs is "after every epoch".
  var snapshotInterval: String { kill == .withoutSnapshots ? "1h" : "1us" }

  /// What ends the given session; nil: nothing.
  func onStep(session: Int) -> (@Sendable (EpochStep, Int64) throws -> Void)? {
    switch kill {
    case .never: nil
    case .afterSnapshots: Self.kill(at: .snapshotWritten)
    case .withoutSnapshots: Self.kill(at: .committed, time: session + 1)
    case .atEveryStep: Self.kill(at: EpochStep.allCases[session % EpochStep.allCases.count])
    }
  }

  private static func kill(
    at step: EpochStep, time: Int = 1
  ) -> @Sendable (EpochStep, Int64) throws -> Void {
    let remaining = Countdown(from: time)
    return { reached, _ in if reached == step, remaining.isOver() { throw Killed() } }
  }
}

private final class Countdown: Sendable {
  private let left: Atomic<Int>

  init(from count: Int) { left = Atomic(count) }

  /// True from the last time on that was counted down to.
  func isOver() -> Bool { left.subtract(1, ordering: .relaxed).newValue <= 0 }
}

/// The session ended without closing anything.
struct Killed: Error {}
