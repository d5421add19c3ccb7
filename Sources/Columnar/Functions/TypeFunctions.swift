/// Functions that take values of every type.
enum TypeFunctions {
  static var definitions: [FunctionDefinition] {
    [
      nullCount("num_nulls", "How many arguments are NULL.", result: "1") { isNull in isNull },
      nullCount("num_nonnulls", "How many arguments are not NULL.", result: "2") { !$0 },
      FunctionDefinition(
        "pg_typeof", .types, "The name of a value's type.", example: "pg_typeof(1.5)", "numeric",
        [],
        variadic: { types in
          let name = types.first.flatMap { $0 }?.catalogueName ?? "unknown"
          return ScalarFunction(
            "pg_typeof", types.map { $0 ?? .text }, .text, isStrict: false
          ) { _, count, _ in .constant(.text(name), .text, count: count) }
        }),
    ]
  }

  private static func nullCount(
    _ name: String, _ summary: String, result: String,
    counts: @escaping @Sendable (_ isNull: Bool) -> Bool
  ) -> FunctionDefinition {
    FunctionDefinition(
      name, .types, summary, example: "\(name)(1, NULL, 'a')", result, [],
      variadic: { types in
        ScalarFunction(name, types.map { $0 ?? .text }, .integer, isStrict: false) {
          columns, count, _ in
          let builder = ColumnBuilder(.integer, capacity: count)
          for row in 0..<count {
            builder.append(word: Int64(columns.count { counts($0.isNull(row)) }))
          }
          return builder.finish()
        }
      })
  }
}
