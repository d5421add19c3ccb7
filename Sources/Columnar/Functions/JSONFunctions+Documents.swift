/// Functions that look into whole documents, build them and change them.
extension JSONFunctions {
  static func documents(zone: Zone) -> [FunctionDefinition] {
    paths + tests + shapes + changes + builders(JSONBuilding(zone: zone))
  }

  // MARK: Paths

  private static var paths: [FunctionDefinition] {
    [false, true].flatMap { asText -> [FunctionDefinition] in
      let symbol = asText ? "#>>" : "#>"
      let what = "The value at a path of keys and positions"
      let summary = asText ? "\(what), as text; a JSON null is NULL." : "\(what), as JSON."
      let path = FunctionDefinition(
        symbol, .json, summary, example: "'{\"a\": [1, 2]}'::jsonb \(symbol) '{a,1}'", "2",
        [DataType.jsonb, .json].map { type in
          ScalarFunction(symbol, [type, .array(.text)], asText ? .text : type) {
            columns, count, _ in
            access(columns[0], count, asText ? .text : type, asText) { row, document in
              var reader = ArrayReader(columns[1].slice(row), .text)
              return value(at: { reader.next() }, in: document)
            }
          }
        })
      return [path, extracting("jsonb", .jsonb, summary, asText), extracting("json", .json, summary, asText)]
    }
  }

  private static func extracting(
    _ prefix: String, _ type: DataType, _ summary: String, _ asText: Bool
  ) -> FunctionDefinition {
    let name = "\(prefix)_extract_path\(asText ? "_text" : "")"
    let result = asText ? DataType.text : type
    @Sendable func make(_ count: Int) -> ScalarFunction {
      let types = [type] + Array(repeating: .text, count: max(count - 1, 0))
      return ScalarFunction(name, types, result) { columns, rows, _ in
        access(columns[0], rows, result, asText) { row, document in
          var column = 0
          return value(at: {
            column += 1
            return column < columns.count ? .bytes(Array(columns[column].slice(row))) : nil
          }, in: document)
        }
      }
    }
    return FunctionDefinition(
      name, .json, summary, example: "\(name)('{\"a\": {\"b\": 1}}', 'a', 'b')", "1",
      generic: [
        GenericOverload(signature: "\(name)(\(type), text …) → \(result)", sample: make(2)) {
          arguments in
          guard let first = arguments.first,
            first.map({ TypeRules.implicitCast(from: $0, to: type) }) ?? true,
            arguments.dropFirst().allSatisfy({ $0?.isCharacter ?? true })
          else { return nil }
          return make(arguments.count)
        }
      ])
  }

  /// The value at the end of a path; nil where there is none, or where a step is NULL.
  private static func value(at next: () -> Value?, in document: Bytes) -> Bytes? {
    var found = document
    while let step = next() {
      guard case .bytes(let key) = step else { return nil }
      let inner = key.withUnsafeBufferPointer { key -> Bytes? in
        if JSONPath.isObject(found) { return JSONPath.member(found, key) }
        guard JSONPath.isArray(found), let position = IntegerText.parse(key.trimmed()),
          let index = Int(exactly: position)
        else { return nil }
        return JSONPath.element(found, index)
      }
      guard let inner else { return nil }
      found = inner
    }
    return found
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
  private static func checkDepth(_ depth: Int) throws(ExpressionError) {
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

  // MARK: Building

  private static func builders(_ building: JSONBuilding) -> [FunctionDefinition] {
    [
      FunctionDefinition(
        "to_jsonb", .json, "A value as jsonb: arrays as arrays, times in ISO 8601.",
        example: "to_jsonb(ARRAY['a', 'b'])", "[\"a\", \"b\"]",
        generic: [
          ofAny("to_jsonb", "to_jsonb(any) → jsonb", counts: 1...1) { types in
            { columns, count, errors in
              documents(count, &errors) { row, sink throws(ExpressionError) in
                building.append(columns[0][row], types[0], to: &sink)
              }
            }
          }
        ]),
      FunctionDefinition(
        "jsonb_build_array", .json, "An array of the arguments, each as to_jsonb makes it.",
        example: "jsonb_build_array(1, 'a', NULL)", "[1, \"a\", null]",
        generic: [
          ofAny(
            "jsonb_build_array", "jsonb_build_array(any …) → jsonb", counts: 0...Int.max,
            isStrict: false
          ) { types in
            { columns, count, errors in
              documents(count, &errors) { row, sink throws(ExpressionError) in
                sink.append(UInt8(ascii: "["))
                for (index, column) in columns.enumerated() {
                  if index > 0 { sink.append(contentsOf: ", ".utf8) }
                  building.append(column[row], types[index], to: &sink)
                }
                sink.append(UInt8(ascii: "]"))
              }
            }
          }
        ]),
      FunctionDefinition(
        "jsonb_build_object", .json, "An object of keys and values in turn.",
        example: "jsonb_build_object('a', 1, 'b', true)", "{\"a\": 1, \"b\": true}",
        generic: [
          ofAny(
            "jsonb_build_object", "jsonb_build_object(any …) → jsonb", counts: 0...Int.max,
            isStrict: false
          ) { types in
            { columns, count, errors in
              documents(count, &errors) { row, sink throws(ExpressionError) in
                try appendObject(columns, types, row, building, to: &sink)
              }
            }
          }
        ]),
    ]
  }

  private static func appendObject(
    _ columns: [Column], _ types: [DataType], _ row: Int, _ building: JSONBuilding,
    to sink: inout [UInt8]
  ) throws(ExpressionError) {
    if columns.count % 2 != 0 {
      throw ExpressionError("argument list must have even number of elements")
    }
    var members: [(key: [UInt8], value: [UInt8])] = []
    for index in stride(from: 0, to: columns.count, by: 2) {
      if columns[index].isNull(row) {
        throw ExpressionError("argument \(index + 1): key must not be null")
      }
      var (key, value): ([UInt8], [UInt8]) = ([], [])
      building.appendKey(columns[index][row], types[index], to: &key)
      building.append(columns[index + 1][row], types[index + 1], to: &value)
      members.append((key, value))
    }
    JSONBuilding.appendObject(members, to: &sink)
  }

  /// Documents that are made; too deep ones are errors.
  private static func documents(
    _ count: Int, _ errors: inout RowErrors,
    _ body: (Int, inout [UInt8]) throws(ExpressionError) -> Void
  ) -> Column {
    BytesKernels.make(.jsonb, count, validity: nil, &errors) { row, sink throws(ExpressionError) in
      try body(row, &sink)
      let isReadable = sink.withUnsafeBufferPointer { JSONScanner.isValid($0) }
      if !isReadable { try checkDepth(JSONScanner.depthMax) }
    }
  }

  /// A function of values of any types; literals are texts.
  private static func ofAny(
    _ name: String, _ signature: String, counts: ClosedRange<Int>, isStrict: Bool = true,
    kernel: @escaping @Sendable ([DataType]) -> GenericOverload.Kernel
  ) -> GenericOverload {
    @Sendable func make(_ types: [DataType]) -> ScalarFunction {
      ScalarFunction(name, types, .jsonb, isStrict: isStrict, kernel: kernel(types))
    }
    return GenericOverload(signature: signature, sample: make([.text])) { arguments in
      counts.contains(arguments.count) ? make(arguments.map { $0 ?? .text }) : nil
    }
  }
}
