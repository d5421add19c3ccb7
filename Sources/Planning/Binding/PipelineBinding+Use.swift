import Diagnostics
import SQL

extension PipelineBinding {
  /// Whether each table is a source or a sink, and what only one of the two may have.
  func checkUse() {
    for table in tables {
      guard let syntax = tableSyntax[table.name] else { continue }
      if writes[table.name] != nil {
        checkSink(table, syntax)
      } else if let read = reads[table.name] {
        checkSource(table, syntax, read)
      } else if !faults.list.hasErrors && !script.diagnostics.hasErrors {
        faults.warning(
          "unused-table", "nothing reads or writes table \(table.name)", at: table.nameRange,
          help: "leave it out, or name it in a FROM or an INSERT INTO")
      }
    }
  }

  /// Two tables that write to one place would share what it remembers of their epochs.
  func checkTargets() {
    var taken: [[OptionValue?]: String] = [:]
    for table in tables where writes[table.name] != nil {
      guard let place = table.options["topic"] ?? table.options["path"] else { continue }
      let target = [.text(table.connector.name), place, table.options["broker"]]
      if let first = taken[target] {
        faults.error(
          "same-target", "\(table.name) writes to the same place as \(first)", at: table.nameRange,
          help: "INSERT INTO \(first) from both queries, or name another place")
      }
      taken[target] = taken[target] ?? table.name
    }
  }

  private func checkSource(
    _ table: TableDefinition, _ syntax: CreateTableSyntax, _ read: TextRange
  ) {
    if !table.connector.isSource {
      faults.error(
        "not-a-source", "the \(table.connector.name) connector cannot be read", at: read,
        help: "it takes rows: INSERT INTO \(table.name) SELECT …")
    }
    if let emit = emits[table.name]?.range {
      faults.error(
        "sink-option", "emit is for tables that are inserted into", at: emit,
        help: "write it on the view: CREATE MATERIALIZED VIEW v WITH (emit = 'final') AS …")
    }
    warnOfScatteredCopies(table, syntax)
    if table.isUpsert { checkUpsertSource(table, syntax) }
    for unique in table.uniques where table.eventTime == nil {
      faults.warning(
        "keys-kept", "the keys of \(unique.name) are kept for ever", at: table.nameRange,
        help: "name an event_time; then UNIQUE (…) WITH (within = '1 day') says for how long")
    }
  }

  /// Which copy of a key is the first is decided by offsets, so copies must share a partition.
  private func warnOfScatteredCopies(_ table: TableDefinition, _ syntax: CreateTableSyntax) {
    for unique in table.uniques {
      let key = listed(unique.columns.map { table.columns[$0].name }, "and")
      let option: String
      let help: String
      if case .text(let column)? = table.options["key"],
        !unique.columns.contains(where: { table.columns[$0].name == column })
      {
        option = "key"
        help = "have the producers key messages by \(key), or add \(column) to the UNIQUE columns"
      } else if case .text("file")? = table.options["partition_by"] {
        option = "partition_by"
        help = "leave partition_by out where the files can be read one after the other"
      } else {
        continue
      }
      faults.warning(
        "scattered-copies",
        "copies of one key of \(unique.name) may lie in different partitions: which of them counts "
          + "as the first is then a matter of timing",
        at: syntax.options.first { $0.key.name == option }?.valueRange ?? table.nameRange,
        help: help)
    }
  }

  /// A table that is read by its PRIMARY KEY: the last row of a key counts.
  private func checkUpsertSource(_ table: TableDefinition, _ syntax: CreateTableSyntax) {
    for constraint in syntax.constraints + syntax.columns.flatMap(\.constraints) {
      guard case .unique = constraint.kind else { continue }
      faults.error(
        "upsert-unique", "a table that is read has either a PRIMARY KEY or UNIQUE",
        at: constraint.range,
        help: "PRIMARY KEY keeps the last row of a key, UNIQUE the first: leave one of them out")
    }
    for column in table.primaryKey where table.columns[column].type == .json {
      faults.error(
        "primary-key", "values of type json cannot be compared: \(table.columns[column].name)",
        at: table.nameRange, help: "declare it as jsonb")
    }
    if table.options["partition_by"] == .text("file") {
      let key = table.primaryKey.map { quotedIfNeeded(table.columns[$0].name) }
      faults.warning(
        "key-partitions",
        "which row of a key (\(key.joined(separator: ", "))) comes last is known within a file only",
        at: syntax.options.first { $0.key.name == "partition_by" }?.valueRange ?? table.nameRange,
        help:
          "leave partition_by out, so that files are read in the order of their names, unless all "
          + "rows of a key lie in one file")
    }
  }

  private func checkSink(_ table: TableDefinition, _ syntax: CreateTableSyntax) {
    if !table.connector.isSink {
      faults.error(
        "not-a-sink", "the \(table.connector.name) connector cannot be inserted into",
        at: writes[table.name])
    }
    if table.isUpsert && !table.connector.takesDeletions {
      faults.error(
        "sink-key", "the \(table.connector.name) connector knows no PRIMARY KEY: it only appends",
        at: table.nameRange, help: "leave the PRIMARY KEY out, or take the topic connector")
    }
    let sourceOnly =
      TableOptions.forEventTime.map(\.name) + ["on_violation", TableOptions.load.name]
    for option in syntax.options
    where sourceOnly.contains(option.key.name) || option.key.name.contains(".") {
      faults.error(
        "source-option", "\(option.key.name) is for tables that are read", at: option.key.range,
        help: "leave it out: \(table.name) is inserted into")
    }
    for constraint in syntax.constraints + syntax.columns.flatMap(\.constraints) {
      let what: String
      switch constraint.kind {
      case .check: what = "CHECK"
      case .unique: what = "UNIQUE"
      case .generated: what = "GENERATED"
      case .references: what = "REFERENCES"
      default: continue
      }
      faults.error(
        "source-constraint", "\(what) is for tables that are read", at: constraint.range,
        help: "leave it out: \(table.name) is inserted into; say it in the query")
    }
  }
}
