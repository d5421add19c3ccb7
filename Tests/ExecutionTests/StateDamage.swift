import Dataflow
import TestSupport

/// Ways in which the bytes of a snapshot can be wrong.
enum StateDamage: CaseIterable {
  case flips, cut, addition, hugeLength, doubled, otherGroup

  /// At least one byte, or the group, is another afterwards.
  func applied(to state: KeyGroupState, _ random: inout SeededGenerator) -> KeyGroupState {
    var damaged = state
    let place = Int.random(in: 0..<state.bytes.count, using: &random)
    switch self {
    case .flips:
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<state.bytes.count, using: &random)
        damaged.bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
    case .cut:
      damaged.bytes.removeLast(Int.random(in: 1...state.bytes.count, using: &random))
    case .addition:
      let added = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      damaged.bytes.insert(contentsOf: added, at: place)
    case .hugeLength:
      let huge: [UInt8] = [0xff, 0xff, 0xff, Bool.random(using: &random) ? 0x7f : 0xff]
      let end = min(place + huge.count, state.bytes.count)
      damaged.bytes.replaceSubrange(place..<end, with: huge)
    case .doubled: damaged.bytes += state.bytes.dropFirst(Bool.random(using: &random) ? 1 : 0)
    case .otherGroup: damaged.group = (state.group + 1 + place) % KeyGroupState.groupCount
    }
    return damaged
  }
}
