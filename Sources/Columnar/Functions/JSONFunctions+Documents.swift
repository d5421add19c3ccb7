/// Functions that look into whole documents, build them and change them.
extension JSONFunctions {
  static func documents(zone: Zone) -> [FunctionDefinition] {
    paths + tests + shapes + changes + builders(JSONBuilding(zone: zone))
  }

  // MARK: Tests

  private static var tests: [FunctionDefinition] {
    [
      FunctionDefinition(
        "?", .json, "Whether an object has a key, or an array a string, of this text.",
        example: "'{\"a\": 1}'::jsonb ? 'a'", "true",
        [
          ScalarFunction("?", [.jsonb, .text], .boolean) { columns, count, _ in
            booleans(count) { hasKey(columns[0].slice($0), columns[1].slice($0)) }
          }
        ]),
      keyTest("?|", "Whether it has any of these keys.", all: false),
      keyTest("?&", "Whether it has all of these keys.", all: true),
    ]
  }

  private static func containment(_ name: String, flipped: Bool) -> ScalarFunction {
    ScalarFunction(name, [.jsonb, .jsonb], .boolean) { columns, count, _ in
      let (whole, part) = flipped ? (columns[1], columns[0]) : (columns[0], columns[1])
      return booleans(count) { row in
        !whole.isNull(row) && !part.isNull(row)
          && JSONTree(whole.slice(row)).contains(JSONTree(part.slice(row)))
      }
    }
  }

  private static func keyTest(_ name: String, _ summary: String, all: Bool) -> FunctionDefinition {
    FunctionDefinition(
      name, .json, summary, example: "'{\"a\": 1}'::jsonb \(name) ARRAY['a'\(all ? "" : ", 'b'")]",
      "true",
      [
        ScalarFunction(name, [.jsonb, .array(.text)], .boolean) { columns, count, _ in
          booleans(count) { row in
            let document = columns[0].slice(row)
            var reader = ArrayReader(columns[1].slice(row), .text)
            while let key = reader.next() {
              guard case .bytes(let key) = key else { continue }
              let isThere = key.withUnsafeBufferPointer { hasKey(document, $0) }
              if isThere != all { return isThere }
            }
            return all
          }
        }
      ])
  }

  private static func hasKey(_ document: Bytes, _ key: Bytes) -> Bool {
    if JSONPath.isObject(document) { return JSONPath.member(document, key) != nil }
    var found = false
    func test(_ value: Bytes) {
      guard value.first == ASCII.quote, let text = JSONPath.text(value) else { return }
      found = found || key.elementsEqual(text)
    }
    if !JSONPath.eachElement(document, test) { test(document) }
    return found
  }

  private static func booleans(_ count: Int, _ body: (Int) -> Bool) -> Column {
    let bits = Buffer(byteCount: count)
    let output = bits.pointer(to: UInt8.self)
    for row in 0..<count { output[row] = body(row) ? 1 : 0 }
    return Column(type: .boolean, count: count, values: bits)
  }

  // MARK: Shapes

  private static var shapes: [FunctionDefinition] {
    [("jsonb", DataType.jsonb), ("json", .json)].flatMap { prefix, type in
      [
        FunctionDefinition(
          "\(prefix)_typeof", .json, "object, array, string, number, boolean or null.",
          example: "\(prefix)_typeof('[1]')", "array",
          [
            ScalarFunction("\(prefix)_typeof", [type], .text) { columns, count, _ in
              let builder = ColumnBuilder(.text, capacity: count)
              for row in 0..<count {
                builder.append(text: JSONPath.kind(columns[0].slice(row)))
              }
              return builder.finish()
            }
          ]),
        FunctionDefinition(
          "\(prefix)_array_length", .json, "How many elements an array has.",
          example: "\(prefix)_array_length('[1, 2]')", "2",
          [
            ScalarFunction("\(prefix)_array_length", [type], .integer) { columns, count, errors in
              FixedKernels.mapThrowing(
                .integer, count, validity: columns[0].validity, zero: Int64(0), &errors
              ) { row throws(ExpressionError) in
                let document = columns[0].slice(row)
                var length = Int64(0)
                if JSONPath.eachElement(document, { _ in length += 1 }) { return length }
                let kind = JSONPath.isObject(document) ? "non-array" : "scalar"
                throw ExpressionError("cannot get array length of a \(kind)")
              }
            }
          ]),
      ]
    }
  }

  // MARK: Changes

  private static var changes: [FunctionDefinition] {
    [
      FunctionDefinition(
        "#-", .json, "Without the value at a path.",
        example: "'{\"a\": [1, 2]}'::jsonb #- '{a,0}'", "{\"a\": [2]}",
        [
          changing("#-", [.jsonb, .array(.text)]) { columns, row, tree throws(ExpressionError) in
            try changed(tree, columns[1].slice(row), .remove, "cannot delete path in scalar")
          }
        ]),
      setting,
      inserting,
      FunctionDefinition(
        "jsonb_strip_nulls", .json, "Without keys whose value is null, at every level.",
        example: "jsonb_strip_nulls('{\"a\": 1, \"b\": null}')", "{\"a\": 1}",
        [
          changing("jsonb_strip_nulls", [.jsonb]) { _, _, tree throws(ExpressionError) in
            tree.withoutNulls
          }
        ]),
    ]
  }

