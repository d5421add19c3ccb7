import Columnar
import Dataflow
import Planning
import TestSupport
import Testing

@testable import Execution

@Suite struct IntersectExceptTests {
  private static let types: [DataType] = [.bigint, .text]
  private static let operations = [SetOperation.Kind.intersect, .except].flatMap { kind in
    [false, true].map { SetOperation(kind, isAll: $0) }
  }

  private struct Delta {
    var port: Int
    var row: [Cell]
    var weight: Int64
  }

  private func node(_ operation: SetOperation, isAppendOnly: Bool = false) -> IntersectExcept {
    IntersectExcept(operation, types: IntersectExceptTests.types, isAppendOnly: isAppendOnly)
  }

  private func epoch(_ node: IntersectExcept, _ deltas: some Sequence<Delta>) throws -> [Batch] {
    let output = Output()
    for delta in deltas {
      let rows = batch(IntersectExceptTests.types, rows: [delta.row], weights: [delta.weight])
      node.push(rows, port: delta.port, to: output)
    }
    node.endEpoch(EpochEnd(epoch: 1, watermark: .min), to: output)
    return output.take().batches
  }

  private func randomDeltas(_ random: inout SeededGenerator, takesBack: Bool = true) -> [Delta] {
    var present: [Delta] = []
    return (0..<300).map { _ in
      if takesBack, !present.isEmpty, Int.random(in: 0..<5, using: &random) < 2 {
        var gone = present.remove(at: Int.random(in: 0..<present.count, using: &random))
        gone.weight = -1
        return gone
      }
      let number = Int64.random(in: 0..<4, using: &random)
      let delta = Delta(
        port: Int.random(in: 0...1, using: &random),
        row: [
          number == 3 ? nil : Cell(number),
          Cell(["a", "b"].randomElement(using: &random) ?? "a"),
        ], weight: 1)
      present.append(delta)
      return delta
    }
  }

  /// What SQL says of the rows that are there, counted one by one.
  private func expected(_ operation: SetOperation, _ deltas: [Delta]) -> [String: Int64] {
    var copies: [String: (left: Int64, right: Int64)] = [:]
    for delta in deltas {
      let line = batch(IntersectExceptTests.types, rows: [delta.row]).lines[0]
      let row = String(line.dropFirst(3))
      if delta.port == 0 {
        copies[row, default: (0, 0)].left += delta.weight
      } else {
        copies[row, default: (0, 0)].right += delta.weight
      }
    }
    return copies.mapValues { left, right in
      switch (operation.kind, operation.isAll) {
      case (.intersect, true): min(left, right)
      case (.intersect, false): left > 0 && right > 0 ? 1 : 0
      case (.except, true): max(left - right, 0)
      case (.except, false): left > 0 && right == 0 ? 1 : 0
      }
    }.filter { $0.value != 0 }
  }

  @Test(arguments: operations)
  func `copies are those of SQL at any epoch size, also after a restore`(operation: SetOperation)
    throws
  {
    var random = SeededGenerator()
    let deltas = randomDeltas(&random)
    let answer = expected(operation, deltas)
    for size in [1, 13, 300] {
      var snapshot: [Int: KeyGroupState] = [:]
      var emitted: [Batch] = []
      for start in stride(from: 0, to: deltas.count, by: size) {
        let node = node(operation)
        for state in snapshot.values where !state.bytes.isEmpty { try node.restore(state) }
        emitted += try epoch(node, deltas[start..<min(start + size, deltas.count)])
        for state in node.snapshot() { snapshot[state.group] = state }
      }
      #expect(consolidated(emitted) == answer, "\(random), \(operation), epochs of \(size)")
    }
  }

  @Test func `what is never taken back leaves without weights, each copy as a row`() throws {
    var random = SeededGenerator()
    let deltas = randomDeltas(&random, takesBack: false)
    let all = SetOperation(.intersect, isAll: true)
    let node = node(all, isAppendOnly: true)
    let emitted = try epoch(node, deltas[..<150]) + epoch(node, deltas[150...])
    #expect(emitted.allSatisfy { $0.weights == nil })
    #expect(consolidated(emitted) == expected(all, deltas), "\(random)")
  }

  @Test func `a row that neither input has is forgotten`() throws {
    let node = node(SetOperation(.except, isAll: false))
    let row = Delta(port: 0, row: [1, "a"], weight: 1)
    _ = try epoch(node, [row, Delta(port: 1, row: [1, "a"], weight: 1)])
    #expect(node.snapshot().map(\.bytes.isEmpty) == [false])
    _ = try epoch(
      node,
      [Delta(port: 0, row: [1, "a"], weight: -1), Delta(port: 1, row: [1, "a"], weight: -1)])
    #expect(node.snapshot().map(\.bytes.isEmpty) == [true])
  }
}
