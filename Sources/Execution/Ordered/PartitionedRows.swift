import Columnar
import Dataflow

/// A row whose number of copies changed in an epoch.
struct RowChange {
  var partition: Int
  /// Its number; a row without copies is forgotten when the epoch ends.
  var row: UInt32
  var before: Int64
  var after: Int64
}

/// The rows of an operator that are kept by partition and in order, and how they are found again after a restart.
final class PartitionedRows {
  private static let version: UInt8 = 1
  /// More copies than any row has: a snapshot that says so is damaged.
  private static let copiesMax: Int64 = 1 << 40

  let types: [DataType]
  private let partition: [Int]
  let encoding: OrderedEncoding
  let rows: OrderedRows
  private let table: KeyTable
  /// By column: the others are keys of the partition, digit for digit.
  private let isStored: [Bool]
  /// A snapshot has a row as often as it has copies.
  private let repeatsCopies: Bool
  private let changed = KeyGroupSet()

  /// Rows of `types`, with their partition's columns among them.
  init(types: [DataType], partition: [Int], order: [OrderedEncoding.Key], repeatsCopies: Bool) {
    self.types = types
    self.partition = partition
    self.repeatsCopies = repeatsCopies
    // Of a key of these the table has every digit.
    let exact = partition.filter { [.word, .bit, .bytes].contains(types[$0].layout) }
    encoding = OrderedEncoding(types: types, keys: order, leavingOut: Set(exact))
    let stored = Set(encoding.columns)
    isStored = types.indices.map { stored.contains($0) }
    rows = OrderedRows(encoding)
    table = KeyTable(types: partition.map { types[$0] })
  }

  /// One past the greatest number of a partition.
  var partitionLimit: Int { table.numberLimit }

  var size: StateSize {
    StateSize(rows: rows.count, bytes: rows.byteCount + table.byteCount)
  }

  // MARK: Epochs

  /// Takes the net changes of an epoch; gives them by partition and in the rows' order. Taking back a row that is not
  /// there changes nothing.
  func apply(_ batches: [Batch]) -> [RowChange] {
    let batch = Batch.concatenated(batches)
    let hashes = ExchangeHash.hashes(partition.map { batch.columns[$0] }, batch.count)
    for hash in hashes { changed.insert(hash: hash) }
    let groups = find(batch.columns, hashes)
    let encoded = EncodedRows(batch, encoding)
    var changes: [RowChange] = []
    var weight: Int64 = 0
    let order = encoded.sorted(by: groups)
    for (index, entry) in order.enumerated() {
      let row = Int(entry)
      weight &+= batch.weight(row)
      if index + 1 < order.count {
        let next = Int(order[index + 1])
        if groups[next] == groups[row], encoded.areEqual(row, next) { continue }
      }
      if weight != 0, let change = change(Int(groups[row]), encoded[row], by: weight) {
        changes.append(change)
      }
      weight = 0
    }
    touched = groups
    return changes
  }

  private var touched: [UInt32] = []

  private func change(_ partition: Int, _ bytes: Bytes, by weight: Int64) -> RowChange? {
    let known =
      weight > 0
      ? rows.add(partition, bytes, weight: weight)
      : rows.take(partition, bytes, weight: 0 &- weight)
    return known.map { row, before in
      RowChange(partition: partition, row: row, before: before, after: rows.weight(row))
    }
  }

  /// Forgets the rows and partitions that are gone.
  func finish(_ changes: [RowChange]) {
    for change in changes where change.after == 0 { rows.forget(change.row) }
    for group in touched where table.isAlive(Int(group)) && rows.root(Int(group)) == 0 {
      table.remove(Int(group))
    }
    touched.removeAll(keepingCapacity: true)
  }

  private func find(_ columns: [Column], _ hashes: [UInt64]) -> [UInt32] {
    let groups = [UInt32](unsafeUninitializedCapacity: hashes.count) { groups, written in
      hashes.withUnsafeBufferPointer { hashes in
        guard let groups = groups.baseAddress, let base = hashes.baseAddress else { return }
        table.findOrInsert(
          partition.map { columns[$0] }, hashes: base, count: hashes.count, groups: groups)
      }
      written = hashes.count
    }
    rows.reserve(partitions: table.numberLimit)
    return groups
  }

  // MARK: Columns

