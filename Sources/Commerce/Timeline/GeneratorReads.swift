/// What a generator reads, for those who provide it.
enum GeneratorRead {
  case input(Input)
  /// The local hour or weekday.
  case clock

  /// Whether it needs the record's (or entity's) time.
  var isTime: Bool {
    switch self {
    case .clock, .input(.time): true
    case .input: false
    }
  }
}

extension Generator {
  /// Whether anything that it reads, in any of its parts, is such.
  func reads(_ matches: (GeneratorRead) -> Bool) -> Bool {
    func any(_ inputs: [Input]) -> Bool { inputs.contains { matches(.input($0)) } }
    switch self {
    case .constant, .sequence, .integer, .decimal, .normal, .logNormal, .choice, .flag, .uuid:
      return false
    case .input(let input), .lookup(let input, _): return any([input])
    case .template(let parts):
      return parts.contains { part in
        if case .input(let input, _) = part { any([input]) } else { false }
      }
    case .table(let draw): return any(draw.filter.map(\.input))
    case .timestamp(let input, _, let zone):
      if case .input(let name) = zone { return any([input, name]) }
      return any([input])
    case .arithmetic(_, let inputs, _): return any(inputs)
    case .conditional(let branches, let otherwise):
      return otherwise.reads(matches)
        || branches.contains { $0.generator.reads(matches) || $0.conditions.read(matches) }
    }
  }
}

extension [Condition] {
  func read(_ matches: (GeneratorRead) -> Bool) -> Bool {
    contains { condition in
      switch condition {
      case .equals(let input, _), .between(let input, _, _): matches(.input(input))
      case .hour, .weekday: matches(.clock)
      }
    }
  }
}
