/// The value at a path of keys and positions.
extension JSONFunctions {
  static var paths: [FunctionDefinition] {
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
      return [
        path, extracting("jsonb", .jsonb, summary, asText),
        extracting("json", .json, summary, asText),
      ]
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
          return value(
            at: {
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
}
