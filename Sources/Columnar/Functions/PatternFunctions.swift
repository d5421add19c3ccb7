/// LIKE and ILIKE.
enum PatternFunctions {
  static var definitions: [FunctionDefinition] {
    [
      like("~~", "LIKE", negated: false, ignoringCase: false),
      like("!~~", "NOT LIKE", negated: true, ignoringCase: false),
      like("~~*", "ILIKE", negated: false, ignoringCase: true),
      like("!~~*", "NOT ILIKE", negated: true, ignoringCase: true),
      FunctionDefinition(
        "like_escape", .patterns,
        "A LIKE pattern that has another escape character than the backslash.",
        example: "'50%' LIKE like_escape('50#%', '#')", "true",
        [
          ScalarFunction("like_escape", [.text, .text], .text) { columns, count, errors in
            BytesKernels.make(.text, count, validity: columns[0].validity, &errors) {
              row, sink throws(ExpressionError) in
              try LikePattern.append(
                columns[0].slice(row), escape: columns[1].slice(row), to: &sink)
            }
          }
        ]),
    ]
  }

  private static func like(
    _ name: String, _ keyword: String, negated: Bool, ignoringCase: Bool
  ) -> FunctionDefinition {
    let result = negated ? "false" : "true"
    let summary =
      "\(keyword): % stands for any characters, _ for one, \\ takes the next literally"
      + (ignoringCase ? "; case is ignored." : ".")
    return FunctionDefinition(
      name, .patterns, summary, example: "'abc' \(keyword) 'a%'", result,
      [
        ScalarFunction(name, [.text, .text], .boolean) { columns, count, errors in
          let flip: UInt8 = negated ? 1 : 0
          return FixedKernels.mapThrowing(
            .boolean, count, validity: nil, zero: UInt8(0), &errors
          ) { row throws(ExpressionError) in
            let (text, pattern) = (columns[0].slice(row), columns[1].slice(row))
            let matches =
              ignoringCase
              ? try LikePattern.matchesIgnoringCase(text, pattern)
              : try LikePattern.matches(text, pattern)
            return (matches ? 1 : 0) ^ flip
          }
        }
      ])
  }
}
