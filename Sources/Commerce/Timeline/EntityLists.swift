/// The entities of a population by what some of their attributes are, to draw from by popularity.
///
/// Entity numbers order each list: the first is the most popular. Where a list has grown, ranks are drawn from a table
/// that is up to a quarter longer, and drawn again where there is no such entity yet, so that each entity's chance is in
/// proportion to its weight.
final class EntityLists {
  private struct List {
    /// Entity numbers; nil: rank r is entity r.
    var members: UnsafeMutablePointer<Int32>?
    var count = 0
    var capacity = 0
    var table: UnsafeMutablePointer<AliasTable.Entry>?
    /// The table's length; 0 before it was made.
    var ranks = 0
  }

  /// Indices of the attributes, and the values of each.
  let attributes: [Int]
  let valueCounts: [Int]
  let listCount: Int
  private let skew: ZipfTable.Skew
  private let lists: UnsafeMutablePointer<List>
  /// Keeps the tables' memory.
  private var tables: [AliasTable?]
  /// The list of each entity; empty where there is one list only.
  private var listOfEntity: [Int32] = []

  init(attributes: [Int], valueCounts: [Int], skew: ZipfTable.Skew) {
    (self.attributes, self.valueCounts, self.skew) = (attributes, valueCounts, skew)
    listCount = valueCounts.reduce(1, *)
    lists = .allocate(capacity: listCount)
    lists.initialize(repeating: List(), count: listCount)
    tables = [AliasTable?](repeating: nil, count: listCount)
  }

  deinit {
    for index in 0..<listCount { lists[index].members?.deallocate() }
    lists.deallocate()
  }

  /// Adds the next entities, by their value of each attribute.
  func add(_ count: Int, values: [[Int]]) {
    if attributes.isEmpty {
      lists[0].count += count
    } else {
      for entity in 0..<count {
        var list = 0
        for place in attributes.indices { list = list * valueCounts[place] + values[place][entity] }
        append(Int32(listOfEntity.count), to: list)
        listOfEntity.append(Int32(list))
      }
    }
    for index in 0..<listCount { extendTable(index) }
  }

  func isEmpty(_ list: Int) -> Bool { lists[list].count == 0 }

  func list(of entity: Int) -> Int { attributes.isEmpty ? 0 : Int(listOfEntity[entity]) }

  /// The entity that 64 random bits stand for; −1 where the list is empty.
  @inline(__always)
  func entity(in list: Int, _ bits: UInt64) -> Int32 {
    let list = lists[list]
    guard list.count > 0, let table = list.table else { return -1 }
    var bits = bits
    while true {
      let rank = AliasTable.place(bits, table, list.ranks)
      if rank < list.count { return list.members?[rank] ?? Int32(truncatingIfNeeded: rank) }
      bits = CounterRandom.mix(bits &+ CounterRandom.step)
    }
  }

  private func append(_ entity: Int32, to index: Int) {
    var list = lists[index]
    if list.count == list.capacity {
      list.capacity = max(8, list.capacity * 2)
      let memory = UnsafeMutablePointer<Int32>.allocate(capacity: list.capacity)
      if let members = list.members {
        memory.update(from: members, count: list.count)
        members.deallocate()
      }
      list.members = memory
    }
    list.members?[list.count] = entity
    list.count += 1
    lists[index] = list
  }

  private func extendTable(_ index: Int) {
    let list = lists[index]
    guard list.count > list.ranks else { return }
    // The first table fits the entities of the start; those that come make it grow.
    let ranks = list.ranks == 0 ? list.count : list.count + list.count / 4 + 1
    let table = AliasTable(weights: (1...ranks).map { skew.weight(Double($0)) })
    tables[index] = table
    lists[index].table = table.entries
    lists[index].ranks = ranks
  }
}
