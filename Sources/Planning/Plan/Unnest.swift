import Columnar

/// Functions that give rows, asked for each row of the input: its rows stand beside it.
///
/// Several calls stand side by side, the shorter ones filled up with NULL. Output: the kept columns, the calls' columns,
/// the ordinality, and the carried watermark where the input has one.
public struct Unnest: Sendable {
  public struct Call: Sendable {
    public var function: SetFunction
    /// Already cast to the types that the function takes.
    public var arguments: [Expression]

    public init(function: SetFunction, arguments: [Expression]) {
      self.function = function
      self.arguments = arguments
    }

    func mapped(_ transform: (Expression) -> Expression) -> Call {
      Call(function: function, arguments: arguments.map(transform))
    }
  }

  /// Columns of the input that are handed on; never its watermark.
  public var kept: [Int]
  public var calls: [Call]
  /// A last column that counts each row's rows from 1 (WITH ORDINALITY).
  public var hasOrdinality: Bool
  /// A row for which there are none stays, with NULLs (LEFT JOIN LATERAL … ON TRUE).
  public var keepsAll: Bool

  public init(kept: [Int], calls: [Call], hasOrdinality: Bool, keepsAll: Bool) {
    self.kept = kept
    self.calls = calls
    self.hasOrdinality = hasOrdinality
    self.keepsAll = keepsAll
  }

  /// Types of the columns behind the kept ones.
  public var types: [DataType] {
    calls.flatMap { $0.function.columns.map(\.type) } + (hasOrdinality ? [.bigint] : [])
  }

  /// Input columns that the calls read.
  var columns: Set<Int> {
    calls.flatMap(\.arguments).reduce(into: []) { $0.formUnion($1.columns) }
  }

  var canonicalText: String { "unnest \(kept) \(text(.canonical)) \(keepsAll)" }

  func text(_ expressions: ExpressionText) -> String {
    let shown = calls.map { "\($0.function.name)(\(expressions.list($0.arguments)))" }
    return shown.joined(separator: ", ") + (hasOrdinality ? " with ordinality" : "")
  }
}

extension ExpressionText {
  fileprivate static var canonical: ExpressionText {
    ExpressionText(name: { "#\($0)" }, isCanonical: true)
  }
}

extension Plan {
  /// `added`: a field for each of the unnest's types.
  func unnested(_ unnest: Unnest, _ added: [PlanField]) -> Plan {
    precondition(added.count == unnest.types.count, "a field a column")
    var fields = unnest.kept.map { self.fields[$0] } + added
    var outputWatermark: Int?
    if watermark != nil {
      outputWatermark = fields.count
      fields.append(Plan.watermarkField)
    }
    let mapped = key?.compactMap { unnest.kept.firstIndex(of: $0) }
    var ownKey: [Int]?
    if let mapped, mapped.count == key?.count, unnest.hasOrdinality {
      ownKey = mapped + [unnest.kept.count + added.count - 1]
    }
    return Plan(
      .unnest(self, unnest), fields: fields, watermark: outputWatermark,
      isAppendOnly: isAppendOnly, key: ownKey)
  }

  /// The fields that an unnest at the top of this plan adds.
  func fields(of unnest: Unnest) -> [PlanField] {
    Array(fields[unnest.kept.count..<unnest.kept.count + unnest.types.count])
  }

  /// The columns of the calls stay, whoever reads them.
  func unnest(_ input: Plan, _ unnest: Unnest, _ needed: Set<Int>) -> Pruned {
    let kept = unnest.kept.indices.filter(needed.contains)
    var read = unnest.columns.union(kept.map { unnest.kept[$0] })
    let keepsWatermark = watermark.map(needed.contains) ?? false
    if keepsWatermark, let below = input.watermark { read.insert(below) }
    let below = input.pruned(to: read)
    var result = unnest
    result.kept = kept.map { below.number[unnest.kept[$0]] ?? 0 }
    for index in result.calls.indices {
      result.calls[index].arguments = result.calls[index].arguments.map {
        $0.renumbered(below.number)
      }
    }
    let added = unnest.kept.count..<unnest.kept.count + unnest.types.count
    let last = keepsWatermark ? [watermark].compactMap { $0 } : []
    return keeping(kept + Array(added) + last, .unnest(below.plan, result))
  }
}
