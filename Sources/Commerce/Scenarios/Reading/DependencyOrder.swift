/// Names that depend on each other: their order in the file, and one in which each depends on earlier ones only.
struct DependencyOrder {
  let names: [String]
  /// By place in the file; the file's order until it is sorted.
  private(set) var positions: [Int]
  /// By place in the file: places on which it depends.
  private var needs: [Set<Int>]
  private let places: [String: Int]

  init(_ names: [String]) {
    self.names = names
    positions = Array(names.indices)
    needs = Array(repeating: [], count: names.count)
    places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
  }

  /// Place in the file.
  func place(of name: String) -> Int? { places[name] }

  mutating func note(_ place: Int, needs other: Int) { needs[place].insert(other) }

  /// Whether a place depends on the other, by whatever way.
  func depends(_ place: Int, on other: Int) -> Bool {
    var seen: Set<Int> = []
    var open = [place]
    while let next = open.popLast() {
      for need in needs[next] where seen.insert(need).inserted {
        if need == other { return true }
        open.append(need)
      }
    }
    return false
  }

  /// Sets the positions; names without dependencies stay in the file's order. Returns each cycle found, as places.
  mutating func sort() -> [[Int]] {
    var visit = Visit(needs: needs, states: Array(repeating: .fresh, count: names.count))
    for place in names.indices { visit.enter(place) }
    for (position, place) in visit.order.enumerated() { positions[place] = position }
    return visit.cycles
  }

  private struct Visit {
    enum State { case fresh, open, done }

    let needs: [Set<Int>]
    var states: [State]
    var path: [Int] = []
    var order: [Int] = []
    var cycles: [[Int]] = []

    /// At most as deep as a section has fields.
    mutating func enter(_ place: Int) {
      switch states[place] {
      case .done: return
      case .open:
        if let start = path.firstIndex(of: place) { cycles.append(Array(path[start...])) }
        return
      case .fresh: break
      }
      states[place] = .open
      path.append(place)
      for need in needs[place].sorted() { enter(need) }
      path.removeLast()
      states[place] = .done
      order.append(place)
    }
  }
}
