import Columnar
import Glibc

/// The keys of rows, each as often as it was added: what two sides are compared by.
///
/// Memory: a key's bytes and 16 bytes a row; a comparison takes 8 bytes a row more.
struct KeyBag {
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]
  /// Which row each key is of, in the owner's numbers.
  private var rows: [Int] = []

  var count: Int { rows.count }

  /// Adds the key that some columns make in one row; `number` is how a difference names the row.
  mutating func append(_ columns: [Column], row: Int, number: Int) {
    KeyEncoding.append(columns, row: row, to: &bytes)
    starts.append(bytes.count)
    rows.append(number)
  }

  /// The numbers of rows that are only on this side, ascending, and of those that are only on the other.
  ///
  /// Of equal keys as many meet as both sides have. Complexity: O(n log n).
  func difference(from other: KeyBag) -> (onlyHere: [Int], onlyThere: [Int]) {
    let (mine, theirs) = (sorted(), other.sorted())
    var (here, there) = ([Int](), [Int]())
    var (left, right) = (0, 0)
    bytes.withUnsafeBytes { myBytes in
      other.bytes.withUnsafeBytes { theirBytes in
        while left < mine.count && right < theirs.count {
          let order = Self.compare(
            key(mine[left], in: myBytes), other.key(theirs[right], in: theirBytes))
          if order <= 0 {
            if order < 0 { here.append(rows[mine[left]]) }
            left += 1
          }
          if order >= 0 {
            if order > 0 { there.append(other.rows[theirs[right]]) }
            right += 1
          }
        }
      }
    }
    here += mine[left...].map { rows[$0] }
    there += theirs[right...].map { other.rows[$0] }
    return (here.sorted(), there.sorted())
  }

  /// Positions in the order of their keys' bytes.
  private func sorted() -> [Int] {
    bytes.withUnsafeBytes { bytes in
      rows.indices.sorted { Self.compare(key($0, in: bytes), key($1, in: bytes)) < 0 }
    }
  }

  private func key(_ position: Int, in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[starts[position]..<starts[position + 1]])
  }

  /// No key is the beginning of another, so the shorter length decides.
  private static func compare(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Int
  {
    guard let left = one.baseAddress, let right = other.baseAddress else { return 0 }
    return Int(memcmp(left, right, min(one.count, other.count)))
  }
}
