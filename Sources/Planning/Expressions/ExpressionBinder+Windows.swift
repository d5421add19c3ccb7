import Columnar
import Diagnostics
import SQL

extension ExpressionBinder {
  /// `WINDOW a AS (…), b AS (a …)`: each may add to those before it.
  func bindWindows(_ syntax: [NamedWindowSyntax]) {
    guard let windows else { return }
    for named in syntax {
      if windows.named[named.name.name] != nil {
        faults.error(
          "window", "window \(named.name.name) is defined twice", at: named.name.range)
        continue
      }
      windows.named[named.name.name] = .some(bindWindow(named.window))
    }
  }

  /// Nil after a fault.
  func bindWindow(_ syntax: WindowSyntax) -> BoundWindow? {
    if let name = syntax.name { return find(name) }
    var window = BoundWindow()
    if let base = syntax.base {
      guard let found = find(base), allows(syntax, over: found, base) else { return nil }
      window = found
    }
    let inner = operandBinder
    let partition = syntax.partitionBy.map { inner.bindComparable($0, in: "PARTITION BY") }
    let order = syntax.orderBy.map { inner.bindOrder($0) }
    guard !partition.contains(where: { $0 == nil }), !order.contains(where: { $0 == nil })
    else { return nil }
    for key in partition.compactMap({ $0 }) where !key.isConstant {
      let text = key.canonicalText
      if !window.partition.contains(where: { $0.canonicalText == text }) {
        window.partition.append(key)
      }
    }
    window.order += order.compactMap { $0 }
    guard let frame = syntax.frame else { return window }
    return inner.bindFrame(frame, of: window, syntax.range)
  }

  /// For what stands inside a window function: no other window function does.
  var operandBinder: ExpressionBinder { groupBinder(place: "a window function") }

  private func find(_ name: Identifier) -> BoundWindow? {
    if let known = windows?.named[name.name] { return known }
    faults.unknown(
      "window", "there is no window \(name.name) in this SELECT", name: name.name, at: name.range,
      among: windows?.named.keys.sorted() ?? [], listing: "there are")
    return nil
  }

  /// PostgreSQL's rules of what a window may add to another one.
  private func allows(_ syntax: WindowSyntax, over base: BoundWindow, _ name: Identifier) -> Bool {
    let added =
      !syntax.partitionBy.isEmpty
      ? "PARTITION BY" : !syntax.orderBy.isEmpty && !base.order.isEmpty ? "ORDER BY" : nil
    if let added {
      faults.error(
        "window", "\(added) cannot be added to window \(name.name)", at: syntax.range,
        help: added == "ORDER BY"
          ? "\(name.name) has an ORDER BY of its own" : "write it where \(name.name) is defined")
      return false
    }
    if base.frame == nil { return true }
    let isPlain = syntax.orderBy.isEmpty && syntax.frame == nil
    faults.error(
      "window", "window \(name.name) has a frame, so that nothing can be added to it",
      at: syntax.range,
      help: isPlain ? "write OVER \(name.name), without brackets" : "define it without the frame")
    return false
  }

  private func bindComparable(_ syntax: ExpressionSyntax, in clause: String) -> Expression? {
    guard let expression = bindTyped(syntax)?.folded(zone: context.zone) else { return nil }
    if expression.type != .json { return expression }
    faults.error(
      "window", "\(clause) cannot compare values of type json", at: syntax.range,
      help: "cast it: CAST(… AS jsonb)")
    return nil
  }

  private func bindOrder(_ syntax: OrderSyntax) -> WindowOrder? {
    guard let expression = bindTyped(syntax.expression)?.folded(zone: context.zone),
      context.canOrder(by: expression.type, at: syntax.expression.range)
    else { return nil }
    return WindowOrder(
      expression: expression, isDescending: syntax.isDescending,
      nullsFirst: syntax.nullsFirst ?? syntax.isDescending)
  }

  // MARK: Frames

