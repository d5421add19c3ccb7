#pragma once
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A time zone of the system's tz data, loaded by cctz; lives as long as the process.
typedef struct millrace_zone millrace_zone;

/// The zone of an IANA name, or null where the system has none of that name.
const millrace_zone *_Nullable millrace_zone_load(const char *_Nonnull name);

/// Offset from UTC in seconds (east positive) that holds at an instant (seconds since 1970 UTC).
int32_t millrace_zone_offset_at(const millrace_zone *_Nonnull zone, int64_t utc_seconds);

/// The zone's short name at an instant, such as IST or CEST; lives as long as the process.
const char *_Nonnull millrace_zone_abbreviation_at(const millrace_zone *_Nonnull zone, int64_t utc_seconds);

/// The instant (seconds since 1970 UTC) of a local civil time given as seconds since 1970 read as if UTC.
/// A skipped time is shifted forward, a repeated one is its second occurrence, as PostgreSQL reads them.
int64_t millrace_zone_to_utc(const millrace_zone *_Nonnull zone, int64_t local_seconds);

#ifdef __cplusplus
}
#endif
