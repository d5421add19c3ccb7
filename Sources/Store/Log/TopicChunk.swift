import Columnar
import Dataflow
import Glibc

/// Some batches of one partition; loaded by whichever worker is free.
struct TopicChunk: Chunk {
  let partition: Int
  let offsets: Range<Int64>
  let places: [TopicFile.BatchPlace]
  let files: TopicFilePool

  func load(into block: RecordBlock) throws {
    let file = try files.take()
    defer { files.give(back: file) }
    block.reserve(places.reduce(0) { $0 + $1.contentSize })
    for place in places { try file.load(place, wanted: offsets, into: block) }
    block.seal()
    guard block.count == Int(offsets.upperBound - offsets.lowerBound) else {
      throw file.offsetsGone(offsets)
    }
  }
}

/// Open files of one topic, for as many workers as load at the same time.
///
/// `@unchecked Sendable`: a file belongs to whoever took it; the list is guarded by the mutex.
final class TopicFilePool: @unchecked Sendable {
  private let broker: EmbeddedBroker
  private let topic: String
  private var free: [TopicFile] = []
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  init(_ broker: EmbeddedBroker, _ topic: String) {
    self.broker = broker
    self.topic = topic
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func take() throws -> TopicFile {
    pthread_mutex_lock(mutex)
    let known = free.popLast()
    pthread_mutex_unlock(mutex)
    return try known ?? TopicFile(broker, topic, .readOnly)
  }

  func give(back file: TopicFile) {
    pthread_mutex_lock(mutex)
    free.append(file)
    pthread_mutex_unlock(mutex)
  }
}
