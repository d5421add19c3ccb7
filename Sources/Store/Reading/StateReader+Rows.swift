import Columnar
import Dataflow

extension StateReader {
  func readView(_ number: Int64, _ view: StoredView, _ assembler: BatchAssembler) throws {
    let unmerged = try UnmergedChanges.read(connection, view: number, view)
    if unmerged.count > 0 { return try readView(number, view, under: unmerged, assembler) }
    var batches = assembler
    let statement = try connection.prepare(
      "SELECT weight, content FROM \(StateSchema.rows(number))")
    try statement.eachRow { row in
      try batches.append(weight: row.integer(0)) { try decode(row.bytes(1), view.name, into: $0) }
    }
    try batches.flush()
  }

  func readHistory(_ number: Int64, _ view: StoredView, _ assembler: BatchAssembler) throws {
    var batches = assembler
    let statement = try connection.prepare(
      """
      SELECT weight, content, valid_from, valid_to, epoch FROM \(StateSchema.history(number))
      UNION ALL
      SELECT weight, content, valid_from, NULL, epoch FROM \(StateSchema.rows(number))
      """)
    try statement.eachRow { row in
      try batches.append(weight: row.integer(0)) { builders in
        try decode(row.bytes(1), view.name, into: Array(builders.dropLast(3)))
        let end = builders.count
        builders[end - 3].append(word: row.integer(2))
        builders[end - 2].append(row.optionalInteger(3).map { .word($0) } ?? .null)
        builders[end - 1].append(word: row.integer(4))
      }
    }
    try batches.flush()
  }

  func readErrors(_ number: Int64, _ assembler: BatchAssembler) throws {
    var batches = assembler
    let statement = try connection.prepare(
      "SELECT weight, content, epoch FROM \(StateSchema.errors(number))")
    try statement.eachRow { row in
      try batches.append(weight: row.integer(0)) { builders in
        try decode(row.bytes(1), "errors", into: Array(builders.dropLast()))
        builders[builders.count - 1].append(word: row.integer(2))
      }
    }
    try batches.flush()
  }

  func readLate(_ side: Int64?, _ fields: [Field], _ assembler: BatchAssembler) throws {
    guard let side else { return }
    var batches = assembler
    let statement = try connection.prepare("SELECT content FROM side_rows WHERE side = ?")
    statement.bind(1, side)
    try statement.eachRow { row in
      try batches.append { try decode(row.bytes(0), "late", into: $0) }
    }
    try batches.flush()
  }

  func readRejects(_ side: Int64?, _ assembler: BatchAssembler) throws {
    guard let side else { return }
    var batches = assembler
    let stored = StoredRelation.rejectTypes.map { ColumnBuilder($0, capacity: 1) }
    let statement = try connection.prepare("SELECT content, epoch FROM side_rows WHERE side = ?")
    statement.bind(1, side)
    try statement.eachRow { row in
      try batches.append { builders in
        try decode(row.bytes(0), "rejects", into: stored)
        let values = stored.map { $0.finish()[0] }
        builders[0].append(values[0])
        builders[1].append(StateReader.text(of: values[0]))
        for index in 1...4 { builders[index + 1].append(values[index]) }
        builders[6].append(word: row.integer(1))
      }
    }
    try batches.flush()
  }

  func readRun(_ relation: RunRelation, _ assembler: BatchAssembler) throws {
    var batches = assembler
    try connection.prepare(relation.sql).eachRow { row in
      try batches.append { builders in
        for (index, builder) in builders.enumerated() {
          let column = Int32(index)
          if row.isNull(column) {
            builder.appendNull()
          } else {
            switch builder.type.layout {
            case .bit: builder.append(bit: row.integer(column) != 0)
            case .bytes: builder.append(text: row.text(column))
            default: builder.append(word: row.integer(column))
            }
          }
        }
      }
    }
    try batches.flush()
  }

  func decode(
    _ bytes: UnsafeRawBufferPointer, _ what: String, into builders: [ColumnBuilder]
  ) throws {
    do {
      try RowEncoding.decode(bytes.assumingMemoryBound(to: UInt8.self), into: builders)
    } catch {
      throw StoreError(
        .failed, "\(connection.path): the database is damaged: a row of \(what): \(error)")
    }
  }

  /// Raw bytes as text; what is not UTF-8 shows as U+FFFD.
  private static func text(of raw: Value) -> Value {
    guard case .bytes(let bytes) = raw else { return .null }
    return .text(String(decoding: bytes, as: UTF8.self))
  }
}
