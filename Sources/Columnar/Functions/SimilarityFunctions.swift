/// How alike two texts are.
enum SimilarityFunctions {
  static var definitions: [FunctionDefinition] {
    [
      FunctionDefinition(
        "similarity", .text,
        "How alike two texts are, from 0 to 1: their shared trigrams among all of them (as pg_trgm).",
        example: "similarity('word', 'words')", "0.5714286",
        [
          ScalarFunction("similarity", [.text, .text], .real) { columns, count, _ in
            let builder = ColumnBuilder(.real, capacity: count)
            for row in 0..<count {
              let left = Trigrams.of(columns[0].slice(row))
              let right = Trigrams.of(columns[1].slice(row))
              builder.append(double: Double(Trigrams.similarity(left, right)))
            }
            return builder.finish()
          }
        ]),
      FunctionDefinition(
        "levenshtein", .text,
        "How many characters must be put in, taken out or replaced to make one text of the other; the costs of each can be given.",
        example: "levenshtein('kitten', 'sitting')", "3",
        [
          ScalarFunction.words("levenshtein", [.text, .text], .integer) {
            row throws(ExpressionError) in try distance(row, EditCosts())
          },
          ScalarFunction.words(
            "levenshtein", [.text, .text, .integer, .integer, .integer], .integer
          ) { row throws(ExpressionError) in
            try distance(
              row,
              EditCosts(
                insertion: row.integer(2), deletion: row.integer(3), substitution: row.integer(4)))
          },
        ]),
      FunctionDefinition(
        "levenshtein_less_equal", .text,
        "The Levenshtein distance where it is at most so much, else a number above that.",
        example: "levenshtein_less_equal('kitten', 'sitting', 5)", "3",
        [
          ScalarFunction.words("levenshtein_less_equal", [.text, .text, .integer], .integer) {
            row throws(ExpressionError) in
            let limit = row.word(2)
            let distance = try distance(row, EditCosts())
            return limit >= 0 && distance > limit ? limit + 1 : distance
          }
        ]),
    ]
  }

  private struct EditCosts {
    var insertion = 1
    var deletion = 1
    var substitution = 1
  }

  private static let lengthMax = 255

  private static func distance(
    _ row: ArgumentRow, _ costs: EditCosts
  ) throws(ExpressionError) -> Int64 {
    let source = Array(Characters.scalars(row.bytes(0)))
    let target = Array(Characters.scalars(row.bytes(1)))
    if source.count > lengthMax || target.count > lengthMax {
      throw ExpressionError(
        "levenshtein argument exceeds maximum length of \(lengthMax) characters")
    }
    // distances[j]: from the characters of the source so far to the first j of the target.
    var distances = (0...target.count).map { $0 &* costs.insertion }
    for (number, character) in source.enumerated() {
      var diagonal = distances[0]
      distances[0] = (number + 1) &* costs.deletion
      for (index, wanted) in target.enumerated() {
        let replaced = diagonal &+ (character == wanted ? 0 : costs.substitution)
        diagonal = distances[index + 1]
        distances[index + 1] = min(
          diagonal &+ costs.deletion, distances[index] &+ costs.insertion, replaced)
      }
    }
    return Int64(Int32(truncatingIfNeeded: distances[target.count]))
  }
}

/// Three neighbouring characters of a text's words, each word in lower case with two spaces before and one behind.
private enum Trigrams {
  static func of(_ text: Bytes) -> Set<[Unicode.Scalar]> {
    var result: Set<[Unicode.Scalar]> = []
    var word: [Unicode.Scalar] = []
    func finishWord() {
      if word.isEmpty { return }
      let padded = [" ", " "] + word + [" "]
      for start in 0...padded.count - 3 { result.insert(Array(padded[start..<start + 3])) }
      word = []
    }
    for scalar in Characters.scalars(text) {
      if Characters.isLetterOrDigit(scalar) {
        word.append(Characters.lowercased(scalar))
      } else {
        finishWord()
      }
    }
    finishWord()
    return result
  }

  static func similarity(_ left: Set<[Unicode.Scalar]>, _ right: Set<[Unicode.Scalar]>) -> Float {
    if left.isEmpty || right.isEmpty { return 0 }
    let shared = left.intersection(right).count
    return Float(shared) / Float(left.count + right.count - shared)
  }
}
