#include "json_layout.hpp"

namespace millrace {

void Layout::add(const millrace_json_column &column) {
  if (objects.empty()) objects.emplace_back();
  const int32_t number = int32_t(columns.size());
  columns.emplace_back().want = column.want;
  size_t object = 0;
  for (int32_t level = 0; level < column.depth; level++) {
    objects[object].columns.push_back(number);
    const std::string name = column.path[level];
    Member *member = nullptr;
    for (Member &candidate : objects[object].members)
      if (candidate.name == name) member = &candidate;
    if (!member) {
      objects[object].lengths |= Object::length_bit(name.size());
      member = &objects[object].members.emplace_back();
      member->name = name;
    }
    if (level + 1 == column.depth) {
      columns.back().twin = member->column;
      if (member->column >= 0) copies++;
      member->column = number;
    } else {
      if (member->object < 0) {
        member->object = int32_t(objects.size());
        objects.emplace_back();  // `member` is not used after this: the vector may have moved
        object = objects.size() - 1;
      } else {
        object = size_t(member->object);
      }
    }
  }
}

void Layout::reserve(size_t records, size_t bytes) {
  if (records > record_capacity) {
    record_capacity = records + records / 4 + 64;
    for (Cells &cells : columns) {
      cells.kinds.reset(new uint8_t[record_capacity]);
      cells.words.reset(new int64_t[record_capacity]);
      cells.lengths.reset(new uint32_t[record_capacity]);
    }
  }
  // A string never grows by unescaping, so the records' own bytes bound all that one column a path can keep.
  bytes *= copies;
  if (bytes + slack > string_capacity || !strings) {
    string_capacity = bytes + bytes / 4 + slack;
    strings.reset(new uint8_t[string_capacity]);
  }
  string_end = strings.get();
  for (Cells &cells : columns) memset(cells.kinds.get(), MILLRACE_JSON_KIND_MISSING, records);
}

}  // namespace millrace
