import Glibc

/// A pthread mutex: ThreadSanitizer reports false races around Synchronization.Mutex.
///
/// `@unchecked Sendable`: a C handle made for use by many threads.
public final class PosixMutex: @unchecked Sendable {
  fileprivate let handle: UnsafeMutablePointer<pthread_mutex_t>

  public init() {
    handle = .allocate(capacity: 1)
    pthread_mutex_init(handle, nil)
  }

  deinit {
    pthread_mutex_destroy(handle)
    handle.deallocate()
  }

  public func lock() { pthread_mutex_lock(handle) }
  public func unlock() { pthread_mutex_unlock(handle) }

  public func withLock<R>(_ body: () throws -> R) rethrows -> R {
    lock()
    defer { unlock() }
    return try body()
  }
}

/// A pthread condition that goes with a `PosixMutex`; waits on the monotonic clock.
///
/// `@unchecked Sendable`: a C handle made for use by many threads.
public final class PosixCondition: @unchecked Sendable {
  private let handle: UnsafeMutablePointer<pthread_cond_t>

  public init() {
    handle = .allocate(capacity: 1)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(handle, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(handle)
    handle.deallocate()
  }

  public func wait(_ mutex: PosixMutex) { pthread_cond_wait(handle, mutex.handle) }
  public func broadcast() { pthread_cond_broadcast(handle) }

  /// False when the time was over first.
  public func wait(_ mutex: PosixMutex, milliseconds: Int) -> Bool {
    var deadline = timespec()
    clock_gettime(CLOCK_MONOTONIC, &deadline)
    deadline.tv_sec += milliseconds / 1000
    deadline.tv_nsec += (milliseconds % 1000) * 1_000_000
    if deadline.tv_nsec >= 1_000_000_000 {
      deadline.tv_sec += 1
      deadline.tv_nsec -= 1_000_000_000
    }
    return pthread_cond_timedwait(handle, mutex.handle, &deadline) != ETIMEDOUT
  }
}
