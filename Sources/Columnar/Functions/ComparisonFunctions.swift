/// `=`, `<>`, `<`, `<=`, `>`, `>=` over every type that has an order.
enum ComparisonFunctions {
  /// Text sorts by bytes, NaN is equal to itself and above all numbers.
  private static let ordered: [DataType] = [
    .boolean, .smallint, .integer, .bigint, .numeric, .real, .double, .text, .bytea, .date, .time,
    .timestamp, .timestamptz, .interval, .uuid,
  ]

  private static let summaries: [Comparison: (String, String)] = [
    .equal: ("Whether both sides are equal.", "1.0 = 1.00"),
    .notEqual: ("Whether the sides differ.", "'a' <> 'b'"),
    .less: ("Whether the left side comes before the right.", "'B' < 'a'"),
    .lessOrEqual: ("Whether the left side does not come after the right.", "2 <= 2"),
    .greater: (
      "Whether the left side comes after the right; NaN comes after all.", "'NaN'::float8 > 1"
    ),
    .greaterOrEqual: ("Whether the left side does not come before the right.", "2 >= 1.5"),
  ]

  static let definitions: [FunctionDefinition] = Comparison.allCases.map { comparison in
    let hasOrder = comparison != .equal && comparison != .notEqual
    let types = hasOrder ? ordered : ordered + [.jsonb]
    let (summary, example) = summaries[comparison] ?? ("", "")
    return FunctionDefinition(
      comparison.rawValue, .comparison, summary, example: example, "true",
      (types.map { [$0, $0] } + [[.real, .double], [.double, .real]]).map { types in
        ScalarFunction(comparison.rawValue, types, .boolean) { columns, count, _ in
          ComparisonKernels.compare(comparison, columns[0], columns[1], count)
        }
      })
  }
}
