import CYAML
import Diagnostics

/// Reads one YAML document into nodes with places. Anchors and aliases are followed; tags are not read.
///
/// Time and memory are bounded: at most 2 MiB of text, 64 levels, and 200 000 nodes with every alias counted as what
/// it stands for.
struct YAMLReader {
  static let largestText = 2 << 20
  static let deepest = 64
  static let mostNodes = 200_000

  private(set) var faults: [Diagnostic] = []
  private let text: [UInt8]
  /// Byte offset of each character, where the text is not ASCII: libyaml's marks count characters.
  private let offsets: [Int]?
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var anchors: [String: YAMLNode] = [:]
  private var openAnchors: Set<String> = []
  private var nodeCount = 0

  /// Why reading stopped; its fault is noted already.
  private struct Stopped: Error {}

  /// The document's root, nil where there is none or the text is no YAML, and what is wrong with it.
  static func read(_ text: [UInt8]) -> (root: YAMLNode?, faults: [Diagnostic]) {
    guard text.count <= largestText else {
      let message = "a scenario file holds at most 2 MiB, this one \(text.count) bytes"
      return (nil, [Diagnostic("too-long", message, at: nil)])
    }
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else {
      return (nil, [Diagnostic("out-of-memory", "there is no memory for reading YAML", at: nil)])
    }
    defer { yaml_parser_delete(parser) }
    return text.withUnsafeBufferPointer { bytes in
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      var reader = YAMLReader(text, parser)
      let root = try? reader.document()
      return (root, reader.faults)
    }
  }

  private init(_ text: [UInt8], _ parser: UnsafeMutablePointer<yaml_parser_t>) {
    (self.text, self.parser) = (text, parser)
    let isASCII = text.allSatisfy { $0 < 0x80 }
    offsets = isASCII ? nil : text.indices.filter { text[$0] & 0xC0 != 0x80 } + [text.count]
  }

  private mutating func document() throws(Stopped) -> YAMLNode? {
    var root: YAMLNode?
    while true {
      let event = try next()
      switch event.kind {
      case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT: continue
      case YAML_STREAM_END_EVENT: return root
      case YAML_DOCUMENT_START_EVENT:
        if root != nil {
          try stop("several-documents", "a scenario file is one YAML document", event.range)
        }
        root = try node(try next(), depth: 0)
      default: preconditionFailure("a document's start precedes its nodes")
      }
    }
  }

  // MARK: Nodes

  private mutating func node(_ event: Event, depth: Int) throws(Stopped) -> YAMLNode {
    nodeCount += 1
    if depth > Self.deepest {
      try stop("too-deep", "more than \(Self.deepest) levels lie within each other", event.range)
    }
    if event.kind == YAML_ALIAS_EVENT { return try alias(event) }
    if let tag = event.tag, tag != "!" {
      fault("tag", "tags such as \"\(tag)\" are not read", event.range, help: "leave it out")
    }
    if let anchor = event.anchor { openAnchors.insert(anchor) }
    var node: YAMLNode
    switch event.kind {
    case YAML_SCALAR_EVENT:
      let scalar = YAMLScalar(text: event.text, isPlain: event.isPlain)
      node = YAMLNode(content: .scalar(scalar), range: event.range, size: 1)
    case YAML_SEQUENCE_START_EVENT: node = try sequence(event, depth: depth)
    case YAML_MAPPING_START_EVENT: node = try mapping(event, depth: depth)
    default: preconditionFailure("libyaml gives a node or an end")
    }
    if let anchor = event.anchor {
      openAnchors.remove(anchor)
      anchors[anchor] = node
    }
    return node
  }

  private mutating func alias(_ event: Event) throws(Stopped) -> YAMLNode {
    let name = event.anchor ?? ""
    guard let node = anchors[name] else {
      let reason =
        openAnchors.contains(name)
        ? "the alias *\(name)\" stands inside of what it stands for" : "there is no anchor &\(name)"
      try stop("unknown-anchor", reason, event.range)
    }
    nodeCount += node.size - 1
    if nodeCount > Self.mostNodes {
      try stop("too-large", "with its aliases the file has over 200 000 nodes", event.range)
    }
    return node
  }

