import Columnar
import Dataflow

/// A relation of a run by its dotted name.
enum StoredRelation {
  case view(Int64, StoredView)
  case history(Int64, StoredView)
  case errors(Int64)
  /// `side` is nil as long as nothing was set aside.
  case late(side: Int64?, [Field])
  case rejects(side: Int64?)
  case duplicates(side: Int64?)
  case run(RunRelation)

  var fields: [Field] {
    switch self {
    case .view(_, let view): view.fields
    case .history(_, let view):
      view.fields + [
        Field("valid_from", .timestamptz, nullable: false), Field("valid_to", .timestamptz),
        Field("epoch", .bigint, nullable: false),
      ]
    case .errors: StoredRelation.errorFields + [Field("epoch", .bigint, nullable: false)]
    case .late(_, let fields): fields
    case .rejects:
      [
        Field("raw", .bytea), Field("raw_text", .text),
        Field("log_partition", .bigint), Field("log_offset", .bigint), Field("rule", .text),
        Field("message", .text), Field("epoch", .bigint, nullable: false),
      ]
    case .duplicates:
      [Field("log_partition", .bigint), Field("log_offset", .bigint)]
    case .run(let relation): relation.fields
    }
  }

  /// What is stored of a view's errors.
  static let errorFields = [Field("row_data", .jsonb), Field("message", .text)]
  /// What is stored of a reject or a warning.
  static let rejectTypes: [DataType] = [.bytea, .bigint, .bigint, .text, .text]
}

/// `millrace.NAME`: what a run says about itself.
enum RunRelation: String, CaseIterable {
  case ledger
  case ledgerEpochs = "ledger_epochs"
  case views
  case epochs
  case sources
  case state

  var fields: [Field] {
    switch self {
    case .ledger:
      [Field("table_name", .text, nullable: false)] + RunRelation.counts
    case .ledgerEpochs:
      [
        Field("epoch", .bigint, nullable: false), Field("table_name", .text, nullable: false),
      ] + RunRelation.counts
    case .views:
      [
        Field("view_name", .text, nullable: false), Field("rows", .bigint, nullable: false),
        Field("late", .bigint, nullable: false), Field("errors", .bigint, nullable: false),
        Field("watermark", .timestamptz), Field("held_by", .text),
        Field("epoch", .bigint, nullable: false),
      ]
    case .epochs:
      [
        Field("epoch", .bigint, nullable: false),
        Field("prepared_at", .timestamptz, nullable: false), Field("committed_at", .timestamptz),
        Field("rows", .bigint, nullable: false), Field("replayed", .bigint, nullable: false),
      ]
    case .sources:
      [
        Field("table_name", .text, nullable: false),
        Field("log_partition", .bigint, nullable: false),
        Field("log_offset", .bigint, nullable: false), Field("watermark", .timestamptz),
        Field("lag", .bigint), Field("idle", .boolean, nullable: false),
      ]
    case .state:
      [
        Field("view_name", .text, nullable: false), Field("operator", .text, nullable: false),
        Field("rows", .bigint, nullable: false), Field("bytes", .bigint, nullable: false),
      ]
    }
  }

  private static let counts = ["read", "accepted", "rejected", "duplicate"].map {
    Field($0, .bigint, nullable: false)
  }

  /// Answers the columns of `fields` in their order; a watermark before any event is NULL.
  var sql: String {
    switch self {
    case .ledger:
      "SELECT table_name, read, accepted, rejected, duplicate FROM ledger ORDER BY table_name"
    case .ledgerEpochs:
      """
      SELECT epoch, table_name, read, accepted, rejected, duplicate FROM ledger_epochs
      ORDER BY epoch, table_name
      """
    case .views:
      """
      SELECT name, row_count, late, errors, watermark, held_by,
      (SELECT coalesce(max(epoch), 0) FROM epochs WHERE committed_at IS NOT NULL)
      FROM views WHERE keeps_rows ORDER BY name
      """
    case .epochs:
      """
      SELECT epoch, prepared_at, committed_at, row_count, replayed FROM epochs
      WHERE committed_at IS NOT NULL ORDER BY epoch
      """
    case .sources:
      """
      SELECT table_name, log_partition, log_offset,
      nullif(watermark, -9223372036854775807 - 1), max(log_end - log_offset, 0), idle
      FROM sources ORDER BY table_name, log_partition
      """
    case .state:
      "SELECT owner, operator, row_count, bytes FROM operator_sizes ORDER BY position"
    }
  }
}
