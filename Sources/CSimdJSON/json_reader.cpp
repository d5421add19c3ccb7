#include "json_reader.h"

#include <simdjson.h>

#include "json_layout.hpp"

using namespace simdjson;
using namespace millrace;

struct millrace_json_reader {
  Layout layout;
  dom::parser parser;
  std::vector<uint8_t> faults;
  std::vector<uint32_t> positions;
  /// Some column needs digits or text as written, which the fast parse does not keep.
  bool exact_only = false;
  /// For each object, where the next wanted field is expected.
  std::vector<size_t> guesses;
};

namespace {

/// Copies a string out of the parser, whose buffer the next record overwrites.
inline void keep_string(Layout &layout, int32_t column, size_t record, std::string_view text) {
  uint8_t *to = layout.string_end;
  memcpy(to, text.data(), text.size());
  layout.string_end = to + text.size();
  layout.set(column, record, MILLRACE_JSON_KIND_STRING, to, text.size());
}

/// False where the value is not plainly what the column takes: the exact parser decides then.
inline bool keep_value(Layout &layout, int32_t column, size_t record, dom::element value) {
  const dom::element_type type = value.type();
  if (type == dom::element_type::NULL_VALUE) {
    layout.set(column, record, MILLRACE_JSON_KIND_NULL);
    return true;
  }
  switch (layout.columns[size_t(column)].want) {
    case MILLRACE_JSON_INTEGER:
      if (type != dom::element_type::INT64) return false;
      layout.set(column, record, MILLRACE_JSON_KIND_INTEGER, value.get_int64().value_unsafe());
      return true;
    case MILLRACE_JSON_DOUBLE: {
      if (type == dom::element_type::INT64) {
        layout.set(column, record, MILLRACE_JSON_KIND_INTEGER, value.get_int64().value_unsafe());
        return true;
      }
      if (type != dom::element_type::DOUBLE) return false;
      const double number = value.get_double().value_unsafe();
      int64_t bits;
      memcpy(&bits, &number, sizeof bits);
      layout.set(column, record, MILLRACE_JSON_KIND_DOUBLE, bits);
      return true;
    }
    case MILLRACE_JSON_BOOLEAN:
      if (type != dom::element_type::BOOL) return false;
      layout.set(
          column, record,
          value.get_bool().value_unsafe() ? MILLRACE_JSON_KIND_TRUE : MILLRACE_JSON_KIND_FALSE);
      return true;
    case MILLRACE_JSON_TIME:
      if (type == dom::element_type::INT64) {
        layout.set(column, record, MILLRACE_JSON_KIND_INTEGER, value.get_int64().value_unsafe());
        return true;
      }
      [[fallthrough]];
    case MILLRACE_JSON_TEXT:
      if (type != dom::element_type::STRING) return false;
      keep_string(layout, column, record, value.get_string().value_unsafe());
      return true;
    case MILLRACE_JSON_TEXT_UNREAD:
      if (type != dom::element_type::STRING) return false;
      layout.set(column, record, MILLRACE_JSON_KIND_STRING);
      return true;
    default: return false;
  }
}

/// Walks one object of the fast parse; false where the exact parser must decide.
bool keep_object(millrace_json_reader &reader, dom::object object, int32_t number, size_t record) {
  Layout &layout = reader.layout;
  const Object &wanted = layout.objects[size_t(number)];
  size_t &guess = reader.guesses[size_t(number)];
  for (auto field = object.begin(); field != object.end(); ++field) {
    const Member *member = wanted.find(field.key(), guess);
    if (!member) continue;
    const dom::element value = field.value();
    for (int32_t column = member->column; column >= 0;
         column = layout.columns[size_t(column)].twin)
      if (!keep_value(layout, column, record, value)) return false;
    if (member->object < 0) continue;
    dom::object inner;
    if (value.get(inner)) return false;
    layout.set_below(member->object, record, MILLRACE_JSON_KIND_MISSING);
    if (!keep_object(reader, inner, member->object, record)) return false;
  }
  return true;
}

/// True where the record is accepted and all its cells are filled.
inline bool parse_fast(
    millrace_json_reader &reader, const uint8_t *bytes, size_t count, size_t record) {
  dom::element root;
  dom::object object;
  if (reader.parser.parse(bytes, count, false).get(root)) return false;
  if (root.get(object)) return false;
  return keep_object(reader, object, 0, record);
}

inline Verdict parse_record(
    millrace_json_reader &reader, const uint8_t *bytes, size_t count, size_t record) {
  Layout &layout = reader.layout;
  uint8_t *const string_start = layout.string_end;
  if (!reader.exact_only) {
    if (parse_fast(reader, bytes, count, record)) return {};
    layout.string_end = string_start;
    layout.set_below(0, record, MILLRACE_JSON_KIND_MISSING);
  }
  return parse_exactly(layout, bytes, count, record);
}

}  // namespace

