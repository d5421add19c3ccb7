import Dataflow
import TestSupport
import Testing

@testable import Execution

/// Snapshots as earlier versions wrote them, whole and damaged. `MILLRACE_RECORD=1` writes a corpus anew where the
/// format changed on purpose: this version must then still read the one before.
@Suite struct StateCorpusTests {
  private static let files = CaseFiles("Snapshots")

  @Test(arguments: StatefulOperator.all)
  func `recorded snapshots are read or refused as they were`(tested: StatefulOperator) throws {
    let path = "\(tested.name).txt"
    if CaseFiles.isRecording {
      let text = try corpus(of: tested).map { "\($0)\n" }.joined()
      try #require(Self.files.write(text, to: path))
    }
    let text = try #require(Self.files.read(path), "no corpus of \(tested.name)")
    let entries = text.split(separator: "\n").compactMap(Entry.init)
    #expect(entries.count > 20)
    #expect(entries.contains { $0.outcome == Entry.isRead })
    for entry in entries {
      #expect(try outcome(of: entry.state, tested) == entry.outcome, "\(entry)")
    }
  }

  private func outcome(of state: KeyGroupState, _ tested: StatefulOperator) throws -> String {
    do {
      try tested.make().restore(state)
      return Entry.isRead
    } catch let error as StateDecodingError {
      return error.reason
    }
  }

  /// Whole states of a few key groups, and some of them damaged; always the same ones.
  private func corpus(of tested: StatefulOperator) throws -> [Entry] {
    var random = SeededGenerator(seed: 4)
    var input = RandomInput(tested)
    let whole = Snapshotted(tested.make())
    for _ in 0..<3 { _ = try whole.epoch(input.next(rows: 12, &random)) }
    let states = whole.states.values.filter { !$0.bytes.isEmpty }
      .sorted { ($0.bytes.count, $0.group) < ($1.bytes.count, $1.group) }.prefix(4)
    var entries = try states.map { Entry(state: $0, outcome: try outcome(of: $0, tested)) }
    for round in 0..<24 {
      let damage = StateDamage.allCases[round % StateDamage.allCases.count]
      let damaged = damage.applied(to: states[round % states.count], &random)
      entries.append(Entry(state: damaged, outcome: try outcome(of: damaged, tested)))
    }
    return entries
  }
}

/// A line of a corpus: the key group, the bytes in hex, and what became of them.
private struct Entry: CustomStringConvertible {
  static let isRead = "read"

  var state: KeyGroupState
  var outcome: String

  init(state: KeyGroupState, outcome: String) {
    self.state = state
    self.outcome = outcome
  }

  init?(_ line: Substring) {
    let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let group = Int(parts[0]) else { return nil }
    let digits = parts[1].compactMap(\.hexDigitValue).map(UInt8.init)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).map {
      digits[$0] << 4 | digits[$0 + 1]
    }
    self.init(state: KeyGroupState(group: group, bytes: bytes), outcome: String(parts[2]))
  }

  var description: String {
    let hex = state.bytes.map { byte in
      [byte >> 4, byte & 15].map { String($0, radix: 16) }.joined()
    }
    return "\(state.group) \(hex.joined()) \(outcome)"
  }
}