  private mutating func sequence(_ start: Event, depth: Int) throws(Stopped) -> YAMLNode {
    var items: [YAMLNode] = []
    var size = 1
    while true {
      let event = try next()
      if event.kind == YAML_SEQUENCE_END_EVENT {
        return YAMLNode(
          content: .sequence(items), range: range(start, event, items.last?.range), size: size)
      }
      let item = try node(event, depth: depth + 1)
      size += item.size
      items.append(item)
    }
  }

  private mutating func mapping(_ start: Event, depth: Int) throws(Stopped) -> YAMLNode {
    var entries: [YAMLEntry] = []
    var known: Set<String> = []
    var size = 1
    while true {
      let event = try next()
      if event.kind == YAML_MAPPING_END_EVENT {
        return YAMLNode(
          content: .mapping(entries), range: range(start, event, entries.last?.value.range),
          size: size)
      }
      let key = try node(event, depth: depth + 1)
      let value = try node(try next(), depth: depth + 1)
      size += key.size + value.size
      guard let name = key.scalar?.text else {
        fault("bad-key", "a key is a single value, not \(key.kindName)", key.range)
        continue
      }
      guard known.insert(name).inserted else {
        fault(
          "duplicate-key", "the key \"\(name)\" stands here twice", key.range,
          help: "remove one of the two")
        continue
      }
      entries.append(YAMLEntry(key: key, value: value))
    }
  }

  /// A block ends where its last part ends; libyaml says where the next token begins.
  private func range(_ start: Event, _ end: Event, _ last: TextRange?) -> TextRange {
    let isFlow = end.range.upper > end.range.lower
    let upper = isFlow ? end.range.upper : last?.upper ?? end.range.upper
    return TextRange(start.range.lower, max(upper, start.range.lower))
  }

  // MARK: Events

  private struct Event {
    var kind: yaml_event_type_t
    var range: TextRange
    var anchor: String?
    var tag: String?
    var text = ""
    var isPlain = false
  }

  private mutating func next() throws(Stopped) -> Event {
    if nodeCount > Self.mostNodes {
      try stop("too-large", "the file has over 200 000 nodes", nil)
    }
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { try refuse() }
    defer { yaml_event_delete(&event) }
    let range = TextRange(offset(event.start_mark), offset(event.end_mark))
    var result = Event(kind: event.type, range: range)
    switch event.type {
    case YAML_ALIAS_EVENT: result.anchor = Self.string(event.data.alias.anchor)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      result.anchor = Self.string(scalar.anchor)
      result.tag = Self.string(scalar.tag)
      result.isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
      result.text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
    case YAML_SEQUENCE_START_EVENT:
      result.anchor = Self.string(event.data.sequence_start.anchor)
      result.tag = Self.string(event.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      result.anchor = Self.string(event.data.mapping_start.anchor)
      result.tag = Self.string(event.data.mapping_start.tag)
    default: break
    }
    return result
  }

  private static func string(_ bytes: UnsafeMutablePointer<UInt8>?) -> String? {
    bytes.map { String(cString: $0) }
  }

  private func offset(_ mark: yaml_mark_t) -> Int {
    guard let offsets else { return min(mark.index, text.count) }
    return offsets[min(mark.index, offsets.count - 1)]
  }

  // MARK: Faults

  private mutating func refuse() throws(Stopped) -> Never {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "this is no YAML"
    if parser.pointee.error == YAML_READER_ERROR {
      let place = min(parser.pointee.problem_offset, text.count)
      try stop("bad-encoding", "\(problem): a scenario is UTF-8 text", TextRange(place, place))
    }
    let place = offset(parser.pointee.problem_mark)
    let isTab = place < text.count && text[place] == UInt8(ascii: "\t")
    var notes: [String] = []
    if let context = parser.pointee.context {
      let line = parser.pointee.context_mark.line + 1
      notes.append("\(String(cString: context)) in line \(line)")
    }
    faults.append(
      Diagnostic(
        "bad-yaml", isTab ? "a tab cannot stand here" : problem,
        at: TextRange(place, min(place + 1, text.count)), notes: notes,
        help: isTab ? "indent with spaces" : nil))
    throw Stopped()
  }

  private mutating func stop(
    _ code: String, _ message: String, _ range: TextRange?
  ) throws(Stopped) -> Never {
    fault(code, message, range)
    throw Stopped()
  }

  private mutating func fault(
    _ code: String, _ message: String, _ range: TextRange?, help: String? = nil
  ) {
    if faults.count < ScenarioReader.mostFaults {
      faults.append(Diagnostic(code, message, at: range, help: help))
    }
  }
}
