import Testing

@testable import millrace

@Test(arguments: [
  ("1", 1), ("100000", 100_000), ("1_000_000", 1_000_000), ("1M", 1_000_000), ("100k", 100_000),
  ("1.5M", 1_500_000), ("0.001k", 1), ("9223372036854775807", Int64.max),
]) func `a count has digits, underscores and a unit`(text: String, value: Int64) throws {
  #expect(try Count(argument: text).value == value)
}

@Test(
  arguments: [
    "", "0", "-1", "+1", "1x", "M", "1.5", "1.", ".5k", "_1", "1_", "1e3", "0.0001k", "1 000",
    "9223372036854775808", "9223372036854775807k", "٣", "1.1.1k", "1,000", "99999999999g",
  ]) func `no other text is a count`(text: String)
{
  #expect(throws: InvalidArgument.self) { try Count(argument: text) }
}

@Test(arguments: [
  ("64MiB", 64 << 20), ("64 mib", 64 << 20), ("2GB", 2_000_000_000), ("1kB", 1000), ("1B", 1),
  ("0.5KiB", 512), ("1TiB", 1 << 40),
]) func `a size has a unit`(text: String, bytes: Int64) throws {
  #expect(try ByteSize(argument: text).byteCount == bytes)
}

@Test(arguments: ["64", "64M", "0MiB", "0.3B", "MiB", "-1MiB", "9000000000TiB"])
func `a size without a unit or out of range is refused`(text: String) {
  #expect(throws: InvalidArgument.self) { try ByteSize(argument: text) }
}

@Test(arguments: [
  ("10s", 10_000_000), ("10 seconds", 10_000_000), ("1 second", 1_000_000), ("250ms", 250_000),
  ("1.5h", 5_400_000_000), ("1m", 60_000_000), ("2 Days", 172_800_000_000), ("7us", 7),
]) func `a time has a unit`(text: String, microseconds: Int64) throws {
  #expect(try Duration(argument: text).microseconds == microseconds)
}

@Test(arguments: ["10", "0s", "s", "1 month", "10 s s", "-1s", "1e3s"])
func `a time without a unit, or none at all, is refused`(text: String) {
  #expect(throws: InvalidArgument.self) { try Duration(argument: text) }
}

@Test(arguments: [("5000/s", 5000.0), ("60k/min", 1000), ("3.6M/h", 1000), ("1/second", 1)])
func `a rate is a count in a time`(text: String, perSecond: Double) throws {
  #expect(try Rate(argument: text).perSecond == perSecond)
}

@Test(arguments: ["5000", "5000/", "/s", "0/s", "5000/x", "5000/s/s", "5000/2s"])
func `a rate without a time is refused`(text: String) {
  #expect(throws: InvalidArgument.self) { try Rate(argument: text) }
}

@Test func `a setting is a name and a value, which may hold an equals sign or be empty`() throws {
  let setting = try Setting(argument: "topic=a=b")
  #expect((setting.name, setting.value) == ("topic", "a=b"))
  #expect(try Setting(argument: "x=").value == "")
  #expect(throws: InvalidArgument.self) { try Setting(argument: "x") }
  #expect(throws: InvalidArgument.self) { try Setting(argument: "=x") }
}