  /// All columns of some rows, each with its partition.
  func columns(_ wanted: [UInt32], partitions: [UInt32]) -> [Column] {
    columns(Array(types.indices), of: wanted, partitions: partitions)
  }

  /// Some columns of rows of one partition.
  func columns(_ numbers: [Int], of wanted: [UInt32], partition: Int) -> [Column] {
    let hasKeys = numbers.contains { !isStored[$0] }
    return columns(
      numbers, of: wanted,
      partitions: hasKeys ? Array(repeating: UInt32(partition), count: wanted.count) : [])
  }

  private func columns(
    _ numbers: [Int], of wanted: [UInt32], partitions: [UInt32]
  ) -> [Column] {
    var builders = [ColumnBuilder?](repeating: nil, count: types.count)
    for column in numbers where isStored[column] && builders[column] == nil {
      builders[column] = ColumnBuilder(types[column], capacity: wanted.count)
    }
    for row in wanted {
      if let start = rows.bytes(row).baseAddress { encoding.read(start, into: builders) }
    }
    let finished = builders.map { $0?.finish() }
    let keys =
      partitions.count == wanted.count
      ? partitions.withUnsafeBufferPointer { table.columns(of: $0) } : []
    return numbers.map { column in
      if let stored = finished[column] { return stored }
      guard let key = partition.firstIndex(of: column) else {
        preconditionFailure("a column that is not stored is part of the partition")
      }
      return keys[key]
    }
  }

  // MARK: Snapshots

  func snapshot() -> [KeyGroupState] {
    let keyGroups = changed.drain()
    return zip(keyGroups, table.groups(inKeyGroups: keyGroups)).map { keyGroup, partitions in
      if partitions.isEmpty { return KeyGroupState(group: keyGroup, bytes: []) }
      var bytes = [PartitionedRows.version]
      BatchEncoding.append(stored(partitions), to: &bytes)
      return KeyGroupState(group: keyGroup, bytes: bytes)
    }
  }

  private func stored(_ partitions: [UInt32]) -> Batch {
    var numbers: [UInt32] = []
    var owners: [UInt32] = []
    for partition in partitions {
      var place = rows.first(Int(partition))
      while let current = place {
        let row = rows.row(at: current)
        let copies = repeatsCopies ? Int(rows.weight(row)) : 1
        numbers.append(contentsOf: repeatElement(row, count: copies))
        owners.append(contentsOf: repeatElement(partition, count: copies))
        place = rows.next(current)
      }
    }
    let weights = repeatsCopies ? nil : Buffer(of: numbers.map { rows.weight($0) })
    return Batch(
      columns: columns(numbers, partitions: owners), count: numbers.count, weights: weights)
  }

  /// Adds what a snapshot held; gives the partitions.
  func restore(_ state: KeyGroupState) throws -> [UInt32] {
    if state.bytes.isEmpty { return [] }
    guard state.bytes[0] == PartitionedRows.version else {
      throw StateDecodingError("rows in order of an unknown version")
    }
    let batch: Batch
    do {
      batch = try state.bytes.withUnsafeBufferPointer { bytes throws(RowEncodingError) in
        try BatchEncoding.decode(Bytes(rebasing: bytes.dropFirst()), types: types)
      }
    } catch {
      throw StateDecodingError("rows in order: \(error)")
    }
    guard (batch.weights == nil) == repeatsCopies else {
      throw StateDecodingError("rows in order with other copies")
    }
    let hashes = ExchangeHash.hashes(partition.map { batch.columns[$0] }, batch.count)
    guard hashes.allSatisfy({ KeyGroupSet.group(ofHash: $0) == state.group }) else {
      throw StateDecodingError("a row in order of another key group")
    }
    let groups = find(batch.columns, hashes)
    var bytes: [UInt8] = []
    for row in 0..<batch.count {
      guard 1...PartitionedRows.copiesMax ~= batch.weight(row) else {
        throw StateDecodingError("a row in order with \(batch.weight(row)) copies")
      }
      bytes.removeAll(keepingCapacity: true)
      encoding.append(batch.columns, row: row, to: &bytes)
      bytes.withUnsafeBufferPointer {
        _ = rows.add(Int(groups[row]), $0, weight: batch.weight(row))
      }
    }
    return groups
  }
}
