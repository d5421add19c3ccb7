/// Functions and operators over arrays. Positions count from 1.
enum ArrayFunctions {
  static func definitions(zone: Zone) -> [FunctionDefinition] {
    sizes + joins + searches + changes + texts(zone: zone) + containments
  }

  /// Overloads of names that other functions have too.
  static let shared: [String: [GenericOverload]] = {
    var shared: [String: [GenericOverload]] = [:]
    for comparison in Comparison.allCases {
      let needsOrder = comparison != .equal && comparison != .notEqual
      shared[comparison.rawValue] = [
        .arrays(
          comparison.rawValue, [.array, .array], .fixed(.boolean),
          accepts: { needsOrder ? $0.hasOrder : $0.hasEquality }
        ) { _ in
          { columns, count, _ in
            ComparisonKernels.compare(comparison, columns[0], columns[1], count)
          }
        }
      ]
    }
    shared["||"] = [
      .arrays("||", [.array, .array], .array, isStrict: false, kernel: ArrayKernels.concatenated),
      .arrays("||", [.array, .element], .array, isStrict: false, kernel: ArrayKernels.appended),
      .arrays("||", [.element, .array], .array, isStrict: false, kernel: ArrayKernels.prepended),
    ]
    return shared
  }()

  private static var sizes: [FunctionDefinition] {
    [
      FunctionDefinition(
        "cardinality", .arrays, "How many elements.", example: "cardinality(ARRAY[1, 2])", "2",
        generic: [
          .arrays("cardinality", [.array], .fixed(.integer)) { element in
            { columns, count, _ in
              ArrayKernels.integers(columns, count) { row in
                ArrayKernels.count(columns[0], row, element)
              }
            }
          }
        ]),
      size("array_length", "How many elements; NULL of an empty array.", "2") { $0 },
      size("array_upper", "The last position; NULL of an empty array.", "2") { $0 },
      size("array_lower", "The first position, 1; NULL of an empty array.", "1") { _ in 1 },
    ]
  }

  /// A function of an array and a dimension, of which there is one.
  private static func size(
    _ name: String, _ summary: String, _ result: String,
    _ answer: @escaping @Sendable (Int64) -> Int64
  ) -> FunctionDefinition {
    FunctionDefinition(
      name, .arrays, summary + " The dimension is 1.", example: "\(name)(ARRAY[7, 8], 1)", result,
      generic: [
        .arrays(name, [.array, .fixed(.integer)], .fixed(.integer)) { element in
          { columns, count, _ in
            ArrayKernels.integers(columns, count) { row in
              guard columns[1].words[row] == 1 else { return nil }
              let count = ArrayKernels.count(columns[0], row, element)
              return count == 0 ? nil : answer(count)
            }
          }
        }
      ])
  }

  private static var joins: [FunctionDefinition] {
    [
      FunctionDefinition(
        "array_append", .arrays, "With an element at its end.",
        example: "array_append(ARRAY[1, 2], 3)", "{1,2,3}",
        generic: [
          .arrays(
            "array_append", [.array, .element], .array, isStrict: false,
            kernel: ArrayKernels.appended)
        ]),
      FunctionDefinition(
        "array_prepend", .arrays, "With an element at its beginning.",
        example: "array_prepend(0, ARRAY[1, 2])", "{0,1,2}",
        generic: [
          .arrays(
            "array_prepend", [.element, .array], .array, isStrict: false,
            kernel: ArrayKernels.prepended)
        ]),
      FunctionDefinition(
        "array_cat", .arrays, "One array after the other; NULL is like an empty one.",
        example: "array_cat(ARRAY[1], ARRAY[2, 3])", "{1,2,3}",
        generic: [
          .arrays(
            "array_cat", [.array, .array], .array, isStrict: false,
            kernel: ArrayKernels.concatenated)
        ]),
    ]
  }

  private static var searches: [FunctionDefinition] {
    [
      FunctionDefinition(
        "array_position", .arrays,
        "The first position of an element, from a position on; NULL where there is none.",
        example: "array_position(ARRAY['a', 'b', 'a'], 'a', 2)", "3",
        generic: [
          .arrays(
            "array_position", [.array, .element], .fixed(.integer), isStrict: false,
            accepts: \.hasEquality, kernel: ArrayKernels.position),
          .arrays(
            "array_position", [.array, .element, .fixed(.integer)], .fixed(.integer),
            isStrict: false, accepts: \.hasEquality, kernel: ArrayKernels.position),
        ]),
      FunctionDefinition(
        "array_positions", .arrays, "All positions of an element.",
        example: "array_positions(ARRAY['a', 'b', 'a'], 'a')", "{1,3}",
        generic: [
          .arrays(
            "array_positions", [.array, .element], .fixed(.array(.integer)), isStrict: false,
            accepts: \.hasEquality, kernel: ArrayKernels.positions)
        ]),
    ]
  }

