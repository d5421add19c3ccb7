import Columnar

/// A view or sink above an operator.
public struct NodeReader: Hashable, Sendable {
  public var name: String
  /// Columns of its `.late`; empty where none of its rows is late.
  public var lateFields: [Field]

  public init(name: String, lateFields: [Field]) {
    self.name = name
    self.lateFields = lateFields
  }
}

extension OperatorNode {
  /// What the operator set aside, for every reader.
  func sides(for side: SideBatch) -> [SideBatch] {
    guard let first = readers.first, readers.count > 1, side.relation.view == first.name else {
      return [side]
    }
    return readers.map { reader in
      switch side.relation {
      case .late:
        SideBatch(
          relation: .late(view: reader.name),
          batch: side.batch.late(for: reader.lateFields, from: first.lateFields))
      case .errors: SideBatch(relation: .errors(view: reader.name), batch: side.batch)
      case .rejects, .warnings, .duplicates: side
      }
    }
  }
}

extension Batch {
  /// Late rows with the columns of another reader: found by name and type, NULL where these rows have none. The window
  /// and by how much a row is late stand last in both.
  fileprivate func late(for fields: [Field], from own: [Field]) -> Batch {
    if fields == own { return self }
    let behind = 3
    let shown = fields.dropLast(behind).map { field -> Column in
      let place = own.dropLast(behind).firstIndex { $0.name == field.name && $0.type == field.type }
      return place.map { columns[$0] } ?? .constant(.null, field.type, count: count)
    }
    return replacing(columns: shown + columns.suffix(behind))
  }
}

extension SideRelation {
  /// The view that it belongs to; nil for a table's.
  var view: String? {
    switch self {
    case .late(let view), .errors(let view): view
    case .rejects, .warnings, .duplicates: nil
    }
  }
}
