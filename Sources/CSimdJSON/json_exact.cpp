#include <cstdlib>

#include "byte_scan.h"
#include "json_layout.hpp"
#include "json_string.hpp"

namespace millrace {
namespace {

/// A strict recursive-descent parser over one record that keeps every token's place.
struct ExactParser {
  Layout &layout;
  const uint8_t *const begin;
  const uint8_t *at;
  const uint8_t *const end;
  const size_t record;
  Verdict verdict{};

  bool fail(uint8_t fault, const uint8_t *place) {
    if (place >= end && fault != MILLRACE_JSON_OPEN_STRING) fault = MILLRACE_JSON_CUT_OFF;
    verdict = {fault, uint32_t((place < end ? place : end) - begin)};
    return false;
  }

  void skip_space() {
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')) at++;
  }

  bool document() {
    skip_space();
    if (at == end) {
      verdict = {MILLRACE_JSON_EMPTY, 0};
      return false;
    }
    if (*at != '{') return fail(MILLRACE_JSON_NOT_AN_OBJECT, at);
    if (!object(1, 0)) return false;
    skip_space();
    return at == end || fail(MILLRACE_JSON_TRAILING, at);
  }

  /// An object whose '{' is next (an empty one adds no level, as in the fast parser); `wanted` is -1 where no column lies below.
  bool object(size_t depth, int32_t wanted) {
    const uint8_t *const from = at++;
    skip_space();
    if (at < end && *at == '}') {
      at++;
      return true;
    }
    if (depth >= depth_max) return fail(MILLRACE_JSON_TOO_DEEP, from);
    size_t guess = 0;
    while (true) {
      skip_space();
      if (at == end || *at != '"') return fail(MILLRACE_JSON_NO_KEY, at);
      String key;
      if (!string(key)) return false;
      skip_space();
      if (at == end || *at != ':') return fail(MILLRACE_JSON_NO_COLON, at);
      at++;
      const Member *member = nullptr;
      if (wanted >= 0) {
        // The unescaped key lies behind the kept strings, where the next one overwrites it.
        const uint8_t *name = key.escaped ? layout.string_end : key.from;
        const size_t count = key.escaped ? unescape(key, layout.string_end) : key.count;
        member = layout.objects[size_t(wanted)].find(
            {reinterpret_cast<const char *>(name), count}, guess);
      }
      skip_space();
      if (!(member ? wanted_value(depth, *member) : value(depth))) return false;
      skip_space();
      if (at < end && *at == ',') {
        at++;
        continue;
      }
      if (at == end || *at != '}') return fail(MILLRACE_JSON_NO_MEMBER_END, at);
      at++;
      return true;
    }
  }

  bool array(size_t depth) {
    const uint8_t *const from = at++;
    skip_space();
    if (at < end && *at == ']') {
      at++;
      return true;
    }
    if (depth >= depth_max) return fail(MILLRACE_JSON_TOO_DEEP, from);
    while (true) {
      skip_space();
      if (!value(depth)) return false;
      skip_space();
      if (at < end && *at == ',') {
        at++;
        continue;
      }
      if (at == end || *at != ']') return fail(MILLRACE_JSON_NO_ELEMENT_END, at);
      at++;
      return true;
    }
  }

  /// A value that no column takes.
  bool value(size_t depth) {
    if (at == end) return fail(MILLRACE_JSON_NO_VALUE, at);
    switch (*at) {
      case '{': return object(depth + 1, -1);
      case '[': return array(depth + 1);
      case '"': {
        String ignored;
        return string(ignored);
      }
      case 't': return word("true", 4);
      case 'f': return word("false", 5);
      case 'n': return word("null", 4);
      default: {
        bool integral;
        return number(integral);
      }
    }
  }

