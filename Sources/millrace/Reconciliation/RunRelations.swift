import Columnar
import Dataflow
import Store

/// The relations of a run's state as a reconciliation asks for them. Rows are numbered in the order in which they are
/// read, from 0; one reader sees one epoch, so the order stays.
struct RunRelations {
  let reader: StateReader

  /// The figures of `millrace.ledger`, by their names; nil where the run has not read the table.
  func ledger(of table: String) throws -> [String: Int64]? {
    try numbers(of: table, in: "millrace.ledger")
  }

  /// The figures of `millrace.views`, by their names.
  func figures(of view: String) throws -> [String: Int64]? {
    try numbers(of: view, in: "millrace.views")
  }

  /// The keys that some columns make in each row of a relation.
  func keys(of relation: String, _ columns: [String]) throws -> KeyBag {
    let names = try reader.fields(of: relation)?.map(\.name) ?? []
    let positions = columns.compactMap(names.firstIndex)
    precondition(positions.count == columns.count, "\(relation) has not all of these columns")
    var keys = KeyBag()
    try reader.read(relation) { batch in
      let chosen = positions.map { batch.columns[$0] }
      for row in 0..<batch.count { keys.append(chosen, row: row, number: keys.count) }
    }
    return keys
  }

  /// Some rows of a relation as JSON objects, by their ascending numbers.
  func rows(of relation: String, _ numbers: [Int], zone: Zone) throws -> [[UInt8]] {
    let names = try reader.fields(of: relation)?.map(\.name) ?? []
    let output = JSONOutput(zone: zone)
    var found: [[UInt8]] = []
    var first = 0
    try reader.read(relation) { batch in
      while found.count < numbers.count, numbers[found.count] < first + batch.count {
        var bytes: [UInt8] = []
        output.writeObject(names: names, batch, row: numbers[found.count] - first, to: &bytes)
        found.append(bytes)
      }
      first += batch.count
    }
    return found
  }

  /// Rejects by their ascending numbers: place, rule, and the record's own bytes.
  func rejects(of table: String, _ numbers: [Int]) throws -> [RejectedRecord] {
    let relation = table + ".rejects"
    let names = try reader.fields(of: relation)?.map(\.name) ?? []
    let positions = ["log_partition", "log_offset", "rule", "raw"].compactMap(names.firstIndex)
    precondition(positions.count == 4, "\(relation) has not the columns of rejects")
    var found: [RejectedRecord] = []
    var first = 0
    try reader.read(relation) { batch in
      let columns = positions.map { batch.columns[$0] }
      while found.count < numbers.count, numbers[found.count] < first + batch.count {
        let row = numbers[found.count] - first
        found.append(
          RejectedRecord(
            partition: columns[0].integer(row) ?? 0, offset: columns[1].integer(row) ?? 0,
            rule: columns[2].text(row) ?? "",
            bytes: columns[3].isNull(row) ? [] : Array(columns[3].slice(row))))
      }
      first += batch.count
    }
    return found
  }

  private func numbers(of owner: String, in relation: String) throws -> [String: Int64]? {
    let fields = try reader.fields(of: relation) ?? []
    for batch in try reader.batches(of: relation) ?? [] {
      for row in 0..<batch.count where batch.columns[0].text(row) == owner {
        let numbers = fields.indices.filter { fields[$0].type == .bigint }
        return numbers.reduce(into: [:]) { $0[fields[$1].name] = batch.columns[$1].integer(row) }
      }
    }
    return nil
  }
}

struct RejectedRecord {
  var partition: Int64
  var offset: Int64
  var rule: String
  var bytes: [UInt8]
}
