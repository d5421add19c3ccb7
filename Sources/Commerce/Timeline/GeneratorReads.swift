extension Generator {
  /// Whether an input that it reads, in any of its parts, is such.
  func reads(_ matches: (Input) -> Bool) -> Bool {
    switch self {
    case .constant, .sequence, .integer, .decimal, .normal, .logNormal, .choice, .flag, .uuid:
      return false
    case .input(let input), .lookup(let input, _): return matches(input)
    case .template(let parts):
      return parts.contains { part in
        if case .input(let input, _) = part { matches(input) } else { false }
      }
    case .table(let draw): return draw.filter.contains { matches($0.input) }
    case .timestamp(let input, _, let zone):
      if case .input(let name) = zone { return matches(input) || matches(name) }
      return matches(input)
    case .arithmetic(_, let inputs, _): return inputs.contains(where: matches)
    case .conditional(let branches, let otherwise):
      return otherwise.reads(matches)
        || branches.contains { $0.generator.reads(matches) || $0.conditions.read(matches) }
    }
  }
}

extension [Condition] {
  /// Whether an input that they test is such.
  func read(_ matches: (Input) -> Bool) -> Bool {
    contains { condition in
      switch condition {
      case .equals(let input, _), .between(let input, _, _): matches(input)
      case .hour, .weekday: false
      }
    }
  }
}