  /// A value of which a column, or columns below it, take something.
  bool wanted_value(size_t depth, const Member &member) {
    const uint8_t *const from = at;
    if (member.object >= 0 && at < end && *at == '{') {
      layout.set_below(member.object, record, MILLRACE_JSON_KIND_MISSING);
      if (!object(depth + 1, member.object)) return false;
      keep(member.column, MILLRACE_JSON_KIND_COMPOSITE, from);
      return true;
    }
    if (at < end && *at == '"') {
      String text;
      if (!string(text)) return false;
      keep_string(member.column, text, from);
    } else if (at < end && (*at == '-' || (*at >= '0' && *at <= '9'))) {
      bool integral;
      if (!number(integral)) return false;
      for (int32_t column = member.column; column >= 0; column = twin(column))
        keep_number(column, from, integral);
    } else {
      if (!value(depth)) return false;
      const uint8_t kind = *from == 'n'   ? MILLRACE_JSON_KIND_NULL
                           : *from == 't' ? MILLRACE_JSON_KIND_TRUE
                           : *from == 'f' ? MILLRACE_JSON_KIND_FALSE
                                          : MILLRACE_JSON_KIND_COMPOSITE;
      keep(member.column, kind, from);
    }
    if (member.object >= 0) {
      const size_t deep = depth < 200 ? depth : 200;
      const uint8_t kind = *from == 'n' ? uint8_t(MILLRACE_JSON_KIND_NULL)
                                        : uint8_t(MILLRACE_JSON_KIND_NO_OBJECT + deep - 1);
      layout.set_below(member.object, record, kind, from, size_t(at - from));
    }
    return true;
  }

  int32_t twin(int32_t column) const { return layout.columns[size_t(column)].twin; }
  int32_t want(int32_t column) const { return layout.columns[size_t(column)].want; }

  /// The value from `from` to here, as written; a column that takes any value hears no kind but null.
  void keep(int32_t first, uint8_t kind, const uint8_t *from) {
    for (int32_t column = first; column >= 0; column = twin(column)) {
      const bool whole = want(column) == MILLRACE_JSON_VALUE && kind != MILLRACE_JSON_KIND_NULL;
      layout.set(
          column, record, whole ? uint8_t(MILLRACE_JSON_KIND_VALUE) : kind, from,
          size_t(at - from));
    }
  }

  void keep_string(int32_t first, const String &text, const uint8_t *from) {
    const uint8_t *characters = text.from;
    size_t count = text.count;
    if (text.escaped && first >= 0) {
      characters = layout.string_end;
      count = unescape(text, layout.string_end);
      layout.string_end += count;
    }
    for (int32_t column = first; column >= 0; column = twin(column)) {
      if (want(column) == MILLRACE_JSON_VALUE)
        layout.set(column, record, MILLRACE_JSON_KIND_VALUE, from, size_t(at - from));
      else
        layout.set(column, record, MILLRACE_JSON_KIND_STRING, characters, count);
    }
  }

  void keep_number(int32_t column, const uint8_t *from, bool integral) {
    const size_t count = size_t(at - from);
    const int32_t wanted = want(column);
    if (wanted == MILLRACE_JSON_VALUE)
      return layout.set(column, record, MILLRACE_JSON_KIND_VALUE, from, count);
    int64_t integer;
    if (wanted != MILLRACE_JSON_NUMERIC && integral && fits(from, at, integer))
      return layout.set(column, record, MILLRACE_JSON_KIND_INTEGER, integer);
    if (wanted == MILLRACE_JSON_DOUBLE) {
      // What follows the number inside an object stops strtod.
      const double number = strtod(reinterpret_cast<const char *>(from), nullptr);
      if (number <= 1.7976931348623157e308 && number >= -1.7976931348623157e308) {
        int64_t bits;
        memcpy(&bits, &number, sizeof bits);
        return layout.set(column, record, MILLRACE_JSON_KIND_DOUBLE, bits);
      }
    }
    layout.set(column, record, MILLRACE_JSON_KIND_NUMBER, from, count);
  }

  /// The digits as a 64-bit integer; false where they exceed it.
  static bool fits(const uint8_t *from, const uint8_t *to, int64_t &integer) {
    const bool negative = *from == '-';
    uint64_t magnitude = 0;
    for (const uint8_t *digit = from + negative; digit < to; digit++) {
      if (__builtin_mul_overflow(magnitude, uint64_t(10), &magnitude)) return false;
      if (__builtin_add_overflow(magnitude, uint64_t(*digit - '0'), &magnitude)) return false;
    }
    if (magnitude > uint64_t(INT64_MAX) + negative) return false;
    integer = int64_t(negative ? 0 - magnitude : magnitude);
    return true;
  }

