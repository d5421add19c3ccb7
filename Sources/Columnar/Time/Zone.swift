import CTimeZone

/// A time zone of the system's tz data.
///
/// `@unchecked Sendable`: the C handle is immutable and lives as long as the process.
public struct Zone: @unchecked Sendable, Hashable {
  public let name: String
  private let handle: OpaquePointer?

  public static let utc = Zone(name: "UTC", handle: nil)

  private init(name: String, handle: OpaquePointer?) {
    self.name = name
    self.handle = handle
  }

  /// Nil where the system has no zone of that name.
  public init?(_ name: String) {
    if name == "UTC" {
      self = .utc
      return
    }
    guard let handle = millrace_zone_load(name) else { return nil }
    self.init(name: name, handle: handle)
  }

  /// Equal names are equal zones: the C library keeps one handle a name.
  public static func == (left: Zone, right: Zone) -> Bool { left.name == right.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  var isUTC: Bool { handle == nil }

  /// Seconds east of UTC at an instant.
  public func offset(atUTC seconds: Int64) -> Int64 {
    handle.map { Int64(millrace_zone_offset_at($0, seconds)) } ?? 0
  }

  /// The short name at an instant, such as IST.
  func abbreviation(atUTC seconds: Int64) -> String {
    handle.map { String(cString: millrace_zone_abbreviation_at($0, seconds)) } ?? "UTC"
  }

  /// The instant of a local civil time (seconds since 1970 read as if UTC).
  public func toUTC(local seconds: Int64) -> Int64 {
    handle.map { millrace_zone_to_utc($0, seconds) } ?? seconds
  }
}
