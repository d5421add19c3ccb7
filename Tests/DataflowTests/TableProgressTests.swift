import Testing

@testable import Dataflow

@Suite struct TableProgressTests {
  let clock = TableClock(delay: 5, idleTimeout: 10_000_000)

  @Test func theWatermarkIsTheLeastOfThePartitionsAndNeverGoesBack() {
    var progress = TableProgress(clock: clock)
    progress.advance(0, to: 1, watermark: 100)
    progress.advance(1, to: 1, watermark: 40)
    progress.settle()
    #expect(progress.watermark == 40)
    progress.discover(2, position: 0)
    #expect(progress.start(of: 2) == 40)
    progress.settle()
    #expect(progress.watermark == 40)
  }

  @Test func anIdlePartitionHoldsNothingBackAndWakesAtTheTablesWatermark() {
    var progress = TableProgress(clock: clock)
    progress.advance(0, to: 1, watermark: 100)
    progress.advance(1, to: 1, watermark: 40)
    progress.setIdle([1])
    progress.settle()
    #expect(progress.watermark == 100)
    #expect(progress.start(of: 1) == 100)
    progress.advance(1, to: 2, watermark: 100)
    #expect(progress.sortedPartitions.allSatisfy { !$0.isIdle })
  }

  @Test(arguments: [[0, 1], [1, 0]])
  func whereAllStandAsideTheGreatestHoldsInAnyOrder(order: [Int]) {
    var progress = TableProgress(clock: clock)
    progress.advance(0, to: 1, watermark: 100)
    progress.advance(1, to: 1, watermark: 40)
    progress.setIdle([order[0]])
    progress.settle()
    progress.setIdle([0, 1])
    progress.settle()
    #expect(progress.watermark == 100)
  }

  @Test func theEndRaisesPartitionsToTheLastClosedWindow() {
    var progress = TableProgress(clock: clock)
    progress.advance(0, to: 1, watermark: 55)
    progress.settle()
    progress.end(closedEnd: 60)
    #expect(progress.watermark == 60)
    #expect(progress.start(of: 0) == 60)
    #expect(progress.hasEnded)
  }

  @Test func withoutAClosedWindowTheEndRaisesNothing() {
    var progress = TableProgress(clock: clock)
    progress.advance(0, to: 1, watermark: 55)
    progress.settle()
    progress.end(closedEnd: nil)
    #expect(progress.watermark == 55)
  }

  @Test func `the end raises no watermark that only events may move, until more of them come`() {
    var progress = TableProgress(clock: clock)
    progress.advance(0, to: 5, watermark: 20)
    progress.settle()
    #expect(progress.eventWatermark == 20)
    progress.end(closedEnd: 60)
    progress.settle()
    #expect((progress.watermark, progress.eventWatermark) == (60, 20))
    progress.advance(0, to: 6, watermark: max(progress.start(of: 0), 30))
    progress.settle()
    #expect((progress.watermark, progress.eventWatermark) == (60, 60))
  }
}

@Suite struct WatermarkPrefixTests {
  @Test func aStartIsKnownOnceAllEarlierChunksOfThePartitionPublished() {
    let partition = TablePartition(table: 0, partition: 0)
    let other = TablePartition(table: 0, partition: 1)
    let prefix = WatermarkPrefix(partitions: [partition, other, partition, partition]) {
      $0 == partition ? 10 : 3
    }
    #expect(prefix.start(of: 0) == 10)
    #expect(prefix.start(of: 1) == 3)
    prefix.publish(2, greatest: 50)
    #expect(prefix.start(of: 2) == nil)
    prefix.publish(0, greatest: 7)
    #expect(prefix.start(of: 2) == 10)
    #expect(prefix.start(of: 3) == 50)
  }
}

@Suite struct OwnerTests {
  @Test(arguments: 1...5)
  func everyKeyGroupHasOneOwnerAndRangesAreContiguous(workers: Int) {
    let owners = (0..<KeyGroupState.groupCount).map { owner(ofKeyGroup: $0, workers: workers) }
    #expect(owners == owners.sorted())
    #expect(Set(owners) == Set(0..<workers))
  }
}