  private static var changes: [FunctionDefinition] {
    [
      FunctionDefinition(
        "array_remove", .arrays, "Without the elements that are equal to a value; NULLs are equal.",
        example: "array_remove(ARRAY[1, 2, 1], 1)", "{2}",
        generic: [
          .arrays(
            "array_remove", [.array, .element], .array, isStrict: false, accepts: \.hasEquality,
            kernel: ArrayKernels.removed)
        ]),
      FunctionDefinition(
        "array_replace", .arrays,
        "With every element that is equal to a value replaced by another.",
        example: "array_replace(ARRAY[1, 2, 1], 1, 7)", "{7,2,7}",
        generic: [
          .arrays(
            "array_replace", [.array, .element, .element], .array, isStrict: false,
            accepts: \.hasEquality, kernel: ArrayKernels.replaced)
        ]),
      FunctionDefinition(
        "trim_array", .arrays, "Without so many elements at its end.",
        example: "trim_array(ARRAY[1, 2, 3], 2)", "{1}",
        generic: [
          .arrays(
            "trim_array", [.array, .fixed(.integer)], .array, kernel: ArrayKernels.trimmed)
        ]),
    ]
  }

  private static func texts(zone: Zone) -> [FunctionDefinition] {
    [
      FunctionDefinition(
        "array_to_string", .arrays,
        "The elements as text with a separator between them; NULLs are left out, or written as the third argument says.",
        example: "array_to_string(ARRAY[1, NULL, 3], ',', '*')", "1,*,3",
        generic: [
          .arrays(
            "array_to_string", [.array, .fixed(.text)], .fixed(.text),
            kernel: ArrayKernels.text(zone)),
          .arrays(
            "array_to_string", [.array, .fixed(.text), .fixed(.text)], .fixed(.text),
            isStrict: false, kernel: ArrayKernels.text(zone)),
        ]),
      FunctionDefinition(
        "string_to_array", .arrays,
        "The parts of a text between separators; parts equal to the third argument are NULL. A separator of NULL "
          + "separates all characters, an empty one none.",
        example: "string_to_array('a,b,', ',', '')", "{a,b,NULL}",
        [
          ScalarFunction(
            "string_to_array", [.text, .text], .array(.text), isStrict: false,
            kernel: ArrayKernels.split),
          ScalarFunction(
            "string_to_array", [.text, .text, .text], .array(.text), isStrict: false,
            kernel: ArrayKernels.split),
        ]),
    ]
  }

  private static var containments: [FunctionDefinition] {
    [
      containment(
        "@>", "Whether each element (or part of a jsonb) of the right side is in the left one.",
        "ARRAY[1, 2] @> ARRAY[2]"
      ) { ArrayKernels.contains($0, $1, all: true) },
      containment(
        "<@", "Whether each element (or part of a jsonb) of the left side is in the right one.",
        "ARRAY[2] <@ ARRAY[1, 2]"
      ) { ArrayKernels.contains($1, $0, all: true) },
      containment(
        "&&", "Whether the two have an element in common.", "ARRAY[1, 2] && ARRAY[2, 3]"
      ) { ArrayKernels.contains($0, $1, all: false) },
    ]
  }

  private static func containment(
    _ name: String, _ summary: String, _ example: String,
    _ holds: @escaping @Sendable (ArrayReader, ArrayReader) -> Bool
  ) -> FunctionDefinition {
    FunctionDefinition(
      name, .arrays, summary + " NULL is equal to nothing.", example: example, "true",
      generic: [
        .arrays(name, [.array, .array], .fixed(.boolean), accepts: \.hasEquality) { element in
          { columns, count, _ in
            let bits = Buffer(byteCount: count)
            let output = bits.pointer(to: UInt8.self)
            for row in 0..<count {
              let left = ArrayReader(columns[0].slice(row), element)
              output[row] = holds(left, ArrayReader(columns[1].slice(row), element)) ? 1 : 0
            }
            return Column(type: .boolean, count: count, values: bits)
          }
        }
      ])
  }
}
