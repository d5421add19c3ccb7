import Store

/// The views of a run whose windows are open, and what each waits for.
struct HeldViews {
  private(set) var holders: [(view: String, holder: String)] = []

  /// As of the reader's epoch.
  init(_ reader: StateReader) throws {
    let fields = try reader.fields(of: "millrace.views") ?? []
    guard let view = fields.firstIndex(where: { $0.name == "view_name" }),
      let holder = fields.firstIndex(where: { $0.name == "held_by" })
    else { return }
    for batch in try reader.batches(of: "millrace.views") ?? [] {
      for row in 0..<batch.count where !batch.columns[holder].isNull(row) {
        holders.append(
          (
            String(decoding: batch.columns[view].slice(row), as: UTF8.self),
            String(decoding: batch.columns[holder].slice(row), as: UTF8.self)
          ))
      }
    }
  }
}
