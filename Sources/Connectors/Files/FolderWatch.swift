import Dataflow
import Glibc

/// Rings when files of a folder appear or change, and once a second where the system does not tell (network folders).
///
/// `@unchecked Sendable`: the descriptors never change after `init`; the thread is joined before they are closed.
final class FolderWatch: @unchecked Sendable {
  private let notifier: Int32
  /// A pipe: closing its second end stops the thread.
  private var stopper: (read: Int32, write: Int32) = (-1, -1)
  private let wake: Wake
  private var thread = pthread_t()

  /// Without a folder it only rings once a second.
  init(_ folder: String?, _ wake: Wake) {
    self.wake = wake
    notifier = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    stopper = (ends[0], ends[1])
    if let folder {
      inotify_add_watch(
        notifier, folder, UInt32(IN_CREATE | IN_MOVED_TO | IN_MODIFY | IN_CLOSE_WRITE))
    }
    let context = Unmanaged.passRetained(self).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<FolderWatch>.fromOpaque(context).takeRetainedValue().listen()
        return nil
      }, context)
  }

  func stop() {
    Glibc.close(stopper.write)
    pthread_join(thread, nil)
    Glibc.close(notifier)
    Glibc.close(stopper.read)
  }

  private func listen() {
    var events = [UInt8](repeating: 0, count: 4096)
    while true {
      var polled = [
        pollfd(fd: stopper.read, events: Int16(POLLIN), revents: 0),
        pollfd(fd: notifier, events: Int16(POLLIN), revents: 0),
      ]
      poll(&polled, 2, 1000)
      if polled[0].revents != 0 { return }
      while read(notifier, &events, events.count) > 0 {}
      wake.ring()
    }
  }
}
