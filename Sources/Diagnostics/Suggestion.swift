/// The candidate nearest to `name` when it is near enough to be a slip of the pen, else nil.
///
/// Case does not count; a swap of neighbours is one slip; at most a third of the letters may differ (at
/// least one, at most three). Of equally near names the first wins.
/// Complexity: O(candidates × length²); names over 64 characters have no near one.
public func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
  var limit = min(max(wanted.count / 3, 1), 3)
  var nearest: String?
  for candidate in candidates {
    let letters = Array(candidate.lowercased().unicodeScalars)
    guard !letters.isEmpty, abs(letters.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, letters)
    // A name of one or two letters is near to every other one: more than half must stay.
    if distance <= limit, distance * 2 < max(wanted.count, letters.count) || distance == 0 {
      nearest = candidate
      limit = distance - 1
    }
  }
  return nearest
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...second.count)
  for i in 0..<first.count {
    var current = [i + 1]
    for j in 0..<second.count {
      let same = first[i] == second[j]
      var cost = min(last[j] + (same ? 0 : 1), last[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      current.append(cost)
    }
    beforeLast = last
    last = current
  }
  return last[second.count]
}
