#pragma once
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "json_reader.h"

namespace millrace {

constexpr size_t depth_max = 1024;
constexpr size_t slack = 64;

/// A field that some column wants: the column itself, or an object that holds wanted fields, or both.
struct Member {
  std::string name;
  int32_t column = -1;
  int32_t object = -1;
};

/// The wanted fields of one object.
struct Object {
  std::vector<Member> members;
  /// A bit for each length (63 and more share one) that a wanted name has: most others fall at once.
  uint64_t lengths = 0;
  /// Columns anywhere below, to forget when the object comes a second time.
  std::vector<int32_t> columns;

  static uint64_t length_bit(size_t length) { return uint64_t(1) << (length < 63 ? length : 63); }

  /// The member of a name, or null. `guess` is where the record before had its next one.
  const Member *find(std::string_view name, size_t &guess) const {
    if (!(lengths & length_bit(name.size()))) return nullptr;
    const size_t count = members.size();
    for (size_t tried = 0, index = guess; tried < count; tried++) {
      if (index >= count) index = 0;
      const Member &member = members[index];
      if (member.name.size() == name.size() &&
          memcmp(member.name.data(), name.data(), name.size()) == 0) {
        guess = index + 1;
        return &member;
      }
      index++;
    }
    return nullptr;
  }
};

/// The cells of one column: a kind, a word and a length for each record.
struct Cells {
  int32_t want = MILLRACE_JSON_TEXT;
  /// Another column of the same path, or -1.
  int32_t twin = -1;
  std::unique_ptr<uint8_t[]> kinds;
  std::unique_ptr<int64_t[]> words;
  std::unique_ptr<uint32_t[]> lengths;
};

/// Columns, wanted fields and the cells of the block at hand.
struct Layout {
  std::vector<Object> objects;
  std::vector<Cells> columns;
  size_t record_capacity = 0;
  /// Strings that are not in the records as such: unescaped, or copied out of the parser.
  std::unique_ptr<uint8_t[]> strings;
  size_t string_capacity = 0;
  /// How often a field may be kept: once, and once more for each column of a path that has one already.
  size_t copies = 1;
  uint8_t *string_end = nullptr;

  void add(const millrace_json_column &column);
  void reserve(size_t records, size_t bytes);

  void set(int32_t column, size_t record, uint8_t kind, int64_t word = 0, size_t length = 0) {
    Cells &cells = columns[size_t(column)];
    cells.kinds[record] = kind;
    cells.words[record] = word;
    cells.lengths[record] = uint32_t(length);
  }

  void set(
      int32_t column, size_t record, uint8_t kind, const uint8_t *from, size_t length) {
    set(column, record, kind, int64_t(reinterpret_cast<intptr_t>(from)), length);
  }

  void set_below(
      int32_t object, size_t record, uint8_t kind, const uint8_t *from = nullptr,
      size_t length = 0) {
    for (int32_t column : objects[size_t(object)].columns) set(column, record, kind, from, length);
  }
};

/// Where and why a record is refused.
struct Verdict {
  uint8_t fault = MILLRACE_JSON_ACCEPTED;
  uint32_t position = 0;
};

/// Parses one record to its end and fills its cells: the definition of what is accepted.
Verdict parse_exactly(Layout &layout, const uint8_t *bytes, size_t count, size_t record);

}  // namespace millrace
