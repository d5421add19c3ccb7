import Glibc

/// Runs work on a thread with a stack of 64 MiB and waits for it.
///
/// Every phase recurses with the depth of the text, up to `NestingLimit`; a task's own thread may have
/// only 512 KiB.
/// Throws: when the system gives no thread.
public enum LargeStack {
  private static let stackBytes = 64 << 20

  /// The system gave no thread; the code is `pthread_create`'s.
  public struct Failure: Error { public var code: Int32 }

  /// Hands the work over and the result back; only one of the two threads runs at a time.
  private final class Handover<Result> {
    let work: () -> Result
    var result: Result?
    init(_ work: @escaping () -> Result) { self.work = work }
    func run() { result = work() }
  }

  /// Lets the thread's entry, a C function without generics, run any work.
  private final class Entry {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
  }

  public static func run<Result>(_ work: @escaping () -> Result) throws -> Result {
    let handover = Handover(work)
    let entry = Unmanaged.passRetained(Entry { handover.run() })
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Entry>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, entry.toOpaque())
    guard code == 0 else {
      entry.release()
      throw Failure(code: code)
    }
    pthread_join(thread, nil)
    guard let result = handover.result else { throw Failure(code: EAGAIN) }
    return result
  }
}
