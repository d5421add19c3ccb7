/// A JSON value taken apart, for what changes or compares documents. Its parts are slices of valid canonical text.
indirect enum JSONTree {
  /// A number, a word or a string, as written.
  case scalar(Bytes)
  case array([JSONTree])
  /// Keys as their characters, in jsonb's order.
  case object([(key: [UInt8], value: JSONTree)])

  /// The text is jsonb's: it lives at least as long as the tree.
  init(_ text: Bytes) {
    if JSONPath.isArray(text) {
      var elements: [JSONTree] = []
      _ = JSONPath.eachElement(text) { elements.append(JSONTree($0)) }
      self = .array(elements)
    } else if JSONPath.isObject(text) {
      var members: [(key: [UInt8], value: JSONTree)] = []
      _ = JSONPath.eachMember(text) { members.append(($0, JSONTree($1))) }
      self = .object(members)
    } else {
      self = .scalar(text)
    }
  }

  var isNull: Bool { if case .scalar(let text) = self { text.isWord("null") } else { false } }

  var isScalar: Bool { if case .scalar = self { true } else { false } }

  /// Appends jsonb's canonical text.
  func write(to sink: inout [UInt8]) {
    switch self {
    case .scalar(let text): sink.append(contentsOf: text)
    case .array(let elements):
      sink.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { sink.append(contentsOf: ", ".utf8) }
        element.write(to: &sink)
      }
      sink.append(UInt8(ascii: "]"))
    case .object(let members):
      sink.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { sink.append(contentsOf: ", ".utf8) }
        member.key.withUnsafeBufferPointer { JSONString.append($0, to: &sink) }
        sink.append(contentsOf: ": ".utf8)
        member.value.write(to: &sink)
      }
      sink.append(UInt8(ascii: "}"))
    }
  }

  /// Levels of brackets.
  var depth: Int {
    switch self {
    case .scalar: 0
    case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
    case .object(let members): 1 + (members.map(\.value.depth).max() ?? 0)
    }
  }

  // MARK: Containment

  /// Whether it contains another value as `@>` has it: objects by their keys, arrays by their elements in any order.
  ///
  /// A scalar is in an array that has it as an element, at the top only.
  func contains(_ other: JSONTree) -> Bool {
    if case .array(let elements) = self, other.isScalar {
      return elements.contains { $0.isScalar && $0.isEqual(to: other) }
    }
    return containsNested(other)
  }

  private func containsNested(_ other: JSONTree) -> Bool {
    switch (self, other) {
    case (.scalar, .scalar): return isEqual(to: other)
    case (.array(let own), .array(let wanted)):
      return wanted.allSatisfy { element in own.contains { $0.containsNested(element) } }
    case (.object(let own), .object(let wanted)):
      return wanted.allSatisfy { member in
        own.contains { $0.key == member.key && $0.value.containsNested(member.value) }
      }
    default: return false
    }
  }

  /// Of two scalars: numbers by their value, all else by its text.
  private func isEqual(to other: JSONTree) -> Bool {
    guard case .scalar(let left) = self, case .scalar(let right) = other else { return false }
    if left.elementsEqual(right) { return true }
    guard let first = left.first, let second = right.first, Self.beginsNumber(first),
      Self.beginsNumber(second), let number = try? Decimal.parse(left),
      let wanted = try? Decimal.parse(right)
    else { return false }
    return number == wanted
  }

  private static func beginsNumber(_ byte: UInt8) -> Bool {
    ASCII.isDigit(byte) || byte == ASCII.minus
  }

  // MARK: Changes

  /// Both documents as one (`||`): objects by their keys, the right ones winning, all else as arrays.
  func joined(with other: JSONTree) -> JSONTree {
    switch (self, other) {
    case (.object(let left), .object(let right)):
      var members = left.filter { member in !right.contains { $0.key == member.key } } + right
      JSONTree.sort(&members)
      return .object(members)
    case (.array(let left), .array(let right)): return .array(left + right)
    case (.array(let left), _): return .array(left + [other])
    case (_, .array(let right)): return .array([self] + right)
    default: return .array([self, other])
    }
  }

  static func sort(_ members: inout [(key: [UInt8], value: JSONTree)]) {
    members.sort { CanonicalJSON.precedes($0.key, $1.key) }
  }

  /// Without a key of an object, or without the strings of an array that are equal to it.
  ///
  /// Throws: for a scalar.
  func removing(key: [UInt8]) throws(ExpressionError) -> JSONTree {
    switch self {
    case .scalar: throw ExpressionError("cannot delete from scalar")
    case .object(let members): return .object(members.filter { $0.key != key })
    case .array(let elements): return .array(elements.filter { $0.characters != key })
    }
  }

  /// Without the element at a position from 0, or from −1 at the end.
  ///
  /// Throws: for anything but an array.
  func removing(at position: Int64) throws(ExpressionError) -> JSONTree {
    switch self {
    case .scalar: throw ExpressionError("cannot delete from scalar")
    case .object: throw ExpressionError("cannot delete from object using integer index")
    case .array(var elements):
      let index = position < 0 ? Int64(elements.count) + position : position
      if 0..<Int64(elements.count) ~= index { elements.remove(at: Int(index)) }
      return .array(elements)
    }
  }

  /// A string's characters; nil for every other value.
  var characters: [UInt8]? {
    guard case .scalar(let text) = self, text.first == ASCII.quote else { return nil }
    var scanner = JSONScanner(text)
    return scanner.string()
  }

  /// Without keys of objects whose value is null, at every level.
  var withoutNulls: JSONTree {
    switch self {
    case .scalar: self
    case .array(let elements): .array(elements.map(\.withoutNulls))
    case .object(let members):
      .object(members.filter { !$0.value.isNull }.map { ($0.key, $0.value.withoutNulls) })
    }
  }

  /// How a change finds and treats the last step of its path.
  enum Change {
    /// Replaces the value; a key or position that is not there is added if asked for.
    case set(JSONTree, creates: Bool)
    /// Puts the value before (or behind) a position of an array, or under a key that is not there.
    case insert(JSONTree, after: Bool)
    case remove
  }

  /// The document changed at a path of keys and positions; unchanged where a step before the last is not there.
  ///
  /// Throws: Postgres' message, for a scalar and for a step in an array that is no number.
  func changed(at path: ArraySlice<[UInt8]>, _ change: Change) throws(ExpressionError) -> JSONTree {
    guard let step = path.first else { return self }
    let rest = path.dropFirst()
    switch self {
    case .scalar: return self
    case .object(var members):
      guard let index = members.firstIndex(where: { $0.key == step }) else {
        guard rest.isEmpty else { return self }
        switch change {
        case .set(let value, creates: true), .insert(let value, _): members.append((step, value))
        default: return self
        }
        JSONTree.sort(&members)
        return .object(members)
      }
      if !rest.isEmpty {
        members[index].value = try members[index].value.changed(at: rest, change)
        return .object(members)
      }
      switch change {
      case .set(let value, _): members[index].value = value
      case .insert: throw ExpressionError("cannot replace existing key")
      case .remove: members.remove(at: index)
      }
      return .object(members)
    case .array(let elements): return try JSONTree.changed(elements, step, path, change)
    }
  }

  private static func changed(
    _ elements: [JSONTree], _ step: [UInt8], _ path: ArraySlice<[UInt8]>, _ change: Change
  ) throws(ExpressionError) -> JSONTree {
    guard let position = step.withUnsafeBufferPointer({ IntegerText.parse($0.trimmed()) }) else {
      let text = String(decoding: step, as: UTF8.self)
      throw ExpressionError(
        "path element at position \(path.startIndex + 1) is not an integer: \"\(text)\"")
    }
    var elements = elements
    let rest = path.dropFirst()
    let count = Int64(elements.count)
    let index = position < 0 ? count + position : position
    let isThere = 0..<count ~= index
    if !rest.isEmpty {
      if isThere { elements[Int(index)] = try elements[Int(index)].changed(at: rest, change) }
      return .array(elements)
    }
    switch change {
    case .set(let value, let creates):
      if isThere {
        elements[Int(index)] = value
      } else if creates {
        elements.insert(value, at: index < 0 ? 0 : elements.count)
      }
    case .insert(let value, let after):
      let place = index < 0 ? 0 : min(index + (after ? 1 : 0), count)
      elements.insert(value, at: Int(place))
    case .remove: if isThere { elements.remove(at: Int(index)) }
    }
    return .array(elements)
  }
}
