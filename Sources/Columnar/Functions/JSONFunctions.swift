/// Access into json and jsonb.
enum JSONFunctions {
  static func definitions(zone: Zone) -> [FunctionDefinition] {
    documents(zone: zone) + [
      FunctionDefinition(
        "->", .json,
        "The value of a key, or of a position from 0 (negative from the end), as JSON.",
        example: "'{\"a\": [1, 2]}'::jsonb -> 'a'", "[1, 2]", accesses("->", asText: false)),
      FunctionDefinition(
        "->>", .json, "The value of a key or a position as text; a JSON null is NULL.",
        example: "'{\"a\": \"x\"}'::jsonb ->> 'a'", "x", accesses("->>", asText: true)),
    ]
  }

  private static func accesses(_ name: String, asText: Bool) -> [ScalarFunction] {
    [DataType.jsonb, .json].flatMap { type in
      let result = asText ? DataType.text : type
      return [
        ScalarFunction(name, [type, .text], result) { columns, count, _ in
          access(columns[0], count, result, asText) { row, document in
            JSONPath.member(document, columns[1].slice(row))
          }
        },
        ScalarFunction(name, [type, .integer], result) { columns, count, _ in
          access(columns[0], count, result, asText) { row, document in
            JSONPath.element(document, Int(columns[1].words[row]))
          }
        },
      ]
    }
  }

  @inline(__always)
  static func access(
    _ documents: Column, _ count: Int, _ type: DataType, _ asText: Bool,
    _ find: (Int, Bytes) -> Bytes?
  ) -> Column {
    let builder = ColumnBuilder(type, capacity: count)
    for row in 0..<count {
      guard let found = find(row, documents.slice(row)) else {
        builder.appendNull()
        continue
      }
      if !asText {
        builder.append(bytes: found)
      } else if let text = JSONPath.text(found) {
        text.withUnsafeBufferPointer { builder.append(bytes: $0) }
      } else {
        builder.appendNull()
      }
    }
    return builder.finish()
  }
}
