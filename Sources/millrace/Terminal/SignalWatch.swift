import Glibc
import Synchronization

/// Watches for SIGINT and SIGTERM: the first asks to end, the second ends the process at once with 130 or 143.
///
/// Start it before any other thread, so that all of them leave the signals to its own. Until a command starts one, both
/// end the process at once (`endAtSignals`).
final class SignalWatch: Sendable {
  private let received = Atomic<Int32>(0)
  private let onRequest: @Sendable () -> Void

  /// `onRequest` is called once, at the first signal and on the watch's own thread.
  init(onRequest: @escaping @Sendable () -> Void) {
    self.onRequest = onRequest
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<SignalWatch>.fromOpaque(context).takeRetainedValue().watch()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    precondition(failure == 0, "the thread that waits for signals cannot be made")
    pthread_detach(thread)
  }

  /// Whether the process was asked to end.
  var isAsked: Bool { received.load(ordering: .acquiring) != 0 }

  /// 130 or 143 once a signal came, else nil.
  var exitCode: ExitCode? {
    switch received.load(ordering: .acquiring) {
    case SIGINT: .interrupted
    case SIGTERM: .terminated
    default: nil
    }
  }

  private func watch() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    while true {
      var signal: Int32 = 0
      guard sigwait(&signals, &signal) == 0 else { continue }
      let (isFirst, _) = received.compareExchange(
        expected: 0, desired: signal, ordering: .acquiringAndReleasing)
      if !isFirst { _exit(128 + signal) }
      onRequest()
    }
  }

  /// Until there is a watch, a signal ends the process with the exit code that it has later: nothing is under way yet.
  static func endAtSignals() {
    for number in [SIGINT, SIGTERM] { signal(number) { _exit(128 + $0) } }
  }

  /// Writing into a pipe that nobody reads gives EPIPE instead of ending the process.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}
