/// Elements of which the smallest comes first: a binary heap. Elements have a strict order, so it is the same each time.
struct TimeQueue<Element: Comparable> {
  private var heap: [Element] = []

  var first: Element? { heap.first }

  mutating func insert(_ element: Element) {
    heap.append(element)
    var place = heap.count - 1
    while place > 0, heap[place] < heap[(place - 1) / 2] {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func removeFirst() {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    heap[0] = last
    var place = 0
    while true {
      let left = 2 * place + 1
      guard left < heap.count else { return }
      let smaller = left + 1 < heap.count && heap[left + 1] < heap[left] ? left + 1 : left
      guard heap[smaller] < heap[place] else { return }
      heap.swapAt(place, smaller)
      place = smaller
    }
  }
}
