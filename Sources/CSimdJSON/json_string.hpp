#pragma once
#include <cstddef>
#include <cstdint>

namespace millrace {

/// A string of a record, between its quotes.
struct String {
  const uint8_t *from;
  size_t count;
  bool escaped;
};

inline int hex(uint8_t byte) {
  if (byte >= '0' && byte <= '9') return byte - '0';
  const uint8_t letter = byte | 0x20;
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

inline uint32_t unit(const uint8_t *digits) {
  uint32_t value = 0;
  for (int index = 0; index < 4; index++) value = value << 4 | uint32_t(hex(digits[index]));
  return value;
}

inline size_t encode(uint32_t scalar, uint8_t *to) {
  if (scalar < 0x80) {
    to[0] = uint8_t(scalar);
    return 1;
  }
  if (scalar < 0x800) {
    to[0] = uint8_t(0xC0 | scalar >> 6);
    to[1] = uint8_t(0x80 | (scalar & 63));
    return 2;
  }
  if (scalar < 0x10000) {
    to[0] = uint8_t(0xE0 | scalar >> 12);
    to[1] = uint8_t(0x80 | (scalar >> 6 & 63));
    to[2] = uint8_t(0x80 | (scalar & 63));
    return 3;
  }
  to[0] = uint8_t(0xF0 | scalar >> 18);
  to[1] = uint8_t(0x80 | (scalar >> 12 & 63));
  to[2] = uint8_t(0x80 | (scalar >> 6 & 63));
  to[3] = uint8_t(0x80 | (scalar & 63));
  return 4;
}

/// Writes a checked string without its escapes; returns its length.
inline size_t unescape(const String &text, uint8_t *const to) {
  uint8_t *out = to;
  const uint8_t *in = text.from;
  const uint8_t *const stop = in + text.count;
  while (in < stop) {
    if (*in != '\\') {
      *out++ = *in++;
      continue;
    }
    const uint8_t letter = in[1];
    in += 2;
    switch (letter) {
      case 'b': *out++ = '\b'; break;
      case 'f': *out++ = '\f'; break;
      case 'n': *out++ = '\n'; break;
      case 'r': *out++ = '\r'; break;
      case 't': *out++ = '\t'; break;
      case 'u': {
        uint32_t scalar = unit(in);
        in += 4;
        if (scalar >= 0xD800 && scalar <= 0xDBFF) {
          scalar = 0x10000 + ((scalar - 0xD800) << 10) + (unit(in + 2) - 0xDC00);
          in += 6;
        }
        out += encode(scalar, out);
        break;
      }
      default: *out++ = letter;
    }
  }
  return size_t(out - to);
}

}  // namespace millrace
