import CPcre2
import Synchronization

/// A compiled pattern.
///
/// `@unchecked Sendable`: the library's code is written once, here, and only read by those who match.
final class RegularExpression: @unchecked Sendable {
  fileprivate let code: OpaquePointer
  fileprivate let preference: MatchPreference
  fileprivate let isAmbiguous: Bool
  /// Groups that a match tells apart, without the whole.
  let groupCount: Int

  /// Throws: Postgres' message where the pattern is none.
  private init(_ pattern: Bytes, _ options: RegularExpressionOptions) throws(ExpressionError) {
    let translated = try PatternTranslation.translate(pattern, options)
    preference = translated.preference
    isAmbiguous = translated.isAmbiguous
    var flags = UInt32(PCRE2_UTF) | UInt32(PCRE2_NO_UTF_CHECK) | UInt32(PCRE2_NEVER_BACKSLASH_C)
    if translated.ignoresCase { flags |= UInt32(PCRE2_CASELESS) }
    // The library may not decide by itself that a repetition gives nothing back: another length can be wanted.
    if translated.isAmbiguous { flags |= UInt32(PCRE2_NO_AUTO_POSSESS) }
    // The callout at the end can turn a match of the wrong length away.
    let whole = Array("(?:".utf8) + translated.pattern + Array(")(?C1)".utf8)
    var (fault, place): (Int32, Int) = (0, 0)
    guard let code = pcre2_compile_8(whole, whole.count, flags, &fault, &place, nil) else {
      throw ExpressionError(
        "invalid regular expression: \(RegularExpression.message(fault)): \"\(pattern.text)\"")
    }
    self.code = code
    var count: UInt32 = 0
    _ = pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    groupCount = Int(count)
    // Where the system forbids to make code at run time the pattern is interpreted.
    _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
  }

  deinit { pcre2_code_free_8(code) }

  fileprivate static func message(_ fault: Int32) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
      let length = pcre2_get_error_message_8(fault, buffer.baseAddress, buffer.count)
      return String(decoding: buffer[..<max(Int(length), 0)], as: UTF8.self)
    }
  }

  private struct Key: Hashable {
    var pattern: [UInt8]
    var options: RegularExpressionOptions
  }

  /// The patterns of a run's constants: compiled once, whatever the number of batches and workers.
  private static let compiled = Mutex<[Key: RegularExpression]>([:])
  private static let compiledMax = 256

  static func compile(
    _ pattern: Bytes, _ options: RegularExpressionOptions
  ) throws(ExpressionError) -> RegularExpression {
    var options = options
    options.isGlobal = false
    let key = Key(pattern: Array(pattern), options: options)
    if let known = compiled.withLock({ $0[key] }) { return known }
    let made = try RegularExpression(pattern, options)
    compiled.withLock { known in
      // Patterns that come from rows must not fill the memory.
      if known.count >= compiledMax { known.removeAll(keepingCapacity: true) }
      known[key] = made
    }
    return made
  }
}

/// Finds matches, one after the other, on one thread.
final class PatternMatcher {
  private let context: OpaquePointer?
  private let data: OpaquePointer?
  private let automatonData: OpaquePointer?
  private var workspace: [Int32] = []
  /// The end that the callout wants, -1 for any.
  private var wantedEnd = -1

  /// What a match may cost: about a second; a pattern that goes through every way to match needs more.
  private static let stepMax: UInt32 = 10_000_000
  private static let groupMax = 255
  private static let workspaceMax = 1 << 20

  private var expression: RegularExpression?
  private var pattern: [UInt8] = []
  private var options = RegularExpressionOptions()

  init() {
    context = pcre2_match_context_create_8(nil)
    data = pcre2_match_data_create_8(UInt32(PatternMatcher.groupMax + 1), nil)
    automatonData = pcre2_match_data_create_8(1, nil)
    pcre2_set_match_limit_8(context, PatternMatcher.stepMax)
  }

  deinit {
    pcre2_match_context_free_8(context)
    pcre2_match_data_free_8(data)
    pcre2_match_data_free_8(automatonData)
  }

  var groupCount: Int { expression?.groupCount ?? 0 }

  /// Makes a pattern the one to look for; nearly every row has the same.
  func use(_ pattern: Bytes, _ options: RegularExpressionOptions) throws(ExpressionError) {
    if expression != nil, options == self.options, pattern.elementsEqual(self.pattern) { return }
    expression = try RegularExpression.compile(pattern, options)
    self.pattern = Array(pattern)
    self.options = options
  }

  /// Whether the pattern occurs.
  func matches(_ text: Bytes) throws(ExpressionError) -> Bool {
    wantedEnd = -1
    return try run(text, from: 0, flags: 0)
  }

