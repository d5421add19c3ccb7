import Columnar
import Dataflow

/// Aggregates that need a group's values in order: all of them, with their numbers, in a multiset.
///
/// A value is the encoding of several columns: first what the order goes by, then the rest, so that ties are settled by
/// the values themselves and no answer hangs on which row came first. A change costs the logarithm of the group's number
/// of distinct values; what an answer costs is the answer's own.
final class OrderedAccumulator: Accumulator {
  /// Which columns of the input make a value, and in which order.
  struct Values {
    /// Types of the input's columns.
    var types: [DataType]
    var keys: [OrderedEncoding.Key]
    /// Columns of which none may be NULL in a row that counts.
    var required: [Int]
    /// Columns that are neither part of the value nor of its order.
    var leftOut: Set<Int> = []
    /// What is kept instead of the columns themselves.
    var transform: ((Column) -> Column)?
    /// The first value decides the answer and no row is taken back, so that no other is kept.
    var keepsFirst = false
  }

  /// More copies than any value has: a snapshot that says so is damaged.
  private static let copiesMax: Int64 = 1 << 40

  private let values: Values
  private let encoding: OrderedEncoding
  private let answer: any OrderedAnswer
  private let multisets = OrderedMultisets()
  private var roots = DenseArray<UInt32>()

  var byteCount: Int { roots.byteCount + multisets.byteCount }

  init(_ values: Values, answer: any OrderedAnswer) {
    self.values = values
    self.answer = answer
    encoding = OrderedEncoding(
      types: values.types, keys: values.keys, leavingOut: values.leftOut)
  }

  func reserve(_ limit: Int) { roots.reserve(limit) }

  @inline(never)
  func update(_ input: AggregateInput) {
    let columns = values.transform.map { input.arguments.map($0) } ?? input.arguments
    let required = values.required.compactMap { columns[$0].validity }
    var value: [UInt8] = []
    forEachRow(input) { row, group, weight in
      for validity in required where validity[row] == 0 { return }
      value.removeAll(keepingCapacity: true)
      encoding.append(columns, row: row, to: &value)
      value.withUnsafeBufferPointer { add($0, weight, group) }
    }
    withExtendedLifetime(columns) {}
  }

  private func add(_ value: Bytes, _ weight: Int64, _ group: Int) {
    if values.keepsFirst, let first = multisets.first(of: roots[group]) {
      guard value.lexicographicallyPrecedes(first) else { return }
      multisets.clear(&roots.base[group])
    }
    multisets.add(value, values.keepsFirst ? 1 : weight, to: &roots.base[group])
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let rows = OrderedRowReader(encoding, values.types)
    let builder = ColumnBuilder(answer.type, capacity: groups.count)
    for (row, group) in groups.enumerated() {
      let root = roots[Int(group)]
      if root == 0 {
        builder.appendNull()
      } else if let error = answer.append(of: root, multisets, rows, to: builder) {
        builder.appendNull()
        errors.append(error, row: row)
      }
    }
    return builder.finish()
  }

  func reset(_ group: Int) { multisets.clear(&roots.base[group]) }

  func add(_ group: Int, to other: Int) {
    var copies: [(value: [UInt8], weight: Int64)] = []
    multisets.forEach(of: roots[group]) { copies.append((Array($0), $1)) }
    for copy in copies { copy.value.withUnsafeBufferPointer { add($0, copy.weight, other) } }
  }

  // MARK: Snapshots

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    let rows = OrderedRowReader(encoding, values.types)
    for group in groups {
      var entries: [(row: [Value], weight: Int64)] = []
      multisets.forEach(of: roots[Int(group)]) { entries.append((rows.row($0), $1)) }
      writer.write(UInt32(entries.count))
      for entry in entries {
        for value in entry.row { writer.write(value) }
        writer.write(entry.weight)
      }
    }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    let columns = encoding.columns
    for group in groups {
      let count = try reader.readCount(width: columns.count + 8)
      for _ in 0..<count {
        let builders = values.types.map { ColumnBuilder($0, capacity: 1) }
        for column in builders.indices {
          let value = try columns.contains(column) ? reader.readValue(values.types[column]) : .null
          if value.isNull, values.required.contains(column) {
            throw StateDecodingError("NULL among the values of an aggregate")
          }
          builders[column].append(value)
        }
        var value: [UInt8] = []
        encoding.append(builders.map { $0.finish() }, row: 0, to: &value)
        let weight = try reader.read(Int64.self)
        guard 1...OrderedAccumulator.copiesMax ~= weight else {
          throw StateDecodingError("\(weight) copies of a value")
        }
        value.withUnsafeBufferPointer {
          multisets.add($0, weight, to: &roots.base[Int(group)])
        }
      }
    }
  }
}

/// Reads columns of a multiset's values.
struct OrderedRowReader {
  private let encoding: OrderedEncoding
  private let types: [DataType]

  init(_ encoding: OrderedEncoding, _ types: [DataType]) {
    self.encoding = encoding
    self.types = types
  }

  /// Appends one column of a value to a builder of its type.
  func append(_ column: Int, of value: Bytes, to builder: ColumnBuilder) {
    guard let start = value.baseAddress else { return }
    encoding.read(start, into: types.indices.map { $0 == column ? builder : nil })
  }

  func value(_ column: Int, of value: Bytes) -> Value {
    let builder = ColumnBuilder(types[column], capacity: 1)
    append(column, of: value, to: builder)
    return builder.finish()[0]
  }

  /// The columns that are part of a value, in the input's order.
  func row(_ value: Bytes) -> [Value] {
    guard let start = value.baseAddress else { return [] }
    let present = Set(encoding.columns)
    let builders = types.indices.map { column in
      present.contains(column) ? ColumnBuilder(types[column], capacity: 1) : nil
    }
    encoding.read(start, into: builders)
    return builders.compactMap { $0?.finish()[0] }
  }
}

/// What an aggregate makes of a group's values in their order.
protocol OrderedAnswer {
  var type: DataType { get }
  /// Appends the answer of a multiset that is not empty, or gives the error; nothing is appended then.
  func append(
    of root: UInt32, _ multisets: OrderedMultisets, _ rows: OrderedRowReader,
    to builder: ColumnBuilder
  ) -> ExpressionError?
}
