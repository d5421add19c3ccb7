import Dataflow
import Synchronization

/// A wish to end a run, which may come before there is a run to end.
final class StopRequest: Sendable {
  private struct State {
    var isAsked = false
    var stopper: RunStopper?
  }

  private let state = Mutex(State())

  func ask() {
    state.withLock { state in
      state.isAsked = true
      state.stopper?.requestStop()
    }
  }

  func attach(_ stopper: RunStopper) {
    state.withLock { state in
      state.stopper = stopper
      if state.isAsked { stopper.requestStop() }
    }
  }
}