  private func bindFrame(_ syntax: FrameSyntax, of window: BoundWindow, _ range: TextRange)
    -> BoundWindow?
  {
    var result = window
    let end = syntax.end ?? .currentRow
    let hasOffset = [syntax.start, end].contains { $0.expression != nil }
    switch syntax.mode {
    case .rows: break
    case .groups where window.order.isEmpty:
      faults.error(
        "window-frame", "GROUPS counts rows with equal keys and needs an ORDER BY",
        at: syntax.range, help: "write ORDER BY before it, or ROWS")
      return nil
    case .range where hasOffset:
      guard window.order.count == 1 else {
        faults.error(
          "window-frame",
          "RANGE with an offset needs an ORDER BY of one expression, not \(window.order.count)",
          at: syntax.range, help: "order by one number or time, or write ROWS")
        return nil
      }
      // A date is ordered by its midnight, which an interval can be added to.
      if window.order[0].expression.type == .date {
        result.order[0].expression = .cast(
          window.order[0].expression, to: .timestamp, explicit: false)
      }
    case .groups, .range: break
    }
    let key = syntax.mode == .range ? window.order.first?.expression.type : nil
    guard let start = bindBound(syntax.start, key, syntax), let last = bindBound(end, key, syntax)
    else { return nil }
    result.frame = Frame(
      syntax.mode.planned, from: start, to: last, excluding: syntax.exclusion?.planned ?? .none)
    return result
  }

  private func bindBound(_ bound: FrameSyntax.Bound, _ key: DataType?, _ frame: FrameSyntax)
    -> Frame.Bound?
  {
    switch bound {
    case .unboundedPreceding: .unboundedPreceding
    case .currentRow: .currentRow
    case .unboundedFollowing: .unboundedFollowing
    case .preceding(let offset): bindOffset(offset, key, frame).map { .preceding($0) }
    case .following(let offset): bindOffset(offset, key, frame).map { .following($0) }
    }
  }

  /// A constant that is added to the ORDER BY key (RANGE), or a count.
  private func bindOffset(_ syntax: ExpressionSyntax, _ key: DataType?, _ frame: FrameSyntax)
    -> Frame.Offset?
  {
    guard let type = key.map(\.offsetType) ?? .bigint else {
      faults.error(
        "window-frame",
        "RANGE with an offset needs an ORDER BY of a number or a time, not of type "
          + "\(key?.description ?? "")", at: frame.range,
        help: "write ROWS for a number of rows, or GROUPS for a number of different keys")
      return nil
    }
    let binder = ExpressionBinder(context, Scope(), place: "the offset of a frame")
    guard let bound = binder.bind(syntax) else { return nil }
    if let key, let given = bound.type, !TypeRules.implicitCast(from: given, to: type) {
      faults.error(
        "window-frame", "RANGE adds its offset to a \(key), and this is of type \(given)",
        at: syntax.range,
        help: type == .interval ? "write INTERVAL '1 hour'" : "cast it: CAST(… AS \(type))")
      return nil
    }
    guard let value = binder.coerced(bound, to: type, .implicit) else { return nil }
    guard case .constant(let constant, _) = value.folded(zone: context.zone),
      let offset = Frame.Offset(constant)
    else {
      faults.error(
        "window-frame", "the offset of a frame must be a constant, not NULL and not negative",
        at: syntax.range, help: "write \(type == .interval ? "INTERVAL '1 hour'" : "a number")")
      return nil
    }
    return offset
  }
}

extension BindingContext {
  /// Whether values can be put into an order; a fault where not.
  func canOrder(by type: DataType, at range: TextRange) -> Bool {
    switch type {
    case .json, .jsonb, .array:
      faults.error(
        "order-by", "values of type \(type) have no order", at: range,
        help: "cast it: CAST(… AS text)")
      return false
    default: return true
    }
  }
}

extension DataType {
  /// What can be added to an ORDER BY key of this type in a RANGE frame.
  fileprivate var offsetType: DataType? {
    switch self {
    case .smallint, .integer, .bigint: .bigint
    case .numeric: .numeric
    case .real, .double: .double
    case .date, .time, .timestamp, .timestamptz: .interval
    default: nil
    }
  }
}

extension Frame.Offset {
  /// Nil: NULL, negative or not a number.
  fileprivate init?(_ value: Value) {
    switch value {
    case .word(let count) where count >= 0: self = .word(count)
    case .decimal(let number) where number >= Decimal(0): self = .decimal(number)
    case .double(let number) where number >= 0: self = .double(number)
    case .interval(let span) where span >= Interval(microseconds: 0): self = .interval(span)
    default: return nil
    }
  }
}

extension FrameSyntax.Mode {
  fileprivate var planned: Frame.Mode {
    switch self {
    case .rows: .rows
    case .range: .range
    case .groups: .groups
    }
  }
}

extension FrameSyntax.Exclusion {
  fileprivate var planned: Frame.Exclusion {
    switch self {
    case .currentRow: .currentRow
    case .group: .group
    case .ties: .ties
    }
  }
}
