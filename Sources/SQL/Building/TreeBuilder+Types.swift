import CPgQuery
import Diagnostics

extension TreeBuilder {
  /// Postgres' internal names and short forms, by the names of the SQL standard.
  private static let spelledNames = [
    "int2": "smallint", "int4": "integer", "int": "integer", "int8": "bigint", "float4": "real",
    "float8": "double precision", "bool": "boolean", "bpchar": "char", "decimal": "numeric",
  ]

  func cast(_ syntax: PgQuery__TypeCast) -> ExpressionSyntax {
    let operand = expression(syntax.arg)
    guard let typeName = syntax.type_name else { return operand }
    let type = type(typeName.pointee)
    var range = spanning([operand.range, type.range])
    // `CAST(a AS int)` begins at its word and ends at its bracket.
    if let index = token(at: syntax.location), tokens.matches(index, "cast"),
      let close = tokens.partner(of: index + 1)
    {
      range = self.range(from: index, through: close)
    }
    let value = type.name == "interval" ? interval(operand, typeName.pointee, &range) : operand
    return ExpressionSyntax(.cast(value, type), range)
  }

  func type(_ syntax: PgQuery__TypeName) -> TypeSyntax {
    let names = strings(syntax.n_names, syntax.names)
    let internalName = names.last ?? ""
    let first = token(at: syntax.location)
    let range = first.map { tokens.range(TokenSpan($0, typeEnd($0))) } ?? tokens.range(span)
    if syntax.setof != 0 { unsupported("SETOF", at: range) }
    if syntax.pct_type != 0 { unsupported("%TYPE", at: range, help: "write the type itself") }
    var name = Self.spelledNames[internalName] ?? internalName
    if names.count > 1, names.first != "pg_catalog" { name = names.joined(separator: ".") }
    return TypeSyntax(
      name: name, modifiers: modifiers(syntax, name, first), arrayDepth: syntax.n_array_bounds,
      range: range)
  }

  private func modifiers(_ syntax: PgQuery__TypeName, _ name: String, _ first: Int?) -> [Int] {
    // `char` alone is char(1) in the tree; an interval's fields are bits, which `interval` reads.
    let isWritten = first.map { index in
      (index..<typeEnd(index)).contains { tokens.matches($0, "(") }
    }
    guard isWritten == true else { return [] }
    let values = nodes(syntax.n_typmods, syntax.typmods).map { node -> Int? in
      guard node.node_case == PG_QUERY__NODE__NODE_A_CONST,
        node.a_const.pointee.val_case == PG_QUERY__A__CONST__VAL_IVAL
      else { return nil }
      return Int(node.a_const.pointee.ival.pointee.ival)
    }
    if name == "interval" { return values.dropFirst().compactMap { $0 } }
    if values.contains(nil), let first {
      report(
        "type-modifier", "a type's length or precision is a whole number",
        at: tokens.range(TokenSpan(first, typeEnd(first))), help: "write \(name)(10)")
    }
    return values.compactMap { $0 }
  }

  /// The token behind a type's name, brackets and all.
  func typeEnd(_ first: Int) -> Int {
    var index = first + 1
    func take(_ words: String...) {
      if tokens.matches(index, words) { index += words.count }
    }
    func takeBrackets(_ open: String) {
      if tokens.matches(index, open), let close = tokens.partner(of: index) { index = close + 1 }
    }
    switch tokens.text(first) {
    case "setof": return typeEnd(first + 1)
    case "double": take("precision")
    case "national":
      index += 1
      take("varying")
    case "character", "char", "nchar", "bit": take("varying")
    case "time", "timestamp":
      takeBrackets("(")
      take("with", "time", "zone")
      take("without", "time", "zone")
    case "interval":
      while ["year", "month", "day", "hour", "minute", "second", "to"].contains(tokens.text(index))
      {
        index += 1
      }
    default: while tokens.matches(index, "."), tokens.isName(index + 1) { index += 2 }
    }
    takeBrackets("(")
    take("array")
    while tokens.matches(index, "[") { takeBrackets("[") }
    return min(index, span.upper)
  }

  /// `INTERVAL '5' MINUTE` means '5 minute': the unit stands behind the literal, as bits in the tree.
  private func interval(
    _ operand: ExpressionSyntax, _ type: PgQuery__TypeName, _ range: inout TextRange
  ) -> ExpressionSyntax {
    let units: [Int32: String] = [
      4: "year", 2: "month", 8: "day", 1 << 10: "hour", 1 << 11: "minute", 1 << 12: "second",
    ]
    guard let node = nodes(type.n_typmods, type.typmods).first,
      node.node_case == PG_QUERY__NODE__NODE_A_CONST,
      node.a_const.pointee.val_case == PG_QUERY__A__CONST__VAL_IVAL
    else { return operand }
    let mask = node.a_const.pointee.ival.pointee.ival
    guard mask != 0x7FFF else { return operand }
    let last = tokens.index(atOrAfter: range.upper)
    var end = last
    while end < span.upper,
      ["year", "month", "day", "hour", "minute", "second", "to"].contains(tokens.text(end))
    {
      end += 1
    }
    if end > last { range = range.union(tokens.range(TokenSpan(last, end))) }
    if case .string(let text) = operand.kind, let unit = units[mask],
      isPlainNumber(text) || text.hasPrefix("${")
    {
      return ExpressionSyntax(.string("\(text) \(unit)"), operand.range)
    }
    unsupported(
      "an interval with fields", at: range,
      help: "write the units in the text: INTERVAL '1 day 2 hours'")
    return operand
  }

  private func isPlainNumber(_ text: String) -> Bool {
    var digits = text.utf8[...]
    if let sign = digits.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      digits = digits.dropFirst()
    }
    return !digits.isEmpty
      && digits.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
      }
  }
}