  bool word(const char *text, size_t count) {
    if (size_t(end - at) < count || memcmp(at, text, count) != 0)
      return fail(MILLRACE_JSON_BAD_WORD, at);
    at += count;
    return true;
  }

  bool is_digit() const { return at < end && *at >= '0' && *at <= '9'; }

  bool digits() {
    if (!is_digit()) return false;
    while (is_digit()) at++;
    return true;
  }

  bool number(bool &integral) {
    const uint8_t *const from = at;
    integral = true;
    if (*at == '-') at++;
    if (!is_digit()) {
      const bool letter = from < end && ((*from | 0x20) >= 'a' && (*from | 0x20) <= 'z');
      if (from != at) return fail(MILLRACE_JSON_BAD_NUMBER, at < end ? from : at);
      return fail(letter ? MILLRACE_JSON_BAD_WORD : MILLRACE_JSON_NO_VALUE, from);
    }
    const bool zero = *at == '0';
    const uint8_t *const first = at;
    digits();
    if (zero && at - first > 1) return fail(MILLRACE_JSON_BAD_NUMBER, from);
    if (at < end && *at == '.') {
      integral = false;
      at++;
      if (!digits()) return fail(MILLRACE_JSON_BAD_NUMBER, at < end ? from : at);
    }
    if (at < end && (*at | 0x20) == 'e') {
      integral = false;
      at++;
      if (at < end && (*at == '+' || *at == '-')) at++;
      if (!digits()) return fail(MILLRACE_JSON_BAD_NUMBER, at < end ? from : at);
    }
    return true;
  }

  /// A string whose opening quote is next; its characters are checked, not yet unescaped.
  bool string(String &text) {
    const uint8_t *const quote = at++;
    text = {at, 0, false};
    while (true) {
      at += millrace_string_stop(at, size_t(end - at));
      if (at == end) return fail(MILLRACE_JSON_OPEN_STRING, quote);
      if (*at == '"') break;
      if (*at != '\\') return fail(MILLRACE_JSON_CONTROL_CHARACTER, at);
      text.escaped = true;
      if (!escape()) return false;
    }
    text.count = size_t(at - text.from);
    at++;
    return true;
  }

  bool escape() {
    const uint8_t *const from = at++;
    if (at == end) return fail(MILLRACE_JSON_OPEN_STRING, from);
    if (*at != 'u') {
      if (!memchr("\"\\/bfnrt", *at, 8)) return fail(MILLRACE_JSON_BAD_ESCAPE, from);
      at++;
      return true;
    }
    uint32_t unit;
    if (!code_unit(unit, from)) return false;
    if (unit < 0xD800 || unit > 0xDFFF) return true;
    if (unit > 0xDBFF || end - at < 2 || at[0] != '\\' || at[1] != 'u')
      return fail(MILLRACE_JSON_HALF_SURROGATE, from);
    at++;
    uint32_t low;
    if (!code_unit(low, from)) return false;
    return (low >= 0xDC00 && low <= 0xDFFF) || fail(MILLRACE_JSON_HALF_SURROGATE, from);
  }

  /// The four digits behind a 'u' that is next.
  bool code_unit(uint32_t &unit, const uint8_t *from) {
    if (end - at < 5) return fail(MILLRACE_JSON_BAD_ESCAPE, from);
    unit = 0;
    for (int index = 1; index <= 4; index++) {
      const int digit = hex(at[index]);
      if (digit < 0) return fail(MILLRACE_JSON_BAD_ESCAPE, from);
      unit = unit << 4 | uint32_t(digit);
    }
    at += 5;
    return true;
  }
};

}  // namespace

Verdict parse_exactly(Layout &layout, const uint8_t *bytes, size_t count, size_t record) {
  const uint8_t *const end = bytes + count;
  const size_t invalid = millrace_invalid_utf8(bytes, count);
  if (invalid < count) return {MILLRACE_JSON_INVALID_UTF8, uint32_t(invalid)};
  ExactParser parser{layout, bytes, bytes, end, record};
  parser.document();
  return parser.verdict;
}

}  // namespace millrace
