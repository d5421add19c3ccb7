/// Options that several commands take, declared once.
enum CommonOptions {
  static let settings = Option<Setting>(
    "set", "NAME=VALUE", "what ${NAME} stands for in the file; may be given again", isRepeated: true
  )
  static let broker = Option<BrokerAddress>(
    "broker", "embedded:DIR", "where topics are (default: embedded:.millrace/broker)")
  static let state = Option<String>(
    "state", "DIR", "the run's state (default: the only one in .millrace)")
  static let format = Option<OutputFormat>(
    "format", "FORMAT", "table, json (a line a row) or csv")
  static let isQuiet = Flag("quiet", "no progress on standard error")
}

/// Where topics are.
enum BrokerAddress: ArgumentValue, Hashable {
  /// The embedded broker's folder.
  case embedded(folder: String)

  static let standard = BrokerAddress.embedded(folder: ".millrace/broker")

  init(argument: String) throws(InvalidArgument) {
    if argument == "embedded" {
      self = .standard
    } else if argument.hasPrefix("embedded:"), argument.count > 9 {
      self = .embedded(folder: String(argument.dropFirst(9)))
    } else if argument.hasPrefix("kafka://") {
      throw InvalidArgument(
        expected: "reached by this version, which has only the embedded broker: embedded:DIR")
    } else {
      throw InvalidArgument(expected: "a broker, such as embedded:.millrace/broker")
    }
  }

  var folder: String {
    switch self {
    case .embedded(let folder): folder
    }
  }
}
