import Dataflow
import Glibc

/// Rings a bell when another process commits to a topic, without costing anything while nothing happens.
///
/// The kernel tells of writes to the topic's write-ahead log. A commit becomes visible a moment after its bytes are
/// written, so the thread then asks the database each millisecond until it has changed.
///
/// `@unchecked Sendable`: after the start only the thread touches the file; the flag is a pipe.
final class TopicWatcher: @unchecked Sendable {
  private let file: TopicFile
  private let logName: String
  private let wake: Wake
  private let notices: Int32
  private let stopPipe: [Int32]
  private var thread = pthread_t()
  private var hasThread = false

  private static let idleMilliseconds: Int32 = 1000
  private static let pollMilliseconds: Int32 = 1
  /// How long after a write its commit is waited for; a sync of a slow disk takes that long.
  private static let pollCount = 300

  init(_ broker: EmbeddedBroker, topic: String, wake: Wake) throws {
    self.wake = wake
    file = try TopicFile(broker, topic, .readOnly)
    logName = "\(topic).db-wal"
    let notices = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    var stopPipe: [Int32] = [-1, -1]
    guard notices >= 0,
      inotify_add_watch(notices, broker.folder, UInt32(IN_MODIFY | IN_CREATE)) >= 0,
      pipe(&stopPipe) == 0
    else {
      let reason = String(cString: strerror(errno))
      if notices >= 0 { close(notices) }
      throw ConnectorError(.failed, "\(broker.folder): cannot watch the folder: \(reason)")
    }
    self.notices = notices
    self.stopPipe = stopPipe
  }

  deinit {
    for descriptor in [notices] + stopPipe { close(descriptor) }
  }

  func start() {
    let argument = Unmanaged.passRetained(self).toOpaque()
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<TopicWatcher>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, argument)
    precondition(code == 0, "the system gives no thread")
    hasThread = true
  }

  /// Ends the thread and waits for it.
  func stop() {
    guard hasThread else { return }
    hasThread = false
    var byte: UInt8 = 1
    _ = write(stopPipe[1], &byte, 1)
    pthread_join(thread, nil)
  }

  private func run() {
    var seen = version()
    var pollsLeft = 0
    while true {
      var events = [
        pollfd(fd: stopPipe[0], events: Int16(POLLIN), revents: 0),
        pollfd(fd: notices, events: Int16(POLLIN), revents: 0),
      ]
      let timeout =
        pollsLeft > 0 ? TopicWatcher.pollMilliseconds : TopicWatcher.idleMilliseconds
      poll(&events, 2, timeout)
      if events[0].revents != 0 { return }
      if events[1].revents != 0, sawOurLog() { pollsLeft = TopicWatcher.pollCount }
      let now = version()
      if now != seen {
        seen = now
        wake.ring()
      }
      pollsLeft = max(pollsLeft - 1, 0)
    }
  }

  /// A number that changes with each commit of another connection. A failure counts as a change: the reader tells it.
  private func version() -> Int64 {
    (try? file.connection.integer("PRAGMA data_version")) ?? -1
  }

  /// Reads the kernel's notices; true where one is about our log.
  private func sawOurLog() -> Bool {
    var found = false
    withUnsafeTemporaryAllocation(byteCount: 16384, alignment: 8) { room in
      while true {
        let count = read(notices, room.baseAddress, room.count)
        if count <= 0 { return }
        var at = 0
        let header = MemoryLayout<inotify_event>.size
        while at + header <= count {
          let event = room.loadUnaligned(fromByteOffset: at, as: inotify_event.self)
          let name = room[(at + header)..<min(at + header + Int(event.len), count)]
            .prefix { $0 != 0 }
          if name.elementsEqual(logName.utf8) { found = true }
          at += header + Int(event.len)
        }
      }
    }
    return found
  }
}
