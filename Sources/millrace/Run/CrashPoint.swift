import Dataflow
import Glibc

/// Ends the process by SIGKILL at a step of the commit protocol, for tests of recovery:
/// `MILLRACE_KILL_AT=prepared:3` is right after epoch 3 was prepared.
enum CrashPoint {
  static var standard: (@Sendable (EpochStep, Int64) throws -> Void)? {
    guard let text = getenv("MILLRACE_KILL_AT").map({ String(cString: $0) }) else { return nil }
    let parts = text.split(separator: ":")
    guard parts.count == 2, let step = EpochStep(rawValue: String(parts[0])),
      let epoch = Int64(parts[1])
    else { return nil }
    return { reached, current in
      if reached == step && current == epoch { kill(getpid(), SIGKILL) }
    }
  }
}
