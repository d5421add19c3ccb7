/// What a scenario file takes from outside of itself.
struct ScenarioSurroundings {
  /// Names of the built-in data tables.
  var tableNames: [String]
  var table: (String) -> DataTable?
  /// The bytes of a file beside the scenario, by its path; nil where there is none.
  var file: (String) -> [UInt8]?
}
