import Glibc

/// Values by dense group number, all bits zero until written.
///
/// A plain pointer without bounds checks: hot loops take `base` once and index it themselves.
struct DenseArray<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int

  init(capacity: Int = 16) {
    self.capacity = max(capacity, 16)
    base = DenseArray.zeroed(self.capacity)
  }

  deinit { free(base) }

  var byteCount: Int { capacity * MemoryLayout<Element>.stride }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }

  /// Room for `count` values; at least doubles, so that growing costs a constant a value.
  @inline(__always)
  mutating func reserve(_ count: Int) {
    if count > capacity { grow(to: max(count, capacity * 2)) }
  }

  /// Forgets everything and starts with `capacity` zeroed values.
  mutating func reset(capacity: Int) {
    free(base)
    self.capacity = max(capacity, 16)
    base = DenseArray.zeroed(self.capacity)
  }

  @inline(never)
  private mutating func grow(to wanted: Int) {
    let fresh = DenseArray.zeroed(wanted)
    memcpy(fresh, base, capacity * MemoryLayout<Element>.stride)
    free(base)
    base = fresh
    capacity = wanted
  }

  private static func zeroed(_ count: Int) -> UnsafeMutablePointer<Element> {
    guard let memory = calloc(count, MemoryLayout<Element>.stride) else {
      preconditionFailure("out of memory: \(count) values of \(Element.self)")
    }
    return memory.bindMemory(to: Element.self, capacity: count)
  }
}
