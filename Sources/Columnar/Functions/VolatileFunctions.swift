import Glibc

/// Functions that answer otherwise each time, a value a row: for queries only, never for what must be the same again.
public enum VolatileFunctions {
  public static let names = ["random", "gen_random_uuid", "clock_timestamp"]

  /// Nil for a name that is not among `names`.
  public static func function(named name: String) -> ScalarFunction? {
    switch name {
    case "random":
      ScalarFunction(name, [], .double, isVolatile: true) { _, count, _ in
        column(.double, count) { $0.append(double: Double.random(in: 0..<1)) }
      }
    case "gen_random_uuid":
      ScalarFunction(name, [], .uuid, isVolatile: true) { _, count, _ in
        column(.uuid, count) { $0.append(.bytes(randomUUID())) }
      }
    case "clock_timestamp":
      ScalarFunction(name, [], .timestamptz, isVolatile: true) { _, count, _ in
        column(.timestamptz, count) { $0.append(word: microsecondsNow()) }
      }
    default: nil
    }
  }

  private static func column(
    _ type: DataType, _ count: Int, _ append: (ColumnBuilder) -> Void
  ) -> Column {
    let builder = ColumnBuilder(type, capacity: count)
    for _ in 0..<count { append(builder) }
    return builder.finish()
  }

  /// Version 4, of the system's random numbers.
  private static func randomUUID() -> [UInt8] {
    var bytes = (0..<16).map { _ in UInt8.random(in: 0...255) }
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    return bytes
  }

  private static func microsecondsNow() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
