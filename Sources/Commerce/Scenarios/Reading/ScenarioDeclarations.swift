import Diagnostics

/// Names that a file declares, gathered before anything is read in earnest, so that each part can name any other.
struct ScenarioDeclarations {
  struct Dimension {
    var values: [ScenarioValue]
    var weights: [Double]
  }

  struct Population {
    var name: String
    var attributes: DependencyOrder
    var levels: [String]
  }

  struct Curve {
    var name: String
    var dimensions: [String]
  }

  struct Stream {
    var name: String
    var fields: DependencyOrder
    /// With the index of the population, where there is one of that name.
    var references: [(name: String, population: Int?)]
  }

  struct Journey {
    var name: String
    var references: [(name: String, population: Int?)]
  }

  var dimensions: [String: Dimension] = [:]
  var populations: [Population] = []
  var curves: [Curve] = []
  var streams: [Stream] = []
  var journeys: [Journey] = []

  /// More than these of a kind is a fault.
  static let mostFields = 1_000
  static let mostSections = 200

  init() {}

  /// Gathers names without noting faults, which come when the parts are read.
  init(_ root: YAMLNode) {
    func names(_ node: YAMLNode?, _ key: String, _ most: Int) -> [String] {
      (node?[key]?.entries ?? []).prefix(most).map(\.name)
    }
    func sections(_ key: String) -> [YAMLEntry] {
      Array((root[key]?.entries ?? []).prefix(Self.mostSections))
    }
    populations = sections("populations").map { entry in
      Population(
        name: entry.name,
        attributes: DependencyOrder(names(entry.value, "attributes", Self.mostFields)),
        levels: names(entry.value, "levels", Self.mostFields))
    }
    curves = sections("curves").map { entry in
      Curve(
        name: entry.name,
        dimensions: (entry.value["by"]?.items ?? []).compactMap { $0.scalar?.text })
    }
    func references(_ node: YAMLNode) -> [(name: String, population: Int?)] {
      (node["references"]?.entries ?? []).prefix(Self.mostSections).map { entry in
        let name = entry.value["population"]?.scalar?.text
        return (entry.name, populations.firstIndex { $0.name == name })
      }
    }
    streams = sections("streams").map { entry in
      Stream(
        name: entry.name, fields: DependencyOrder(names(entry.value, "fields", Self.mostFields)),
        references: references(entry.value))
    }
    journeys = sections("journeys").map { entry in
      Journey(name: entry.name, references: references(entry.value))
    }
  }
}