  /// The first occurrence at a byte or behind it, with Postgres' choice of its length; `group` tells where it is.
  func find(in text: Bytes, from: Int) throws(ExpressionError) -> Bool {
    wantedEnd = -1
    guard try run(text, from: from, flags: 0) else { return false }
    guard let expression, expression.isAmbiguous, let whole = group(0),
      let end = automatonEnd(text, from: whole.lowerBound, expression), end != whole.upperBound
    else { return true }
    wantedEnd = end
    if try run(text, from: whole.lowerBound, flags: UInt32(PCRE2_ANCHORED)) { return true }
    // The automaton and the matcher always agree; else the first way to match stands.
    wantedEnd = -1
    return try run(text, from: from, flags: 0)
  }

  /// Where a group of the last match lies in the text, 0 is the whole; nil for a group that took no part.
  func group(_ index: Int) -> Range<Int>? {
    guard let vector = pcre2_get_ovector_pointer_8(data),
      index <= min(groupCount, PatternMatcher.groupMax)
    else { return nil }
    let (from, to) = (vector[2 * index], vector[2 * index + 1])
    return from < 0 || from > to ? nil : from..<to
  }

  private func run(_ text: Bytes, from: Int, flags: UInt32) throws(ExpressionError) -> Bool {
    guard let expression else { preconditionFailure("a pattern is named before it is looked for") }
    let matcher = Unmanaged.passUnretained(self).toOpaque()
    if wantedEnd >= 0 {
      pcre2_set_callout_8(context, PatternMatcher.callout, matcher)
    } else {
      pcre2_set_callout_8(context, nil, nil)
    }
    let flags = flags | UInt32(PCRE2_NO_UTF_CHECK)
    var code = withBase(text) {
      pcre2_match_8(expression.code, $0, text.count, from, flags, data, context)
    }
    if code == PCRE2_ERROR_JIT_STACKLIMIT {
      code = withBase(text) {
        pcre2_match_8(
          expression.code, $0, text.count, from, flags | UInt32(PCRE2_NO_JIT), data, context)
      }
    }
    if code >= 0 { return true }
    if code == PCRE2_ERROR_NOMATCH { return false }
    let isLimit = [
      PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_DEPTHLIMIT,
    ].contains(code)
    throw ExpressionError(
      isLimit
        ? "regular expression failed: this text takes too long; make the pattern simpler"
        : "regular expression failed: \(RegularExpression.message(code))")
  }

  /// The library reads no byte of an empty text, but wants a place.
  private func withBase(_ text: Bytes, _ body: (UnsafePointer<UInt8>) -> Int32) -> Int32 {
    if let base = text.baseAddress { return body(base) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { empty in
      empty.baseAddress.map { body(UnsafePointer($0)) } ?? PCRE2_ERROR_NOMATCH
    }
  }

  private static let callout:
    @convention(c) (UnsafeMutablePointer<pcre2_callout_block_8>?, UnsafeMutableRawPointer?) ->
      Int32 = { block, matcher in
        guard let block, let matcher else { return 0 }
        let wanted = Unmanaged<PatternMatcher>.fromOpaque(matcher).takeUnretainedValue().wantedEnd
        return block.pointee.current_position == wanted ? 0 : 1
      }

  /// The end of the longest, or of the shortest, match that begins at a byte: an automaton follows all ways at once.
  /// Nil where the pattern has what an automaton cannot, such as references.
  private func automatonEnd(_ text: Bytes, from: Int, _ expression: RegularExpression) -> Int? {
    if workspace.isEmpty { workspace = [Int32](repeating: 0, count: 1024) }
    let isShortest = expression.preference == .shortest
    let flags =
      UInt32(PCRE2_ANCHORED) | UInt32(PCRE2_NO_UTF_CHECK)
      | (isShortest ? UInt32(PCRE2_DFA_SHORTEST) : 0)
    pcre2_set_callout_8(context, nil, nil)
    while true {
      let code = withBase(text) {
        pcre2_dfa_match_8(
          expression.code, $0, text.count, from, flags, automatonData, context, &workspace,
          workspace.count)
      }
      if code == PCRE2_ERROR_DFA_WSSIZE, workspace.count < PatternMatcher.workspaceMax {
        workspace = [Int32](repeating: 0, count: workspace.count * 4)
        continue
      }
      // 0 is: more ways than there is room for; the first, which is the longest, is told all the same.
      guard code >= 0, let vector = pcre2_get_ovector_pointer_8(automatonData) else { return nil }
      return Int(vector[1])
    }
  }
}
