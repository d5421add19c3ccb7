import Columnar

/// Rows on their way to the workers that own their key groups: one mailbox for each receiving worker and input port.
///
/// `@unchecked Sendable`: guarded by the mutex.
final class Exchange: @unchecked Sendable {
  /// Where a batch belongs in the order of the epoch: its chunk, or, after all chunks, an operator's end of epoch.
  struct Order: Comparable {
    var chunk: Int
    var worker: Int

    static func < (left: Order, right: Order) -> Bool {
      (left.chunk, left.worker) < (right.chunk, right.worker)
    }
  }

  private struct Address: Hashable {
    var worker: Int
    var node: Int
    var port: Int
  }

  private let mutex = PosixMutex()
  private var mailboxes: [Address: [(order: Order, batch: Batch)]] = [:]

  func send(_ batch: Batch, to worker: Int, node: Int, port: Int, order: Order) {
    guard batch.count > 0 else { return }
    mutex.withLock {
      mailboxes[Address(worker: worker, node: node, port: port), default: []].append((order, batch))
    }
  }

  /// Everything for one port of one worker, in (chunk, sending worker) order, so that rows of a partition keep their order.
  func receive(worker: Int, node: Int, port: Int) -> [Batch] {
    let received = mutex.withLock {
      mailboxes.removeValue(forKey: Address(worker: worker, node: node, port: port)) ?? []
    }
    return received.enumerated()
      .sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
      .map(\.element.batch)
  }
}

/// Which worker owns a key group: contiguous ranges, as even as they can be.
public func owner(ofKeyGroup group: Int, workers: Int) -> Int {
  group * workers / KeyGroupState.groupCount
}
