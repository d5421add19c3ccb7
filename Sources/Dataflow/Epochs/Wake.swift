/// A bell that sources and signals ring and the driver sleeps by; a ring while it is awake is kept.
///
/// `@unchecked Sendable`: `rung` is guarded by the mutex.
public final class Wake: @unchecked Sendable {
  private let mutex = PosixMutex()
  private let condition = PosixCondition()
  private var rung = false

  public init() {}

  public func ring() {
    mutex.withLock {
      rung = true
      condition.broadcast()
    }
  }

  /// Sleeps until the bell rings or the time is over; true if it rang.
  @discardableResult
  public func wait(milliseconds: Int) -> Bool {
    mutex.withLock {
      while !rung {
        if !condition.wait(mutex, milliseconds: milliseconds) { break }
      }
      defer { rung = false }
      return rung
    }
  }
}
