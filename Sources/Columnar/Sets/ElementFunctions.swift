/// The elements of arrays, texts and JSON as rows.
enum ElementFunctions {
  static let definitions: [SetFunctionDefinition] =
    arrays + texts + json("jsonb", .jsonb) + json("json", .json)

  private static let arrays: [SetFunctionDefinition] = [
    SetFunctionDefinition(
      "unnest",
      "A row for each element; several arrays side by side, the shorter ones filled up with NULL.",
      example: "FROM unnest(ARRAY['a', 'b'], ARRAY[1, 2])", "a 1, b 2",
      ofArray: { element in
        [
          SetFunction("unnest", [.array(element)], [SetFunction.OutputColumn(nil, element)]) {
            arguments, row, builders throws(ExpressionError) in
            var reader = ArrayReader(arguments[0].slice(row), element)
            var count = 0
            while !reader.isAtEnd {
              reader.append(to: builders[0])
              count += 1
            }
            return count
          }
        ]
      }),
    SetFunctionDefinition(
      "generate_subscripts", "A row for each position of an array. The dimension is 1.",
      example: "FROM generate_subscripts(ARRAY['a', 'b'], 1)", "1, 2",
      ofArray: { element in
        [
          SetFunction(
            "generate_subscripts", [.array(element), .integer],
            [SetFunction.OutputColumn(nil, .integer)]
          ) { arguments, row, builders throws(ExpressionError) in
            guard arguments[1].words[row] == 1 else { return 0 }
            let count = ArrayKernels.count(arguments[0], row, element)
            for position in 0..<count { builders[0].append(word: position + 1) }
            return Int(count)
          }
        ]
      }),
  ]

  private static let texts: [SetFunctionDefinition] = [
    SetFunctionDefinition(
      "string_to_table",
      "A row for each part of a text between separators; parts equal to the third argument are NULL.",
      example: "FROM string_to_table('a,b', ',')", "a, b",
      [[DataType.text, .text], [.text, .text, .text]].map { arguments in
        SetFunction(
          "string_to_table", arguments, [SetFunction.OutputColumn(nil, .text)], isStrict: false
        ) { arguments, row, builders throws(ExpressionError) in
          if arguments[0].isNull(row) { return 0 }
          let separator = arguments[1].isNull(row) ? nil : arguments[1].slice(row)
          let absent =
            arguments.count > 2 && !arguments[2].isNull(row) ? arguments[2].slice(row) : nil
          var count = 0
          ArrayKernels.eachPart(of: arguments[0].slice(row), separator) { part in
            if let absent, part.elementsEqual(absent) {
              builders[0].appendNull()
            } else {
              builders[0].append(bytes: part)
            }
            count += 1
          }
          return count
        }
      })
  ]

  /// The functions of one of the two JSON types, whose names begin with it.
  private static func json(_ prefix: String, _ type: DataType) -> [SetFunctionDefinition] {
    let keyed = "'{\"a\": \"x\", \"b\": 2}'"
    return [
      elements(prefix, type, asText: false),
      elements(prefix, type, asText: true),
      members(
        "\(prefix)_each", type, "A row for each key of an object and its value.",
        example: "FROM \(prefix)_each(\(keyed))", "a \"x\", b 2",
        [SetFunction.OutputColumn("key", .text), SetFunction.OutputColumn("value", type)]
      ) { key, value, builders in
        key.withUnsafeBufferPointer { builders[0].append(bytes: $0) }
        builders[1].append(bytes: value)
      },
      members(
        "\(prefix)_each_text", type,
        "A row for each key of an object and its value as text; a JSON null is NULL.",
        example: "FROM \(prefix)_each_text(\(keyed))", "a x, b 2",
        [SetFunction.OutputColumn("key", .text), SetFunction.OutputColumn("value", .text)]
      ) { key, value, builders in
        key.withUnsafeBufferPointer { builders[0].append(bytes: $0) }
        append(text: value, to: builders[1])
      },
      members(
        "\(prefix)_object_keys", type, "A row for each key of an object.",
        example: "FROM \(prefix)_object_keys(\(keyed))", "a, b",
        [SetFunction.OutputColumn(nil, .text)]
      ) { key, _, builders in
        key.withUnsafeBufferPointer { builders[0].append(bytes: $0) }
      },
    ]
  }

  private static func append(text value: Bytes, to builder: ColumnBuilder) {
    if let text = JSONPath.text(value) {
      text.withUnsafeBufferPointer { builder.append(bytes: $0) }
    } else {
      builder.appendNull()
    }
  }

  private static func elements(_ prefix: String, _ type: DataType, asText: Bool)
    -> SetFunctionDefinition
  {
    let name = "\(prefix)_array_elements\(asText ? "_text" : "")"
    let summary = "A row for each element of a JSON array"
    return SetFunctionDefinition(
      name, asText ? "\(summary), as text; a JSON null is NULL." : "\(summary).",
      example: "FROM \(name)('[1, \"b\"]')", asText ? "1, b" : "1, \"b\"",
      [
        SetFunction(name, [type], [SetFunction.OutputColumn("value", asText ? .text : type)]) {
          arguments, row, builders throws(ExpressionError) in
          let document = arguments[0].slice(row)
          var count = 0
          let isArray = JSONPath.eachElement(document) { element in
            if asText {
              append(text: element, to: builders[0])
            } else {
              builders[0].append(bytes: element)
            }
            count += 1
          }
          guard isArray else {
            let kind = JSONPath.isObject(document) ? "an object" : "a scalar"
            throw ExpressionError("cannot extract elements from \(kind)")
          }
          return count
        }
      ])
  }

  private static func members(
    _ name: String, _ type: DataType, _ summary: String, example: String, _ result: String,
    _ columns: [SetFunction.OutputColumn],
    _ append: @escaping @Sendable ([UInt8], Bytes, [ColumnBuilder]) -> Void
  ) -> SetFunctionDefinition {
    SetFunctionDefinition(
      name, summary, example: example, result,
      [
        SetFunction(name, [type], columns) {
          arguments, row, builders throws(ExpressionError) in
          let document = arguments[0].slice(row)
          // Only jsonb is known to have no key that is no text.
          if type == .json, JSONPath.isObject(document),
            !JSONPath.eachMember(document, { _, _ in })
          {
            throw ExpressionError("unsupported Unicode escape sequence")
          }
          var count = 0
          let isObject = JSONPath.eachMember(document) { key, value in
            append(key, value, builders)
            count += 1
          }
          guard isObject else { throw ExpressionError("cannot call \(name) on a non-object") }
          return count
        }
      ])
  }
}
