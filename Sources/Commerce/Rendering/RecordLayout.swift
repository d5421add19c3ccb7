/// How a producer's version writes its fields: literals and values in turn, paths as nested objects.
struct RecordLayout {
  /// What stands before a value.
  struct Step {
    var literal: [UInt8]
    /// Index into the stream's fields; −1: nothing stands here (a CSV column of another version).
    var field: Int
  }

  var steps: [Step]
  /// What stands behind the last value.
  var end: [UInt8]

  /// Paths that share a beginning stand in one object, where the first of them stands.
  static func json(_ outputs: [(field: Int, path: [String])]) -> RecordLayout {
    var layout = RecordLayout(steps: [], end: [])
    var pending: [UInt8] = []
    layout.appendObject(outputs.map { ($0.field, $0.path[...]) }, &pending)
    layout.end = pending
    return layout
  }

  private mutating func appendObject(
    _ outputs: [(field: Int, path: ArraySlice<String>)], _ pending: inout [UInt8]
  ) {
    pending.append(UInt8(ascii: "{"))
    var seen: Set<String> = []
    for output in outputs {
      guard let name = output.path.first, seen.insert(name).inserted else { continue }
      if seen.count > 1 { pending.append(UInt8(ascii: ",")) }
      JSONText.append(name, to: &pending)
      pending.append(UInt8(ascii: ":"))
      if output.path.count == 1 {
        steps.append(Step(literal: pending, field: output.field))
        pending = []
      } else {
        let inner = outputs.filter { $0.path.first == name && $0.path.count > 1 }
        appendObject(inner.map { ($0.field, $0.path.dropFirst()) }, &pending)
      }
    }
    pending.append(UInt8(ascii: "}"))
  }

  /// `columns` are all versions' paths; a version leaves those that it has not empty.
  static func csv(
    _ outputs: [(field: Int, path: [String])], columns: [[String]]
  ) -> RecordLayout {
    let steps = columns.enumerated().map { place, path in
      Step(
        literal: place == 0 ? [] : [UInt8(ascii: ",")],
        field: outputs.first { $0.path == path }?.field ?? -1)
    }
    return RecordLayout(steps: steps, end: [])
  }
}
