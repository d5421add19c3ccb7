import Columnar
import Glibc

/// The rows of a batch in an `OrderedEncoding`, one after the other.
final class EncodedRows {
  private let bytes: Buffer
  private var ends: [Int] = [0]

  init(_ batch: Batch, _ encoding: OrderedEncoding) {
    var collected: [UInt8] = []
    ends.reserveCapacity(batch.count + 1)
    for row in 0..<batch.count {
      encoding.append(batch.columns, row: row, to: &collected)
      ends.append(collected.count)
    }
    bytes = Buffer(of: collected)
  }

  /// Valid while this lives.
  @inline(__always)
  subscript(row: Int) -> Bytes {
    Bytes(start: bytes.pointer(to: UInt8.self) + ends[row], count: ends[row + 1] - ends[row])
  }

  func areEqual(_ left: Int, _ right: Int) -> Bool { order(left, right) == 0 }

  @inline(__always)
  private func order(_ left: Int, _ right: Int) -> Int {
    let base = bytes.pointer(to: UInt8.self)
    let (leftCount, rightCount) = (ends[left + 1] - ends[left], ends[right + 1] - ends[right])
    let order = memcmp(base + ends[left], base + ends[right], min(leftCount, rightCount))
    return order == 0 ? leftCount - rightCount : Int(order)
  }

  /// The rows by group, and then by their bytes.
  func sorted(by groups: [UInt32]) -> [UInt32] {
    (0..<UInt32(groups.count)).sorted { left, right in
      if groups[Int(left)] != groups[Int(right)] { return groups[Int(left)] < groups[Int(right)] }
      return order(Int(left), Int(right)) < 0
    }
  }
}
