import Columnar
import Dataflow

extension StateReader {
  /// A view's table of rows with the changes above it that are not in it yet: both come in the keys' byte order.
  func readView(
    _ number: Int64, _ view: StoredView, under unmerged: consuming ChangeSet,
    _ assembler: BatchAssembler
  ) throws {
    var batches = assembler
    let stored = try connection.prepare(
      "SELECT weight, content, key FROM \(StateSchema.rows(number)) ORDER BY key")
    defer { stored.reset() }
    var hasRow = try stored.step()
    func take(_ weight: Int64, _ row: UnsafeRawBufferPointer) throws {
      try batches.append(weight: weight) { try decode(row, view.name, into: $0) }
    }
    func takeStored(before key: UnsafeRawBufferPointer?) throws {
      while hasRow, key.map({ ChangeSet.compare(stored.bytes(2), $0) < 0 }) ?? true {
        try take(stored.integer(0), stored.bytes(1))
        hasRow = try stored.step()
      }
    }
    try unmerged.forEachNet { net in
      try UnmergedChanges.check(net, of: view)
      try takeStored(before: net.key)
      let isStored = hasRow && ChangeSet.compare(stored.bytes(2), net.key) == 0
      if view.key != nil {
        guard isStored == (net.retracted != nil) else {
          throw StoreError.weightBelowZero(in: view.name, net)
        }
        if let row = net.inserted { try take(1, row) }
      } else {
        let weight = (isStored ? stored.integer(0) : 0) + net.weight
        guard weight >= 0 else { throw StoreError.weightBelowZero(in: view.name, net) }
        // Equal rows may differ in their bytes (1.0 and 1.00): the stored one stays, as it does in a merge.
        if isStored, weight > 0 {
          try take(weight, stored.bytes(1))
        } else if let row = net.inserted {
          try take(weight, row)
        }
      }
      if isStored { hasRow = try stored.step() }
    }
    try takeStored(before: nil)
    try batches.flush()
  }
}
