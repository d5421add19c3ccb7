import Columnar
import Dataflow
import TestSupport
import Testing

@testable import Execution

@Suite struct OrderedRestartTests {
  @Test(arguments: StatefulOperator.ordered)
  func `a restore on any number of workers goes on as if nothing happened`(
    tested: StatefulOperator
  ) throws {
    var random = SeededGenerator()
    var input = RandomInput(tested)
    let epochs = (0..<8).map { _ in input.next(rows: 30, &random).ports[0] }
    let whole = Fed(tested.make())
    for epoch in epochs { try whole.epoch(epoch) }
    let partition = StatefulOperator.orderedPartition
    for workers in [1, 2, 5] {
      var snapshot: [Int: KeyGroupState] = [:]
      var emitted: [Batch] = []
      for epoch in epochs {
        let hashes = ExchangeHash.hashes(partition.map { epoch.columns[$0] }, epoch.count)
        for worker in 0..<workers {
          let isOwn = { (group: Int) in owner(ofKeyGroup: group, workers: workers) == worker }
          let fed = Fed(tested.make())
          for state in snapshot.values where isOwn(state.group) { try fed.node.restore(state) }
          let rows = (0..<UInt32(epoch.count)).filter { isOwn(Int(hashes[Int($0)] >> 56)) }
          emitted += try fed.epoch(rows.withUnsafeBufferPointer { epoch.gather($0) })
          for state in try fed.node.snapshot() { snapshot[state.group] = state }
        }
      }
      #expect(
        consolidated(emitted) == consolidated(whole.emitted), "\(random), \(workers) workers")
    }
  }
}
