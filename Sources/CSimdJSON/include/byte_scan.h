#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__AVX2__)
#include <immintrin.h>
#endif

/// A bit for each of the 64 bytes at `bytes`: set where the byte equals `sought`.
static inline uint64_t millrace_match64(const uint8_t *_Nonnull bytes, uint8_t sought) {
#if defined(__AVX2__)
  const __m256i wanted = _mm256_set1_epi8((char)sought);
  const __m256i low = _mm256_loadu_si256((const __m256i *)bytes);
  const __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  const uint32_t low_mask = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
  const uint32_t high_mask = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
  return (uint64_t)high_mask << 32 | low_mask;
#else
  uint64_t mask = 0;
  for (int index = 0; index < 64; index++) mask |= (uint64_t)(bytes[index] == sought) << index;
  return mask;
#endif
}

/// The first of `count` bytes that ends or bends a JSON string: a quote, a backslash or a control character.
/// Reads up to 31 bytes behind them; returns `count` where there is none.
static inline size_t millrace_string_stop(const uint8_t *_Nonnull bytes, size_t count) {
  size_t at = 0;
#if defined(__AVX2__)
  const __m256i quote = _mm256_set1_epi8('"');
  const __m256i backslash = _mm256_set1_epi8('\\');
  const __m256i control = _mm256_set1_epi8(0x1f);
  for (; at < count; at += 32) {
    const __m256i block = _mm256_loadu_si256((const __m256i *)(bytes + at));
    const __m256i marks = _mm256_or_si256(
        _mm256_or_si256(_mm256_cmpeq_epi8(block, quote), _mm256_cmpeq_epi8(block, backslash)),
        _mm256_cmpeq_epi8(_mm256_min_epu8(block, control), block));
    const uint32_t mask = (uint32_t)_mm256_movemask_epi8(marks);
    if (mask) {
      at += (size_t)__builtin_ctz(mask);
      break;
    }
  }
#else
  while (at < count && bytes[at] != '"' && bytes[at] != '\\' && bytes[at] >= 0x20) at++;
#endif
  return at < count ? at : count;
}
