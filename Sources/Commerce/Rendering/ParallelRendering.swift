import Dataflow
import Glibc

/// Renders blocks on several threads; they come out in the order in which they were submitted, so the bytes are the same
/// for any number of threads.
///
/// The caller's thread submits blocks while there is room, and takes them one by one: memory is bounded by `ahead`
/// blocks, and the threads work while the caller writes. One thread submits and takes.
final class ParallelRendering {
  /// Renders a block; belongs to one thread.
  typealias Renderer = (EventBlock) -> RenderedBlock

  private let queue = RenderingQueue()
  private let ahead: Int
  private var threads: [pthread_t] = []
  private var submittedCount = 0
  private var takenCount = 0

  /// `renderer` is called once on each thread. At most `ahead` blocks (four a thread) are under way.
  init(workers: Int, ahead: Int? = nil, renderer: @escaping @Sendable () -> Renderer) {
    precondition(workers > 0, "rendering takes at least one thread")
    self.ahead = max(1, ahead ?? 4 * workers)
    let queue = queue
    threads = (0..<workers).map { _ in
      RenderingThread.start {
        let render = renderer()
        while let job = queue.nextJob() { queue.finish(job.number, render(job.block)) }
      }
    }
  }

  deinit { stop() }

  /// Blocks that were submitted and not taken.
  var underWay: Int { submittedCount - takenCount }

  /// Whether one more block may be submitted before one is taken.
  var hasRoom: Bool { underWay < ahead }

  func submit(_ block: EventBlock) {
    precondition(hasRoom, "a block is submitted only where there is room")
    queue.submit(block, number: submittedCount)
    submittedCount += 1
  }

  /// Waits for the text of the first block that was not taken yet.
  func next() -> RenderedBlock {
    precondition(underWay > 0, "only what was submitted can be taken")
    defer { takenCount += 1 }
    return queue.take(takenCount)
  }

  /// Ends the threads: what they have begun is finished and forgotten, and nothing can be submitted any more.
  func stop() {
    queue.close()
    for thread in threads { pthread_join(thread, nil) }
    threads = []
    takenCount = submittedCount
  }
}

/// Blocks on their way to the threads and back.
///
/// `@unchecked Sendable`: everything is guarded by the mutex; a rendered block is let go by its thread when it is handed
/// over.
private final class RenderingQueue: @unchecked Sendable {
  private let mutex = PosixMutex()
  private let submitted = PosixCondition()
  private let finished = PosixCondition()
  private var jobs: [(number: Int, block: EventBlock)] = []
  private var results: [Int: RenderedBlock] = [:]
  private var isClosed = false

  func submit(_ block: EventBlock, number: Int) {
    mutex.withLock { jobs.append((number, block)) }
    submitted.broadcast()
  }

  /// Waits for a block to render; nil when there will be none.
  func nextJob() -> (number: Int, block: EventBlock)? {
    mutex.withLock {
      while jobs.isEmpty && !isClosed { submitted.wait(mutex) }
      return isClosed ? nil : jobs.removeFirst()
    }
  }

  func finish(_ number: Int, _ block: RenderedBlock) {
    mutex.withLock { results[number] = block }
    finished.broadcast()
  }

  /// Waits for a submitted block's text.
  func take(_ number: Int) -> RenderedBlock {
    mutex.withLock {
      while true {
        if let block = results.removeValue(forKey: number) { return block }
        finished.wait(mutex)
      }
    }
  }

  func close() {
    mutex.withLock { isClosed = true }
    submitted.broadcast()
  }
}

/// A thread that runs one closure.
private final class RenderingThread {
  private let body: @Sendable () -> Void

  private init(_ body: @escaping @Sendable () -> Void) { self.body = body }

  static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t {
    let entry = Unmanaged.passRetained(RenderingThread(body))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    // Generators nest: the same room as the main thread has.
    pthread_attr_setstacksize(&attributes, 8 << 20)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        Unmanaged<RenderingThread>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, entry.toOpaque())
    pthread_attr_destroy(&attributes)
    precondition(code == 0, "cannot start a rendering thread: error \(code)")
    return thread
  }
}
