extension Plan {
  /// A field as `explain` names it: by its name, or by what it is computed from where several fields have that name.
  func spelling(of field: Int) -> String {
    let name = fields[field].name
    let isAlone = !fields.indices.contains { $0 != field && fields[$0].name == name }
    return (isAlone ? nil : origin(of: field)) ?? quotedIfNeeded(name)
  }

  /// Nil where the field comes from a table or view, or is not computed by one expression.
  private func origin(of field: Int) -> String? {
    switch op {
    case .filter(let input, _), .temporalFilter(let input, _): return input.origin(of: field)
    case .project(let input, let expressions):
      return ExpressionText(name: input.spelling).text(expressions[field])
    case .aggregate(let input, let aggregation):
      let texts = ExpressionText(name: input.spelling)
      if field < aggregation.keys.count { return texts.text(aggregation.keys[field]) }
      let call = field - aggregation.keys.count
      return aggregation.calls.indices.contains(call) ? aggregation.calls[call].text(texts) : nil
    case .topRows(let input, _):
      return field < input.fields.count ? input.origin(of: field) : nil
    case .windowFunctions(let input, let functions):
      if field < input.fields.count { return input.origin(of: field) }
      return functions.calls[field - input.fields.count].text(input.spelling)
    case .join(let left, let right, let join):
      guard join.output.indices.contains(field) else { return nil }
      return JoinOutline(plan: self, left: left, right: right, join: join).name(join.output[field])
    default: return nil
    }
  }
}
