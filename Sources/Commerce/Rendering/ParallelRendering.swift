import Dataflow
import Glibc

/// A tick with its records as text.
struct RenderedTick {
  /// µs since 1970.
  var start: Int64
  /// As the tick's blocks: by stream, and within a stream in arrival order.
  var blocks: [RenderedBlock]
}

/// Renders ticks on several threads; they come out in order, and the same for any number of threads.
///
/// The caller's thread makes the ticks while it waits for the next one's text, so that at most `ahead` blocks, and one
/// tick's text, are held at a time.
final class ParallelRendering {
  /// Renders a block; belongs to one thread.
  typealias Renderer = (EventBlock) -> RenderedBlock

  private struct OpenTick {
    var start: Int64
    var blocks: ArraySlice<EventBlock>
    /// Blocks in all.
    var count: Int
  }

  private let queue = RenderingQueue()
  private let ahead: Int
  private let ticks: () -> Tick?
  private var threads: [pthread_t] = []
  /// Ticks whose text was not given out yet; only the last may have blocks that no thread was given.
  private var open: [OpenTick] = []
  /// The first tick's blocks so far.
  private var rendered: [RenderedBlock] = []
  private var submittedCount = 0
  private var takenCount = 0
  private var isAtEnd = false

  /// `renderer` is called once on each of the threads; `ticks` on the caller's, until it gives nil.
  init(
    workers: Int, ahead: Int? = nil, ticks: @escaping () -> Tick?,
    renderer: @escaping @Sendable () -> Renderer
  ) {
    precondition(workers > 0, "rendering takes at least one thread")
    self.ticks = ticks
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

  /// The next tick's text; nil at the end, and after `stop`.
  func nextTick() -> RenderedTick? {
    while true {
      submit()
      guard let first = open.first else { return nil }
      if rendered.count == first.count {
        defer {
          open.removeFirst()
          rendered = []
        }
        return RenderedTick(start: first.start, blocks: rendered)
      }
      guard let block = queue.take(takenCount) else { return nil }
      rendered.append(block)
      takenCount += 1
    }
  }

  /// Ends the threads; what they have begun is finished and forgotten.
  func stop() {
    queue.close()
    for thread in threads { pthread_join(thread, nil) }
    threads = []
    (open, rendered, isAtEnd) = ([], [], true)
  }

  /// Gives the threads as many blocks as may be under way.
  private func submit() {
    while submittedCount - takenCount < ahead {
      if let last = open.indices.last, let block = open[last].blocks.popFirst() {
        queue.submit(block, number: submittedCount)
        submittedCount += 1
      } else if isAtEnd || open.count > ahead {
        return
      } else if let tick = ticks() {
        open.append(
          OpenTick(start: tick.start, blocks: tick.blocks[...], count: tick.blocks.count))
      } else {
        isAtEnd = true
      }
    }
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

  /// Waits for a submitted block's text; nil after `close`.
  func take(_ number: Int) -> RenderedBlock? {
    mutex.withLock {
      while true {
        if isClosed { return nil }
        if let block = results.removeValue(forKey: number) { return block }
        finished.wait(mutex)
      }
    }
  }

  func close() {
    mutex.withLock { isClosed = true }
    submitted.broadcast()
    finished.broadcast()
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
