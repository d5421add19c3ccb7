import Columnar
import Commerce

/// `--to`: where generated events go.
enum TrafficDestination: ArgumentValue, Hashable {
  case topics
  case files(folder: String)

  init(argument: String) throws(InvalidArgument) {
    if argument == "topics" {
      self = .topics
    } else if argument.hasPrefix("files:"), argument.utf8.count > 6 {
      self = .files(folder: String(argument.dropFirst(6)))
    } else {
      throw InvalidArgument(expected: "a place for events: topics or files:DIR")
    }
  }
}

/// `--format`.
struct TrafficFormat: ArgumentValue, Hashable {
  var format: RecordFormat

  init(argument: String) throws(InvalidArgument) {
    guard let format = RecordFormat(rawValue: argument) else {
      throw InvalidArgument(
        expected: "one of " + RecordFormat.allCases.map(\.rawValue).joined(separator: ", "))
    }
    self.format = format
  }
}

/// `--folders`.
struct FolderPattern: ArgumentValue, Hashable {
  var folder: DayFolder

  init(argument: String) throws(InvalidArgument) {
    guard let folder = DayFolder(argument) else {
      throw InvalidArgument(
        expected: "a folder with %Y, %m and %d in its name, such as data_%Y_%m_%d")
    }
    self.folder = folder
  }
}

/// A moment of the scenario's clock: `2026-03-03 12:00:00`, a day, or ISO 8601 with an offset; without one in UTC.
struct Moment: ArgumentValue, Hashable {
  /// Since 1970.
  var microseconds: Int64

  init(argument: String) throws(InvalidArgument) {
    let found = Array(argument.utf8).withUnsafeBufferPointer {
      try? DateTimeText.timestamptz($0, zone: .utc)
    }
    // 1970 to 9999: infinity is no moment.
    guard let found, 0..<253_402_300_800_000_000 ~= found else {
      throw InvalidArgument(expected: "a moment, such as 2026-03-03 or '2026-03-03 12:00:00'")
    }
    microseconds = found
  }
}
