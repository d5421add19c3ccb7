import Columnar

/// The parts of plans that several views and sinks have in common: one chain of operators computes each of them.
///
/// Parts are the same where they compute the same from the same, errors and late rows included. Views that were filled
/// at different times share nothing: an end of the input may have closed windows for one of them and not for the other.
struct SharedParts {
  private struct Part: Hashable {
    var generation: Int64
    var text: String
  }

  private let generations: [String: Int64]
  private var readers: [Part: [String]] = [:]

  /// `generations`: by view or sink, the epoch in which it was filled; 0 where it was there from the beginning.
  init(_ pipeline: Pipeline, generations: [String: Int64] = [:]) {
    self.generations = generations
    for view in pipeline.views { note(view.plan, view.name) }
    for sink in pipeline.sinks { note(sink.plan, sink.name) }
  }

  private mutating func note(_ plan: Plan, _ name: String) {
    let part = Part(generation: generations[name] ?? 0, text: plan.sharingText)
    if readers[part]?.contains(name) != true { readers[part, default: []].append(name) }
    for input in plan.inputs { note(input, name) }
  }

  /// The views and sinks for which the part is computed that is `plan` in the view or sink `name`; in the file's order.
  func readers(of plan: Plan, in name: String) -> [String] {
    readers[Part(generation: generations[name] ?? 0, text: plan.sharingText)] ?? []
  }
}

extension Plan {
  /// Equal for plans that one chain of operators can compute.
  ///
  /// Names count where rows that fail or are late are shown with them, and nowhere else.
  public var sharingText: String { operatorText { $0.namesShown } }

  /// Names that this node's errors and late rows have; empty where no row of it fails or is late.
  private var namesShown: String {
    switch op {
    case .filter(let input, let condition):
      condition.cannotFail ? "" : input.nameList
    case .project(let input, let expressions):
      expressions.allSatisfy(\.cannotFail) ? "" : input.nameList
    case .temporalFilter(let input, let filter):
      filter.bounds.allSatisfy(\.time.cannotFail) ? "" : input.nameList
    case .aggregate(let input, let aggregation):
      aggregation.namesShown(over: input) + " " + nameList
    case .join(let left, let right, let join):
      join.bound == nil && join.latest == nil && join.condition?.cannotFail ?? true
        ? "" : left.nameList + right.nameList
    case .windowFunctions(let input, _), .unnest(let input, _): input.nameList
    case .scan, .view, .window, .session, .unionAll, .setOperation, .values, .topRows, .sort,
      .limit:
      ""
    }
  }

  /// What readers see, named.
  fileprivate var nameList: String {
    " {\(visibleFields.map { quotedIfNeeded($0.name) }.joined(separator: ", "))}"
  }
}

extension Aggregation {
  fileprivate func namesShown(over input: Plan) -> String {
    let read = keys + calls.flatMap(\.expressions)
    return closing == nil && read.allSatisfy(\.cannotFail) ? "" : input.nameList
  }
}