  private static let removals: [ScalarFunction] = [
    changing("-", [.jsonb, .text]) { columns, row, tree throws(ExpressionError) in
      try tree.removing(key: Array(columns[1].slice(row)))
    },
    changing("-", [.jsonb, .integer]) { columns, row, tree throws(ExpressionError) in
      try tree.removing(at: columns[1].words[row])
    },
    changing("-", [.jsonb, .array(.text)]) { columns, row, tree throws(ExpressionError) in
      var reader = ArrayReader(columns[1].slice(row), .text)
      var result = tree
      if tree.isScalar { throw ExpressionError("cannot delete from scalar") }
      while let key = reader.next() {
        if case .bytes(let key) = key { result = try result.removing(key: key) }
      }
      return result
    },
  ]

  private static var setting: FunctionDefinition {
    let name = "jsonb_set"
    return FunctionDefinition(
      name, .json,
      "With the value at a path replaced; a last step that is not there is added unless the fourth argument is false.",
      example: "jsonb_set('{\"a\": 1}', '{b}', '2')", "{\"a\": 1, \"b\": 2}",
      [[DataType.jsonb, .array(.text), .jsonb], [.jsonb, .array(.text), .jsonb, .boolean]].map {
        types in
        changing(name, types) { columns, row, tree throws(ExpressionError) in
          let creates = columns.count < 4 || columns[3].bits[row] == 1
          let change = JSONTree.Change.set(JSONTree(columns[2].slice(row)), creates: creates)
          return try changed(tree, columns[1].slice(row), change, "cannot set path in scalar")
        }
      })
  }

  private static var inserting: FunctionDefinition {
    let name = "jsonb_insert"
    return FunctionDefinition(
      name, .json,
      "With a value put before a position of an array (behind it, if the fourth argument is true), or under a new key.",
      example: "jsonb_insert('[1, 2]', '{1}', '9')", "[1, 9, 2]",
      [[DataType.jsonb, .array(.text), .jsonb], [.jsonb, .array(.text), .jsonb, .boolean]].map {
        types in
        changing(name, types) { columns, row, tree throws(ExpressionError) in
          let after = columns.count > 3 && columns[3].bits[row] == 1
          let change = JSONTree.Change.insert(JSONTree(columns[2].slice(row)), after: after)
          return try changed(tree, columns[1].slice(row), change, "cannot set path in scalar")
        }
      })
  }

  private static func changed(
    _ tree: JSONTree, _ path: Bytes, _ change: JSONTree.Change, _ ofScalar: String
  ) throws(ExpressionError) -> JSONTree {
    if tree.isScalar { throw ExpressionError(ofScalar) }
    var steps: [[UInt8]] = []
    var reader = ArrayReader(path, .text)
    while let step = reader.next() {
      guard case .bytes(let bytes) = step else {
        throw ExpressionError("path element at position \(steps.count + 1) is null")
      }
      steps.append(bytes)
    }
    return try tree.changed(at: steps[...], change)
  }

  /// A function that gives its first argument changed. Rows with a NULL are left alone.
  private static func changing(
    _ name: String, _ types: [DataType],
    _ body: @escaping @Sendable ([Column], Int, JSONTree) throws(ExpressionError) -> JSONTree
  ) -> ScalarFunction {
    ScalarFunction(name, types, .jsonb) { columns, count, errors in
      BytesKernels.make(.jsonb, count, validity: nil, &errors) {
        row, sink throws(ExpressionError) in
        if columns.contains(where: { $0.isNull(row) }) { return }
        let result = try body(columns, row, JSONTree(columns[0].slice(row)))
        try checkDepth(result.depth)
        result.write(to: &sink)
      }
    }
  }

  /// What is made must be read again.
  static func checkDepth(_ depth: Int) throws(ExpressionError) {
    if depth < JSONScanner.depthMax { return }
    throw ExpressionError("jsonb is nested deeper than \(JSONScanner.depthMax - 1) levels")
  }

  /// Overloads for names that other types have too.
  static let shared: [String: [ScalarFunction]] = [
    "||": [
      ScalarFunction("||", [.jsonb, .jsonb], .jsonb) { columns, count, errors in
        BytesKernels.make(.jsonb, count, validity: nil, &errors) {
          row, sink throws(ExpressionError) in
          if columns[0].isNull(row) || columns[1].isNull(row) { return }
          let left = JSONTree(columns[0].slice(row))
          let result = left.joined(with: JSONTree(columns[1].slice(row)))
          try checkDepth(result.depth)
          result.write(to: &sink)
        }
      }
    ],
    "-": removals,
    "@>": [containment("@>", flipped: false)],
    "<@": [containment("<@", flipped: true)],
  ]
}
