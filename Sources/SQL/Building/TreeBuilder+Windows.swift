import CPgQuery
import Diagnostics

/// Bits of a window's `frame_options`, as PostgreSQL's parser sets them.
private struct FrameOptions: OptionSet {
  let rawValue: Int32

  static let isWritten = FrameOptions(rawValue: 0x1)
  static let rows = FrameOptions(rawValue: 0x4)
  static let groups = FrameOptions(rawValue: 0x8)
  static let between = FrameOptions(rawValue: 0x10)
  static let startUnboundedPreceding = FrameOptions(rawValue: 0x20)
  static let startCurrentRow = FrameOptions(rawValue: 0x200)
  static let startPreceding = FrameOptions(rawValue: 0x800)
  static let endUnboundedFollowing = FrameOptions(rawValue: 0x100)
  static let endCurrentRow = FrameOptions(rawValue: 0x400)
  static let endPreceding = FrameOptions(rawValue: 0x1000)
  static let excludesCurrentRow = FrameOptions(rawValue: 0x8000)
  static let excludesGroup = FrameOptions(rawValue: 0x10000)
  static let excludesTies = FrameOptions(rawValue: 0x20000)
}

extension TreeBuilder {
  /// What stands behind OVER.
  func window(_ syntax: PgQuery__WindowDef) -> WindowSyntax {
    guard syntax.location >= 0, let index = token(at: syntax.location),
      tokens.matches(index, "("), let close = tokens.partner(of: index)
    else {
      let name = identifier(text(syntax.name), token: token(at: syntax.location))
      return WindowSyntax(name: name, range: name.range)
    }
    let base = text(syntax.refname)
    return WindowSyntax(
      base: base.isEmpty ? nil : identifier(base, token: index + 1),
      partitionBy: expressions(syntax.n_partition_clause, syntax.partition_clause),
      orderBy: order(syntax.n_order_clause, syntax.order_clause),
      frame: frame(syntax, tokens.inside(index)), range: range(from: index, through: close))
  }

  func namedWindows(_ select: PgQuery__SelectStmt) -> [NamedWindowSyntax] {
    nodes(select.n_window_clause, select.window_clause).compactMap { node in
      guard node.node_case == PG_QUERY__NODE__NODE_WINDOW_DEF else { return nil }
      let syntax = node.window_def.pointee
      // `name AS (`: the place is the bracket's.
      let name = identifier(
        text(syntax.name), token: token(at: syntax.location).map { $0 - 2 })
      return NamedWindowSyntax(name: name, window: window(syntax))
    }
  }

  private func frame(_ syntax: PgQuery__WindowDef, _ span: TokenSpan) -> FrameSyntax? {
    let options = FrameOptions(rawValue: syntax.frame_options)
    guard options.contains(.isWritten) else { return nil }
    let mode: FrameSyntax.Mode =
      options.contains(.rows) ? .rows : options.contains(.groups) ? .groups : .range
    let first = tokens.outermost(span).last { tokens.matches($0, mode.rawValue.lowercased()) }
    let exclusion: FrameSyntax.Exclusion? =
      options.contains(.excludesCurrentRow)
      ? .currentRow
      : options.contains(.excludesGroup)
        ? .group : options.contains(.excludesTies) ? .ties : nil
    return FrameSyntax(
      mode, start: start(syntax, options),
      end: options.contains(.between) ? end(syntax, options) : nil, exclusion: exclusion,
      range: tokens.range(TokenSpan(first ?? span.lower, span.upper)))
  }

  private func start(_ syntax: PgQuery__WindowDef, _ options: FrameOptions) -> FrameSyntax.Bound {
    if options.contains(.startUnboundedPreceding) { return .unboundedPreceding }
    if options.contains(.startCurrentRow) { return .currentRow }
    let offset = expression(syntax.start_offset)
    return options.contains(.startPreceding) ? .preceding(offset) : .following(offset)
  }

  private func end(_ syntax: PgQuery__WindowDef, _ options: FrameOptions) -> FrameSyntax.Bound {
    if options.contains(.endUnboundedFollowing) { return .unboundedFollowing }
    if options.contains(.endCurrentRow) { return .currentRow }
    let offset = expression(syntax.end_offset)
    return options.contains(.endPreceding) ? .preceding(offset) : .following(offset)
  }
}
