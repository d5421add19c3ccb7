/// Puts records in the order in which they come.
enum ArrivalOrder {
  /// The rows of all runs by arrival, equal arrivals by row; runs follow one another.
  static func merged(_ runs: [Range<Int>], arrivals: PlanColumn<Int64>) -> [Int32] {
    let times = arrivals.base
    var order: [Int32] = []
    for run in runs {
      let next = sorted(run, times)
      if let last = order.last, let first = next.first, times[Int(last)] > times[Int(first)] {
        order = merged(order, next, times)
      } else {
        order = order.isEmpty ? next : order + next
      }
    }
    return order
  }

  private static func sorted(_ run: Range<Int>, _ times: UnsafeMutablePointer<Int64>) -> [Int32] {
    var rows = run.map { Int32(truncatingIfNeeded: $0) }
    let isSorted = run.dropFirst().allSatisfy { times[$0 &- 1] <= times[$0] }
    if !isSorted {
      rows.sort { left, right in
        let (first, second) = (times[Int(left)], times[Int(right)])
        return first == second ? left < right : first < second
      }
    }
    return rows
  }

  private static func merged(
    _ left: [Int32], _ right: [Int32], _ times: UnsafeMutablePointer<Int64>
  ) -> [Int32] {
    let total = left.count + right.count
    return [Int32](unsafeUninitializedCapacity: total) { output, count in
      var (first, second) = (0, 0)
      for place in 0..<total {
        let takesRight =
          first == left.count
          || (second < right.count && times[Int(right[second])] < times[Int(left[first])])
        output[place] = takesRight ? right[second] : left[first]
        if takesRight { second &+= 1 } else { first &+= 1 }
      }
      count = total
    }
  }
}
