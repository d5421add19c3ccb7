#include <simdjson.h>

#include "json_reader.h"

namespace {

/// The length of the valid UTF-8 character at `at`, or 0.
size_t character_length(const uint8_t *at, const uint8_t *end) {
  const uint8_t lead = *at;
  const size_t count = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (size_t(end - at) < count) return 0;
  return simdjson::validate_utf8(reinterpret_cast<const char *>(at), count) ? count : 0;
}

}  // namespace

size_t millrace_invalid_utf8(const uint8_t *bytes, size_t count) {
  if (simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), count)) return count;
  const uint8_t *at = bytes;
  while (at < bytes + count) {
    const size_t length = character_length(at, bytes + count);
    if (length == 0) break;
    at += length;
  }
  return size_t(at - bytes);
}
