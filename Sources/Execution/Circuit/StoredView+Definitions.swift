import Columnar
import Dataflow
import Planning

extension ViewDefinition {
  /// The view as the store keeps it.
  public var stored: StoredView {
    let visible = plan.visibleColumns
    let key = plan.key.map { $0.compactMap { visible.firstIndex(of: $0) } }
    return StoredView(
      name: name, fields: plan.visibleFields, key: key?.count == plan.key?.count ? key : nil,
      historyMicroseconds: historyMicroseconds, lateFields: plan.storedLateFields)
  }
}

extension SinkDefinition {
  /// What the store keeps of the sink's own query: rows that were late or failed.
  public var stored: StoredView {
    StoredView(
      name: name, fields: plan.visibleFields, key: nil, historyMicroseconds: nil,
      lateFields: plan.storedLateFields, keepsRows: false)
  }
}

extension Pipeline {
  public var storedViews: [StoredView] { views.map(\.stored) + sinks.map(\.stored) }
}

extension Plan {
  fileprivate var storedLateFields: [Field]? { lateFields.isEmpty ? nil : lateFields }
}
