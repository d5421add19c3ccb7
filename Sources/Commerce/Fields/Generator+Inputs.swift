extension Generator {
  /// What it reads of its record or entity.
  var inputs: [Input] {
    switch self {
    case .constant, .integer, .decimal, .normal, .logNormal, .choice, .flag, .uuid: []
    case .sequence: [.number]
    case .input(let input), .lookup(let input, _): [input]
    case .template(let parts): parts.compactMap(\.input)
    case .table(let draw): draw.filter.map(\.input)
    case .timestamp(let input, _, .input(let zone)): [input, zone]
    case .timestamp(let input, _, _): [input]
    case .arithmetic(_, let inputs, _): inputs
    case .conditional(let branches, let otherwise):
      branches.flatMap { $0.conditions.compactMap(\.input) + $0.generator.inputs }
        + otherwise.inputs
    }
  }
}

extension TemplatePart {
  var input: Input? {
    if case .input(let input, _) = self { return input }
    return nil
  }
}

extension Condition {
  /// The input that is tested; the time of day belongs to no input.
  var input: Input? {
    switch self {
    case .equals(let input, _), .between(let input, _, _): input
    case .hour, .weekday: nil
    }
  }
}
