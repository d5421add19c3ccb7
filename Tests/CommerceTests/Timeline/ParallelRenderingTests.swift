import Testing

@testable import Commerce

/// A renderer that writes each record's number; blocks of odd length are so much more work that others overtake them.
@Sendable private func renderer() -> ParallelRendering.Renderer {
  { block in
    var lines: [[UInt8]] = []
    for _ in 0..<(block.count % 2 == 1 ? 10 : 1) {
      lines = block.numbers.map { Array("\($0)\n".utf8) }
    }
    var ends: [Int] = []
    for line in lines { ends.append((ends.last ?? 0) + line.count) }
    return RenderedBlock(
      block, text: Array(lines.joined()), ends: ends, keys: [],
      keyEnds: ends.map { _ in 0 }, ids: [:], checksums: ends.map { _ in 0 })
  }
}

private func blocks() -> [EventBlock] {
  let scenario = Fixture.scenario(streams: [
    Fixture.stream(named: "a", [.rate(perSecond: 3)]),
    Fixture.stream(named: "b", [.rate(perSecond: 20)]),
  ])
  return Timeline(plain: scenario, seed: 2).ticks(200).flatMap(\.blocks)
}

private func text(workers: Int, ahead: Int) -> [[UInt8]] {
  let rendering = ParallelRendering(workers: workers, ahead: ahead, renderer: renderer)
  var texts: [[UInt8]] = []
  var (waiting, mostUnderWay) = (blocks()[...], 0)
  while rendering.underWay > 0 || !waiting.isEmpty {
    while rendering.hasRoom, let block = waiting.popFirst() { rendering.submit(block) }
    mostUnderWay = max(mostUnderWay, rendering.underWay)
    texts.append(rendering.next().text)
  }
  #expect(mostUnderWay == ahead)
  return texts
}

@Test func `any number of threads gives the same text in the same order`() {
  let expected = text(workers: 1, ahead: 1)
  #expect(expected.count == 400)
  for (workers, ahead) in [(1, 4), (2, 3), (2, 16), (5, 20)] {
    #expect(text(workers: workers, ahead: ahead) == expected, "\(workers) threads, \(ahead) ahead")
  }
}

@Test func `rendering can end at any moment`() {
  for taken in 0..<6 {
    let rendering = ParallelRendering(workers: 3, ahead: 12, renderer: renderer)
    var waiting = blocks()[...]
    while rendering.hasRoom, let block = waiting.popFirst() { rendering.submit(block) }
    for _ in 0..<taken { _ = rendering.next() }
    if taken % 2 == 0 { rendering.stop() }
    #expect(rendering.underWay == (taken % 2 == 0 ? 0 : 12 - taken))
  }
}
