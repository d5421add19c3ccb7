import Columnar

extension Plan {
  /// Exactly what is needed: all of it is kept.
  func topRows(_ input: Plan, _ top: TopRows, _ needed: Set<Int>) -> Pruned {
    let count = input.fields.count
    var read = needed.filter { $0 < count }
    read.formUnion(top.partition + top.order.map(\.column))
    let below = input.picked(read)
    var result = top
    result.renumber(below.number)
    result.givesRank = top.givesRank && needed.contains(count)
    let kept = read.sorted() + (result.givesRank ? [count] : [])
    return keeping(kept, .topRows(below.plan, result))
  }

  func windowFunctions(_ input: Plan, _ functions: WindowFunctions, _ needed: Set<Int>) -> Pruned {
    let count = input.fields.count
    let calls = functions.calls.indices.filter { needed.contains(count + $0) }
    if calls.isEmpty { return input.pruned(to: needed) }
    var result = functions
    result.calls = calls.map { functions.calls[$0] }
    let read = needed.filter { $0 < count }.union(result.columns)
    let below = input.picked(read)
    result.renumber(below.number)
    return keeping(
      read.sorted() + calls.map { $0 + count }, .windowFunctions(below.plan, result))
  }

  /// These fields alone, in their order.
  private func picked(_ columns: Set<Int>) -> Pruned {
    let read = columns.sorted()
    let below = pruned(to: columns)
    return Pruned(
      plan: below.plan.picking(read.map { below.number[$0] ?? 0 }, watermark: false),
      number: Dictionary(uniqueKeysWithValues: zip(read, read.indices)))
  }
}

extension TopRows {
  mutating func renumber(_ number: [Int: Int]) {
    partition = partition.map { number.moved($0) }
    order = order.map { $0.moved(number) }
  }
}

extension WindowFunctions {
  /// Input columns that it reads.
  var columns: Set<Int> {
    var read = Set(partition + order.map(\.column))
    for call in calls {
      read.formUnion(call.arguments)
      if let filter = call.filter { read.insert(filter) }
    }
    return read
  }

  mutating func renumber(_ number: [Int: Int]) {
    partition = partition.map { number.moved($0) }
    order = order.map { $0.moved(number) }
    for index in calls.indices {
      calls[index].arguments = calls[index].arguments.map { number.moved($0) }
      calls[index].filter = calls[index].filter.map { number.moved($0) }
    }
  }
}

extension OrderKey {
  fileprivate func moved(_ number: [Int: Int]) -> OrderKey {
    OrderKey(column: number.moved(column), isDescending: isDescending, nullsFirst: nullsFirst)
  }
}

extension [Int: Int] {
  fileprivate func moved(_ column: Int) -> Int {
    guard let new = self[column] else {
      preconditionFailure("column \(column) was pruned while it is still read")
    }
    return new
  }
}
