import Columnar
import Dataflow

/// `min` and `max` where rows can be taken back: a multiset of values a group. A change costs the logarithm of the
/// group's number of distinct values.
final class MultisetExtremeAccumulator<R: Rank>: Accumulator {
  private let type: DataType
  private let isMax: Bool
  private var groups: [RankedMultiset<R>?] = []
  /// Of all multisets.
  private var multisetBytes = 0

  init(type: DataType, isMax: Bool) {
    self.type = type
    self.isMax = isMax
  }

  var byteCount: Int { groups.capacity * 8 + multisetBytes }

  func reserve(_ limit: Int) {
    if groups.count < limit {
      groups.append(
        contentsOf: repeatElement(nil, count: max(limit, groups.count * 2) - groups.count))
    }
  }

  @inline(never)
  func update(_ input: AggregateInput) {
    guard let argument = input.argument else { return }
    forEachRow(input) { row, group, weight in
      add(R(argument, row: row), weight, to: group)
    }
  }

  @inline(__always)
  private func add(_ value: R, _ weight: Int64, to group: Int) {
    let known = groups[group]
    let multiset = known ?? RankedMultiset(isMax: isMax)
    if known == nil { groups[group] = multiset }
    let before = known?.byteCount ?? 0
    multiset.add(value, weight)
    multisetBytes += multiset.byteCount - before
  }

  func result(of wanted: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let builder = ColumnBuilder(type, capacity: wanted.count)
    for group in wanted {
      if let best = groups[Int(group)]?.best {
        best.append(to: builder)
      } else {
        builder.appendNull()
      }
    }
    return builder.finish()
  }

  func reset(_ group: Int) {
    multisetBytes -= groups[group]?.byteCount ?? 0
    groups[group] = nil
  }

  func add(_ group: Int, to other: Int) {
    guard let entries = groups[group]?.entries else { return }
    for (rank, count) in entries { add(rank, count, to: other) }
  }

  func encode(_ wanted: [UInt32], to writer: inout StateWriter) {
    for group in wanted {
      let entries = groups[Int(group)]?.entries ?? []
      writer.write(UInt32(entries.count))
      for (rank, count) in entries {
        rank.encode(to: &writer)
        writer.write(count)
      }
    }
  }

  func decode(_ wanted: [UInt32], from reader: inout StateReader) throws {
    for group in wanted {
      let count = try reader.readCount(width: 8)
      if count == 0 { continue }
      for _ in 0..<count {
        add(try R(type, from: &reader), try reader.read(), to: Int(group))
      }
    }
  }
}

/// Values with their numbers, and the best of them at the top of a heap. A value whose number falls to 0 stays in the
/// heap until it comes to the top, or until such values are the greater part.
final class RankedMultiset<R: Rank> {
  private let isMax: Bool
  private var counts: [R: Int64] = [:]
  private var heap: [R] = []
  private var dead = 0
  private var payload = 0

  init(isMax: Bool) { self.isMax = isMax }

  /// The object, a dictionary that is at most three quarters full, the heap and what values hold outside of both.
  var byteCount: Int {
    let entry = MemoryLayout<(R, Int64)>.stride
    return 96 + counts.capacity * entry * 4 / 3 + heap.capacity * MemoryLayout<R>.stride + payload
  }

  /// Within an epoch a value's number may fall below 0 until its insertion comes too.
  func add(_ value: R, _ weight: Int64) {
    if weight == 0 { return }
    guard let count = counts[value] else {
      counts[value] = weight
      push(value)
      return
    }
    counts[value] = count &+ weight
    if count == 0 { dead -= 1 }
    if count &+ weight == 0 {
      dead += 1
      if dead > 32, dead * 2 > heap.count { rebuild() }
    }
  }

  var best: R? {
    while let top = heap.first {
      if counts[top] ?? 0 != 0 { return top }
      counts[top] = nil
      dead -= 1
      popTop()
    }
    return nil
  }

  /// All values, in order, with their numbers.
  var entries: [(R, Int64)] {
    counts.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func isBetter(_ left: R, _ right: R) -> Bool { isMax ? right < left : left < right }

  private func push(_ value: R) {
    payload += value.payload
    heap.append(value)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if !isBetter(heap[child], heap[parent]) { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private func popTop() {
    heap.swapAt(0, heap.count - 1)
    payload -= heap.removeLast().payload
    sink(0)
  }

  private func sink(_ start: Int) {
    var parent = start
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && isBetter(heap[child], heap[best]) { best = child }
      if best == parent { return }
      heap.swapAt(parent, best)
      parent = best
    }
  }

  private func rebuild() {
    counts = counts.filter { $0.value != 0 }
    heap = Array(counts.keys)
    payload = heap.reduce(0) { $0 + $1.payload }
    dead = 0
    for parent in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(parent) }
  }
}