extern "C" {

millrace_json_reader *millrace_json_reader_new(
    const millrace_json_column *columns, int32_t column_count) {
  auto *reader = new millrace_json_reader;
  reader->layout.objects.emplace_back();
  for (int32_t index = 0; index < column_count; index++) {
    reader->layout.add(columns[index]);
    const int32_t want = columns[index].want;
    if (want == MILLRACE_JSON_NUMERIC || want == MILLRACE_JSON_VALUE) reader->exact_only = true;
  }
  reader->guesses.resize(reader->layout.objects.size());
  (void)reader->parser.allocate(1 << 16, depth_max);
  return reader;
}

void millrace_json_reader_free(millrace_json_reader *reader) { delete reader; }

void millrace_json_use_exact_only(millrace_json_reader *reader) { reader->exact_only = true; }

millrace_json_verdicts millrace_json_decode(
    millrace_json_reader *reader, const uint8_t *bytes, const uint32_t *starts,
    const uint32_t *lengths, size_t count) {
  size_t total = 0;
  for (size_t record = 0; record < count; record++)
    if (lengths[record] != MILLRACE_JSON_SKIP) total += lengths[record];
  reader->layout.reserve(count, total);
  if (reader->faults.size() < count + 1) {
    reader->faults.resize(count + count / 4 + 1);
    reader->positions.resize(reader->faults.size());
  }
  size_t fault_count = 0;
  for (size_t record = 0; record < count; record++) {
    Verdict verdict{MILLRACE_JSON_SKIPPED, 0};
    if (lengths[record] != MILLRACE_JSON_SKIP)
      verdict = parse_record(*reader, bytes + starts[record], lengths[record], record);
    else
      reader->layout.set_below(0, record, MILLRACE_JSON_KIND_NULL);
    reader->faults[record] = verdict.fault;
    reader->positions[record] = verdict.position;
    fault_count += verdict.fault != MILLRACE_JSON_ACCEPTED;
  }
  return {reader->faults.data(), reader->positions.data(), fault_count};
}

millrace_json_cells millrace_json_column_cells(
    const millrace_json_reader *reader, int32_t column) {
  const Cells &cells = reader->layout.columns[size_t(column)];
  return {cells.kinds.get(), cells.words.get(), cells.lengths.get()};
}

const char *millrace_json_fault_text(uint8_t fault) {
  switch (fault) {
    case MILLRACE_JSON_EMPTY: return "the record is empty";
    case MILLRACE_JSON_NOT_AN_OBJECT: return "the record is no JSON object";
    case MILLRACE_JSON_TRAILING: return "something follows the JSON object";
    case MILLRACE_JSON_NO_KEY: return "expected a key in double quotes";
    case MILLRACE_JSON_NO_COLON: return "expected ':' after a key";
    case MILLRACE_JSON_NO_MEMBER_END: return "expected ',' or '}' after a value";
    case MILLRACE_JSON_NO_ELEMENT_END: return "expected ',' or ']' after a value";
    case MILLRACE_JSON_NO_VALUE: return "expected a value";
    case MILLRACE_JSON_BAD_WORD: return "unknown word (only true, false and null are values)";
    case MILLRACE_JSON_BAD_NUMBER: return "malformed number";
    case MILLRACE_JSON_OPEN_STRING: return "a string is not closed";
    case MILLRACE_JSON_CONTROL_CHARACTER: return "unescaped control character in a string";
    case MILLRACE_JSON_BAD_ESCAPE: return "unknown escape in a string";
    case MILLRACE_JSON_HALF_SURROGATE: return "half of a surrogate pair in a string";
    case MILLRACE_JSON_INVALID_UTF8: return "invalid UTF-8";
    case MILLRACE_JSON_TOO_DEEP: return "nested deeper than 1024 levels";
    case MILLRACE_JSON_CUT_OFF: return "the record ends in the middle of the JSON object";
    default: return "accepted";
  }
}
}
