#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a column takes. It decides which values a fast parse may keep and which need the written digits.
typedef enum millrace_json_want {
  MILLRACE_JSON_INTEGER = 0,
  MILLRACE_JSON_DOUBLE = 1,
  MILLRACE_JSON_BOOLEAN = 2,
  MILLRACE_JSON_TEXT = 3,
  /// A string whose content nobody reads: no cell is made for it.
  MILLRACE_JSON_TEXT_UNREAD = 4,
  /// A string or an integer.
  MILLRACE_JSON_TIME = 5,
  /// A number with all its digits.
  MILLRACE_JSON_NUMERIC = 6,
  /// Any value as written.
  MILLRACE_JSON_VALUE = 7,
} millrace_json_want;

/// What was found for a column of a record.
typedef enum millrace_json_kind {
  MILLRACE_JSON_KIND_MISSING = 0,
  MILLRACE_JSON_KIND_NULL = 1,
  MILLRACE_JSON_KIND_FALSE = 2,
  MILLRACE_JSON_KIND_TRUE = 3,
  /// `words` holds the integer.
  MILLRACE_JSON_KIND_INTEGER = 4,
  /// `words` holds the bits of the double.
  MILLRACE_JSON_KIND_DOUBLE = 5,
  /// From here on `words` holds an address and `lengths` a count of bytes. A string without quotes and escapes.
  MILLRACE_JSON_KIND_STRING = 6,
  /// A number as written.
  MILLRACE_JSON_KIND_NUMBER = 7,
  /// An object or array as written.
  MILLRACE_JSON_KIND_COMPOSITE = 8,
  /// Any value as written, for MILLRACE_JSON_VALUE.
  MILLRACE_JSON_KIND_VALUE = 9,
  /// The value, as written, that stands where an object was to hold the column: in the field that the path's first name
  /// says. Each greater kind says one name more, up to 200.
  MILLRACE_JSON_KIND_NO_OBJECT = 10,
} millrace_json_kind;

/// Why a record is refused; `millrace_json_fault_text` says it in words.
typedef enum millrace_json_fault {
  MILLRACE_JSON_ACCEPTED = 0,
  MILLRACE_JSON_SKIPPED,
  MILLRACE_JSON_EMPTY,
  MILLRACE_JSON_NOT_AN_OBJECT,
  MILLRACE_JSON_TRAILING,
  MILLRACE_JSON_NO_KEY,
  MILLRACE_JSON_NO_COLON,
  MILLRACE_JSON_NO_MEMBER_END,
  MILLRACE_JSON_NO_ELEMENT_END,
  MILLRACE_JSON_NO_VALUE,
  MILLRACE_JSON_BAD_WORD,
  MILLRACE_JSON_BAD_NUMBER,
  MILLRACE_JSON_OPEN_STRING,
  MILLRACE_JSON_CONTROL_CHARACTER,
  MILLRACE_JSON_BAD_ESCAPE,
  MILLRACE_JSON_HALF_SURROGATE,
  MILLRACE_JSON_INVALID_UTF8,
  MILLRACE_JSON_TOO_DEEP,
  MILLRACE_JSON_CUT_OFF,
} millrace_json_fault;

/// A column of a reader: names of nested fields, outermost first.
typedef struct millrace_json_column {
  const char *_Nonnull const *_Nonnull path;
  int32_t depth;
  int32_t want;
} millrace_json_column;

/// One column of the block that was decoded last, a cell a record; valid until the next block.
typedef struct millrace_json_cells {
  const uint8_t *_Nonnull kinds;
  const int64_t *_Nonnull words;
  const uint32_t *_Nonnull lengths;
} millrace_json_cells;

/// The verdicts on a block's records; `positions` are bytes into the record, set where it is refused.
typedef struct millrace_json_verdicts {
  const uint8_t *_Nonnull faults;
  const uint32_t *_Nonnull positions;
  size_t fault_count;
} millrace_json_verdicts;

typedef struct millrace_json_reader millrace_json_reader;

millrace_json_reader *_Nonnull millrace_json_reader_new(
    const millrace_json_column *_Nullable columns, int32_t column_count);
void millrace_json_reader_free(millrace_json_reader *_Nonnull reader);

/// A length that leaves a record out: its verdict is MILLRACE_JSON_SKIPPED.
#define MILLRACE_JSON_SKIP UINT32_MAX

/// Parses every record of a block strictly, to its end, and keeps what the columns take.
///
/// At least 64 readable bytes must lie behind the last record. Cells may point into `bytes`.
millrace_json_verdicts millrace_json_decode(
    millrace_json_reader *_Nonnull reader, const uint8_t *_Nonnull bytes,
    const uint32_t *_Nonnull starts, const uint32_t *_Nonnull lengths, size_t count);

millrace_json_cells millrace_json_column_cells(
    const millrace_json_reader *_Nonnull reader, int32_t column);

/// The same records by the exact parser alone; only for comparing both.
void millrace_json_use_exact_only(millrace_json_reader *_Nonnull reader);

/// The place of the first byte that is not valid UTF-8; `count` where all is.
size_t millrace_invalid_utf8(const uint8_t *_Nonnull bytes, size_t count);

const char *_Nonnull millrace_json_fault_text(uint8_t fault);

#ifdef __cplusplus
}
#endif
