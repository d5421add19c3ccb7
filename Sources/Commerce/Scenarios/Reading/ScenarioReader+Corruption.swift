extension ScenarioReader {
  func readCorruption(
    _ node: YAMLNode, _ index: Int, _ isWritten: [Bool], _ stream: inout StreamDefinition
  ) {
    guard let section = SectionReader(node, .corruption, self) else { return }
    stream.corruptedShare = section.share("share") ?? 0
    let order = declared.streams[index].fields
    let written = Set(isWritten.indices.filter { isWritten[$0] }.map { order.positions[$0] })
    let entries = limited(section, "kinds")
    stream.corruptions = entries.compactMap { corruption($0, index, written, stream) }
    if entries.isEmpty, section.has("kinds") {
      fault("empty", "there are no kinds of corruption", section["kinds"] ?? node)
    } else if !entries.isEmpty, stream.corruptions.count == entries.count,
      !stream.corruptions.contains(where: { $0.weight > 0 })
    {
      fault("empty", "all weights of the kinds are 0", section["kinds"] ?? node)
    }
  }

  private func corruption(
    _ entry: YAMLEntry, _ index: Int, _ written: Set<Int>, _ stream: StreamDefinition
  ) -> CorruptionDefinition? {
    let kindNode = entry.value["kind"] ?? entry.key
    guard let kind = text(kindNode, "kind") else { return nil }
    guard let description = DamageDescription.named(kind) else {
      unknown("damage", kind, nil, kindNode, among: DamageDescription.all.map(\.name))
      return nil
    }
    guard let section = SectionReader(entry.value, description.section, self) else { return nil }
    let weight = section["weight"].flatMap { self.weight($0, "weight") }
    var isRejected = description.isRejected
    if let node = section["expect"] {
      guard let place = self.index(of: node, "expectation", nil, among: ["accept", "reject"]) else {
        return nil
      }
      isRejected = place == 1
    }
    let damage = damage(description, section, entry, index, written, stream)
    guard let weight, let damage else { return nil }
    // Watermarks move by the times of records that get past the row constraints: those must be the generator's.
    if let time = stream.timeField, damage.changedFields.contains(time),
      !isRejected || damage.isCopy
    {
      fault(
        "bad-value", "\(entry.name) changes the event's time in records that move the watermark",
        section["fields"] ?? section["expect"] ?? entry.key,
        help: damage.isCopy ? "name other fields" : "let a constraint reject it: expect: reject")
    }
    return CorruptionDefinition(
      name: entry.name, weight: weight, damage: damage, isRejected: isRejected)
  }

  private func damage(
    _ description: DamageDescription, _ section: SectionReader, _ entry: YAMLEntry, _ index: Int,
    _ written: Set<Int>, _ stream: StreamDefinition
  ) -> CorruptionDefinition.Damage? {
    func field(_ node: YAMLNode, _ key: String) -> Int? {
      guard let position = fieldPosition(node, key, index) else { return nil }
      if written.contains(position) { return position }
      fault("bad-value", "\"\(brief(node.scalar?.text ?? ""))\" has no output", node)
      return nil
    }
    switch description.target {
    case .record: return description.name == "cut_line" ? .cutLine : .missingBrace
    case .fields(let kind):
      let fields: [Int]
      if section.has("fields") {
        let nodes = section.items("fields")
        fields = nodes.compactMap { node in
          field(node, "fields").flatMap { position in
            guard isKind(position, kind, index, stream) else {
              fault(
                "wrong-type", "\(description.name) damages \(Self.name(of: kind))", node)
              return nil
            }
            return position
          }
        }
        guard fields.count == nodes.count else { return nil }
      } else {
        let fixed = description.name == "changed_copy" ? [stream.id, stream.timeField] : []
        fields = written.sorted().filter {
          isKind($0, kind, index, stream) && !fixed.contains($0)
        }
      }
      guard !fields.isEmpty else {
        fault(
          "empty", "\(description.name) has no field that it could damage",
          section["fields"] ?? entry.key)
        return nil
      }
      return damage(description.name, fields, section)
    case .pair:
      let nodes = section.items("fields")
      let fields = nodes.compactMap { field($0, "fields") }
      guard fields.count == nodes.count else { return nil }
      guard fields.count == 2, fields[0] != fields[1] else {
        if let node = section["fields"] {
          fault("bad-value", "two different fields change places", node)
        }
        return nil
      }
      return .swapped(fields[0], fields[1])
    case .fieldOf: return mismatch(section, index, field)
    case .set:
      let entries = section.entries("set")
      let pairs = entries.compactMap { entry -> (field: Int, value: ScenarioValue)? in
        guard let position = field(entry.key, "set"), let value = value(entry.value, entry.name)
        else { return nil }
        return (position, value)
      }
      if entries.isEmpty, let node = section["set"] { fault("empty", "no field is set", node) }
      return pairs.count == entries.count && !pairs.isEmpty ? .contradiction(pairs) : nil
    }
  }

  private func mismatch(
    _ section: SectionReader, _ index: Int, _ field: (YAMLNode, String) -> Int?
  ) -> CorruptionDefinition.Damage? {
    guard let fieldNode = section["field"], let position = field(fieldNode, "field"),
      let ofNode = section["of"], let other = fieldPosition(ofNode, "of", index)
    else { return nil }
    if position == other {
      fault("bad-value", "a field cannot contradict itself", ofNode)
      return nil
    }
    return .mismatched(field: position, of: other)
  }

  private func damage(
    _ name: String, _ fields: [Int], _ section: SectionReader
  ) -> CorruptionDefinition.Damage? {
    switch name {
    case "unquoted_text": .unquotedText(fields: fields)
    case "invalid_utf8": .invalidUTF8(fields: fields)
    case "mojibake": .mojibake(fields: fields)
    case "missing_field": .missingField(fields: fields)
    case "wrong_type": .wrongType(fields: fields)
    case "out_of_range": .outOfRange(fields: fields)
    case "negative": .negative(fields: fields)
    case "absurd": .absurd(fields: fields)
    case "impossible_date": .impossibleDate(fields: fields)
    case "wrong_year": .wrongYear(fields: fields)
    case "wrong_total": .wrongTotal(fields: fields)
    case "changed_copy": .changedCopy(fields: fields)
    default: unknownValue(fields, section)
    }
  }

  private func unknownValue(
    _ fields: [Int], _ section: SectionReader
  ) -> CorruptionDefinition.Damage? {
    let nodes = section.items("values")
    let values = nodes.compactMap { value($0, "values") }
    if nodes.isEmpty, let node = section["values"], node.items != nil {
      fault("empty", "\"values\" has no values", node)
    }
    return values.count == nodes.count && !nodes.isEmpty
      ? .unknownValue(fields: fields, values: values) : nil
  }

  private func isKind(
    _ position: Int, _ kind: DamageDescription.FieldKind, _ index: Int, _ stream: StreamDefinition
  ) -> Bool {
    let values = fieldKinds[index][position]
    var isTimestamp = values == .time || values == .any
    if case .timestamp = stream.fields[position].generator { isTimestamp = true }
    return switch kind {
    case .any: true
    case .text: values.mayBeText
    case .number: values.mayBeNumber
    case .timestamp: isTimestamp
    }
  }

  private static func name(of kind: DamageDescription.FieldKind) -> String {
    switch kind {
    case .any: "fields"
    case .text: "texts"
    case .number: "numbers"
    case .timestamp: "timestamps"
    }
  }
}

extension CorruptionDefinition.Damage {
  /// Fields whose values may be others than the record had; of damage to the text, those are not values any more.
  fileprivate var changedFields: [Int] {
    switch self {
    case .cutLine, .missingBrace, .unquotedText: []
    case .missingField(let fields), .changedCopy(let fields): fields
    case .swapped(let one, let other): [one, other]
    case .mismatched(let field, _): [field]
    case .contradiction(let pairs): pairs.map(\.field)
    case .invalidUTF8, .mojibake, .wrongType, .outOfRange, .negative, .absurd, .impossibleDate,
      .wrongYear, .unknownValue, .wrongTotal:
      candidates ?? []
    }
  }

  fileprivate var isCopy: Bool { if case .changedCopy = self { true } else { false } }
}
