/// What windows must hold, said again without any of the engine's code: every row is put into every window that it could
/// be in, one by one, and sessions are found by sorting.
struct WindowModel {
  /// A row as it lies in its partition. Times in seconds.
  struct Row {
    var id: Int
    var user: Int
    var time: Int
  }

  /// One line of an answer: user, start, end, number of rows, sum of ids.
  typealias Answer = [[Int]]
  /// Late rows: id, start, end, late by.
  typealias Late = [[Int]]

  var delay: Int
  /// Rows with the watermark that each carries; nil before the first event of its partition.
  private var rows: [(row: Row, carried: Int?)] = []

  init(partitions: [[Row]], delay: Int) {
    self.delay = delay
    for partition in partitions {
      var greatest: Int?
      for row in partition {
        rows.append((row, greatest.map { $0 - delay }))
        greatest = max(greatest ?? row.time, row.time)
      }
    }
  }

  /// Windows from `start` to `end` for every pair that `windows` gives of a time.
  func fixed(_ windows: (Int) -> [(start: Int, end: Int)]) -> (answer: Answer, late: Late) {
    var groups: [[Int]: (count: Int, ids: Int)] = [:]
    var late: Late = []
    for (row, carried) in rows {
      for window in windows(row.time) {
        if let carried, window.end <= carried {
          late.append([row.id, window.start, window.end, carried - window.end])
        } else {
          groups[[row.user, window.start, window.end], default: (0, 0)].count += 1
          groups[[row.user, window.start, window.end], default: (0, 0)].ids += row.id
        }
      }
    }
    return (
      groups.map { $0.key + [$0.value.count, $0.value.ids] }.sorted(by: <), late.sorted(by: <)
    )
  }

  func hop(slide: Int, size: Int, offset: Int) -> (answer: Answer, late: Late) {
    fixed { time in
      var windows: [(start: Int, end: Int)] = []
      for start in time - size...time where (start - offset) % slide == 0 && time < start + size {
        windows.append((start, start + size))
      }
      return windows
    }
  }

  func cumulate(step: Int, size: Int, offset: Int) -> (answer: Answer, late: Late) {
    fixed { time in
      var windows: [(start: Int, end: Int)] = []
      for start in time - size...time where (start - offset) % size == 0 && time < start + size {
        for end in stride(from: start + step, through: start + size, by: step) where time < end {
          windows.append((start, end))
        }
      }
      return windows
    }
  }

  func sessions(gap: Int) -> (answer: Answer, late: Late) {
    var late: Late = []
    var onTime: [Int: [Row]] = [:]
    for (row, carried) in rows {
      if let carried, row.time < carried {
        late.append([row.id, row.time, row.time + gap, carried - row.time])
      } else {
        onTime[row.user, default: []].append(row)
      }
    }
    var answer: Answer = []
    for (user, rows) in onTime {
      var last: Int?
      for row in rows.sorted(by: { $0.time < $1.time }) {
        if let last, row.time - last < gap {
          let line = answer.count - 1
          answer[line][2] = row.time + gap
          answer[line][3] += 1
          answer[line][4] += row.id
        } else {
          answer.append([user, row.time, row.time + gap, 1, row.id])
        }
        last = row.time
      }
    }
    return (answer.sorted(by: <), late.sorted(by: <))
  }
}

extension [Int] {
  static func < (left: [Int], right: [Int]) -> Bool { left.lexicographicallyPrecedes(right) }
}
