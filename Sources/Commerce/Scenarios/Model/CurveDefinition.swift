/// Expected records a second as a function of the time of day, by cells: each combination of the dimensions' values.
struct CurveDefinition: Sendable {
  var name: String
  /// At most four; none: one cell.
  var dimensions: [Dimension]
  /// In the order of the dimensions' values, the last dimension running fastest.
  var cells: [Cell]

  struct Dimension: Sendable {
    var name: String
    var values: [ScenarioValue]
  }

  struct Cell: Sendable {
    /// One value of each dimension.
    var values: [ScenarioValue]
    /// Records a second where the bumps' sum and all factors are 1.
    var base: Double
    /// The sum over the bumps of the local time of day, plus `floor`.
    var floor: Double
    var bumps: [Bump]
    /// Monday first.
    var weekdays: [Double]
    /// IANA name; its rules of daylight saving are followed.
    var zone: String
  }

  /// height × (1 − ((hour − at) ÷ width)²)² within `width` hours of `at`, around midnight too.
  struct Bump: Sendable {
    var at: Double
    var width: Double
    var height: Double
  }
}
