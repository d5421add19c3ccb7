import Glibc

/// A fixed number of threads that run one phase of an epoch together.
///
/// `@unchecked Sendable`: all shared state is guarded by the mutex; a phase's closure lives until every worker is done.
public final class WorkerPool: @unchecked Sendable {
  public let count: Int
  private let mutex = PosixMutex()
  private let started: PosixCondition
  private let finished: PosixCondition
  private var threads: [pthread_t] = []
  private var phase = 0
  private var running = 0
  private var body: ((Int) throws -> Void)?
  private var failures: [(worker: Int, error: any Error)] = []
  private var isClosing = false

  /// Starts `count` − 1 threads: the caller's own thread is worker 0.
  public init(count: Int) {
    precondition(count >= 1, "a pool has at least one worker")
    self.count = count
    started = PosixCondition()
    finished = PosixCondition()
    for index in 1..<max(count, 1) { start(worker: index) }
  }

  /// Runs `body` once on every worker and returns when all are done. Throws the error of the lowest worker that failed.
  public func run(_ body: (Int) throws -> Void) throws {
    try withoutActuallyEscaping(body) { escaping in
      mutex.lock()
      self.body = escaping
      running = count - 1
      failures.removeAll()
      phase += 1
      started.broadcast()
      mutex.unlock()

      perform(escaping, worker: 0)

      mutex.lock()
      while running > 0 { finished.wait(mutex) }
      self.body = nil
      let first = failures.min { $0.worker < $1.worker }
      mutex.unlock()
      if let first { throw first.error }
    }
  }

  /// Ends the threads; the pool cannot be used afterwards.
  public func close() {
    mutex.lock()
    isClosing = true
    started.broadcast()
    mutex.unlock()
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }

  private func perform(_ body: (Int) throws -> Void, worker: Int) {
    do {
      try body(worker)
    } catch {
      mutex.lock()
      failures.append((worker, error))
      mutex.unlock()
    }
  }

  /// A function of its own, so that no reference to the phase's closure is left when the worker says that it is done.
  @inline(never)
  private func performCurrent(worker: Int) {
    if let current = mutex.withLock({ body }) { perform(current, worker: worker) }
  }

  private func start(worker: Int) {
    let entry = Unmanaged.passRetained(ThreadEntry(pool: self, worker: worker))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 16 << 20)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        let entry = Unmanaged<ThreadEntry>.fromOpaque(argument).takeRetainedValue()
        entry.pool.loop(worker: entry.worker)
        return nil
      }, entry.toOpaque())
    pthread_attr_destroy(&attributes)
    precondition(code == 0, "cannot start a worker thread: error \(code)")
    threads.append(thread)
  }

  private func loop(worker: Int) {
    var seen = 0
    while true {
      mutex.lock()
      while phase == seen && !isClosing { started.wait(mutex) }
      if isClosing { return mutex.unlock() }
      seen = phase
      mutex.unlock()
      performCurrent(worker: worker)
      mutex.lock()
      running -= 1
      if running == 0 { finished.broadcast() }
      mutex.unlock()
    }
  }
}

private final class ThreadEntry {
  let pool: WorkerPool
  let worker: Int

  init(pool: WorkerPool, worker: Int) {
    self.pool = pool
    self.worker = worker
  }
}
