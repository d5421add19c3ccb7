import Columnar

/// A block of events as columns, made anew for each block.
final class LeadColumns {
  private let buffers: [Buffer]
  private let deviations: UnsafeMutablePointer<LeadDeviation>
  private let pointers: UnsafeMutablePointer<UnsafePointer<Int64>>

  static let eventID = 0
  static let userID = 1
  static let propertyID = 2
  static let date = 3
  static let label = 4
  static let burstOrdinal = 5
  private static let count = 6

  init(capacity: Int) {
    buffers = (0..<LeadColumns.count).map { _ in Buffer(byteCount: capacity * 8) }
    deviations = .allocate(capacity: capacity)
    deviations.initialize(repeating: .none, count: capacity)
    pointers = .allocate(capacity: LeadColumns.count)
    for (index, buffer) in buffers.enumerated() {
      (pointers + index).initialize(to: UnsafePointer(buffer.pointer(to: Int64.self)))
    }
  }

  deinit {
    pointers.deallocate()
    deviations.deallocate()
  }

  /// The fields of an event's text, in their order.
  func rendered(withEventID: Bool) -> RowBatchRenderer.Columns {
    UnsafePointer(pointers + (withEventID ? LeadColumns.eventID : LeadColumns.userID))
  }

  @inline(__always)
  subscript(column: Int) -> UnsafePointer<Int64> { pointers[column] }

  @inline(__always)
  func deviation(_ row: Int) -> LeadDeviation {
    deviations[row]
  }

  /// Makes the events `first` ..< `first` + `count`.
  func fill(_ scenario: PropertyLeads, from first: Int64, count: Int) {
    for row in 0..<count {
      let event = scenario.event(first &+ Int64(row))
      write(event.eventID, LeadColumns.eventID, row)
      write(event.userID, LeadColumns.userID, row)
      write(event.propertyID, LeadColumns.propertyID, row)
      write(event.date, LeadColumns.date, row)
      write(event.label, LeadColumns.label, row)
      write(event.burstOrdinal, LeadColumns.burstOrdinal, row)
      deviations[row] = event.deviation
    }
  }

  @inline(__always)
  private func write(_ value: Int64, _ column: Int, _ row: Int) {
    UnsafeMutablePointer(mutating: pointers[column])[row] = value
  }
}
