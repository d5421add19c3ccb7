/// jsonb out of SQL values.
extension JSONFunctions {
  static func builders(_ building: JSONBuilding) -> [FunctionDefinition] {
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
