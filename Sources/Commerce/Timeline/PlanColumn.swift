/// A growable column of plain values, written and read by index.
final class PlanColumn<Value: BitwiseCopyable> {
  private(set) var base: UnsafeMutablePointer<Value>
  private var capacity: Int

  init() {
    capacity = 64
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// Makes room for `count` values, of which the first `used` are kept.
  func reserve(_ count: Int, used: Int) {
    guard count > capacity else { return }
    let larger = max(count, capacity * 2)
    let memory = UnsafeMutablePointer<Value>.allocate(capacity: larger)
    memory.update(from: base, count: used)
    base.deallocate()
    (base, capacity) = (memory, larger)
  }

  func fill(_ range: Range<Int>, with value: Value) {
    (base + range.lowerBound).update(repeating: value, count: range.count)
  }

  /// The values at these rows, in their order.
  func gathered(_ rows: UnsafeBufferPointer<Int32>) -> [Value] {
    [Value](unsafeUninitializedCapacity: rows.count) { output, count in
      for index in 0..<rows.count { output[index] = base[Int(rows[index])] }
      count = rows.count
    }
  }

  /// Moves the values at these rows to the front.
  func keep(_ rows: UnsafeBufferPointer<Int32>) {
    let kept = gathered(rows)
    kept.withUnsafeBufferPointer { kept in
      guard let source = kept.baseAddress else { return }
      base.update(from: source, count: kept.count)
    }
  }
}
