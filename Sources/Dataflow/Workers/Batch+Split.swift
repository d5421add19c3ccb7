import Columnar

extension Batch {
  /// The batch's rows by the worker that owns the key group of each hash (its top byte), in their order.
  func split(byOwnerOf hashes: UnsafePointer<UInt64>, workers: Int) -> [Batch] {
    let owners = (0..<KeyGroupState.groupCount).map {
      UInt8(truncatingIfNeeded: owner(ofKeyGroup: $0, workers: workers))
    }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { rows in
      let bounds = Batch.sortRows(hashes, count, owners, workers, into: rows)
      return (0..<workers).map { worker in
        gather(UnsafeBufferPointer(rebasing: rows[bounds[worker]..<bounds[worker + 1]]))
      }
    }
  }

  /// Row numbers grouped by owner (a counting sort, stable); returns where each owner's rows begin, and the end.
  private static func sortRows(
    _ hashes: UnsafePointer<UInt64>, _ count: Int, _ owners: [UInt8], _ workers: Int,
    into rows: UnsafeMutableBufferPointer<UInt32>
  ) -> [Int] {
    var bounds = [Int](repeating: 0, count: workers + 1)
    owners.withUnsafeBufferPointer { owners in
      for row in 0..<count { bounds[Int(owners[Int(hashes[row] >> 56)]) + 1] += 1 }
      for worker in 0..<workers { bounds[worker + 1] += bounds[worker] }
      var next = bounds
      for row in 0..<count {
        let owner = Int(owners[Int(hashes[row] >> 56)])
        rows[next[owner]] = UInt32(truncatingIfNeeded: row)
        next[owner] += 1
      }
    }
    return bounds
  }
}
