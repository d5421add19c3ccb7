import Columnar
import Dataflow

/// An aggregate over the distinct values of each group: `count(DISTINCT x)`, `count(DISTINCT x, y)` and the like.
///
/// Of values that are equal and look different (1.0 and 1.00) the inner aggregate sees the canonical one, whichever came.
/// It counts every (group, value) and hands the inner aggregate +1 when a value appears in a group and −1 when it
/// goes. The values of a group form a doubly linked list, so that a snapshot costs what its groups hold.
final class DistinctAccumulator: Accumulator {
  private let inner: any Accumulator
  private let arguments: [DataType]
  private let pairs: KeyTable
  private var counts = DenseArray<Int64>()
  /// First pair of a group, plus 1; 0 for none.
  private var heads = DenseArray<UInt32>()
  private var next = DenseArray<UInt32>()
  private var previous = DenseArray<UInt32>()
  private var isLinked = DenseArray<UInt8>()
  private var owners = DenseArray<UInt32>()

  init(_ inner: any Accumulator, arguments: [DataType]) {
    self.inner = inner
    self.arguments = arguments
    pairs = KeyTable(types: [.bigint] + arguments)
  }

  var byteCount: Int {
    let links = heads.byteCount + next.byteCount + previous.byteCount + isLinked.byteCount
    return inner.byteCount + pairs.byteCount + counts.byteCount + owners.byteCount + links
  }

  func reserve(_ limit: Int) {
    heads.reserve(limit)
    inner.reserve(limit)
  }

  @inline(never)
  func update(_ input: AggregateInput) {
    guard input.count > 0 else { return }
    let columns = input.arguments.map { CanonicalKeys.shown(CanonicalKeys.canonical($0)) }
    let numbers = pairNumbers(input, columns)
    let changes = Buffer(byteCount: input.count * 8)
    let weights = changes.pointer(to: Int64.self)
    weights.update(repeating: 0, count: input.count)
    forEachRow(input) { row, group, weight in
      let pair = Int(numbers[row])
      if isLinked[pair] == 0 { link(pair, to: group) }
      let before = counts[pair]
      counts[pair] = before &+ weight
      weights[row] = (before &+ weight > 0 ? 1 : 0) &- (before > 0 ? 1 : 0)
    }
    var changed = input
    changed.arguments = columns
    changed.weights = UnsafePointer(weights)
    inner.update(changed)
    removeEmptyPairs(input, numbers)
    withExtendedLifetime(changes) {}
  }

  /// The (group, value) number of every row, also of rows with NULL, which are removed again.
  private func pairNumbers(_ input: AggregateInput, _ columns: [Column]) -> [UInt32] {
    let groupWords = Buffer(byteCount: input.count * 8)
    let words = groupWords.pointer(to: Int64.self)
    for row in 0..<input.count { words[row] = Int64(input.groups[row]) }
    let groupColumn = Column(type: .bigint, count: input.count, values: groupWords)
    var hashes = [UInt64](repeating: 0, count: input.count)
    var numbers = [UInt32](repeating: 0, count: input.count)
    hashes.withUnsafeMutableBufferPointer { hashes in
      numbers.withUnsafeMutableBufferPointer { numbers in
        guard let hashes = hashes.baseAddress, let numbers = numbers.baseAddress else { return }
        KeyHash.hash([groupColumn] + columns, count: input.count, into: hashes)
        pairs.findOrInsert(
          [groupColumn] + columns, hashes: hashes, count: input.count, groups: numbers)
      }
    }
    counts.reserve(pairs.numberLimit)
    next.reserve(pairs.numberLimit)
    previous.reserve(pairs.numberLimit)
    isLinked.reserve(pairs.numberLimit)
    owners.reserve(pairs.numberLimit)
    return numbers
  }

  private func removeEmptyPairs(_ input: AggregateInput, _ numbers: [UInt32]) {
    if input.weights == nil, input.argument?.validity == nil { return }
    for number in numbers where pairs.isAlive(Int(number)) && counts[Int(number)] == 0 {
      if isLinked[Int(number)] != 0 { unlink(Int(number)) }
      pairs.remove(Int(number))
    }
  }

  private func link(_ pair: Int, to group: Int) {
    let head = heads[group]
    next[pair] = head
    previous[pair] = 0
    if head != 0 { previous[Int(head) - 1] = UInt32(pair + 1) }
    heads[group] = UInt32(pair + 1)
    owners[pair] = UInt32(group)
    isLinked[pair] = 1
  }

  private func unlink(_ pair: Int) {
    let (before, after) = (previous[pair], next[pair])
    if before == 0 { heads[Int(owners[pair])] = after } else { next[Int(before) - 1] = after }
    if after != 0 { previous[Int(after) - 1] = before }
    isLinked[pair] = 0
  }

  private func pairNumbers(of group: Int) -> [UInt32] {
    var numbers: [UInt32] = []
    var pair = heads[group]
    while pair != 0 {
      numbers.append(pair - 1)
      pair = next[Int(pair) - 1]
    }
    return numbers
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    inner.result(of: groups, errors: &errors)
  }

  func reset(_ group: Int) {
    for pair in pairNumbers(of: group) {
      unlink(Int(pair))
      counts[Int(pair)] = 0
      pairs.remove(Int(pair))
    }
    inner.reset(group)
  }

  /// The inner state takes only values that the other group does not have yet.
  func add(_ group: Int, to other: Int) {
    let numbers = pairNumbers(of: group)
    if numbers.isEmpty { return }
    let values = Array(numbers.withUnsafeBufferPointer { pairs.columns(of: $0) }[1...])
    update(values, numbers.map { counts[Int($0)] }, of: UInt32(other))
  }

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups {
      let numbers = pairNumbers(of: Int(group))
      let values = numbers.withUnsafeBufferPointer { pairs.columns(of: $0) }[1...]
      writer.write(UInt32(numbers.count))
      for (row, number) in numbers.enumerated() {
        for column in values { writer.write(column[row]) }
        writer.write(counts[Int(number)])
      }
    }
  }

  /// The inner state is made again from the distinct values.
  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    for group in groups {
      let count = try reader.readCount(width: 10)
      let builders = arguments.map { ColumnBuilder($0, capacity: count) }
      var weights: [Int64] = []
      for _ in 0..<count {
        for (number, builder) in builders.enumerated() {
          let value = try reader.readValue(builder.type)
          if number == 0, value.isNull { throw StateDecodingError("NULL among distinct values") }
          builder.append(value)
        }
        weights.append(try reader.read())
      }
      update(builders.map { $0.finish() }, weights, of: group)
    }
  }

  /// Adds values with their numbers to one group.
  private func update(_ values: [Column], _ weights: [Int64], of group: UInt32) {
    let owners = [UInt32](repeating: group, count: weights.count)
    owners.withUnsafeBufferPointer { owners in
      weights.withUnsafeBufferPointer { weights in
        guard let groups = owners.baseAddress, let weights = weights.baseAddress else { return }
        update(
          AggregateInput(
            groups: groups, count: owners.count, arguments: values, weights: weights))
      }
    }
  }
}
