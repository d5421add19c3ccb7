#include "timezone.h"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

#include <map>
#include <mutex>
#include <string>

struct millrace_zone {
  cctz::time_zone zone;
};

extern "C" {

const millrace_zone *millrace_zone_load(const char *name) {
  // Loaded zones live as long as the process, one handle a name: texts may name a zone in every row.
  static std::mutex mutex;
  static auto *const zones = new std::map<std::string, const millrace_zone *>;
  const std::lock_guard<std::mutex> lock(mutex);
  const auto known = zones->find(name);
  if (known != zones->end()) return known->second;
  cctz::time_zone zone;
  if (!cctz::load_time_zone(name, &zone)) return nullptr;
  return (*zones)[name] = new millrace_zone{zone};
}

int32_t millrace_zone_offset_at(const millrace_zone *zone, int64_t utc_seconds) {
  const auto instant = cctz::time_point<cctz::seconds>(cctz::seconds(utc_seconds));
  return zone->zone.lookup(instant).offset;
}

const char *millrace_zone_abbreviation_at(const millrace_zone *zone, int64_t utc_seconds) {
  const auto instant = cctz::time_point<cctz::seconds>(cctz::seconds(utc_seconds));
  return zone->zone.lookup(instant).abbr;
}

int64_t millrace_zone_to_utc(const millrace_zone *zone, int64_t local_seconds) {
  const cctz::civil_second civil = cctz::civil_second(1970, 1, 1, 0, 0, 0) + local_seconds;
  const auto found = zone->zone.lookup(civil);
  // As PostgreSQL: a skipped time takes the offset from before the change, a repeated one that from after it.
  const bool repeated = found.kind == cctz::time_zone::civil_lookup::REPEATED;
  return (repeated ? found.post : found.pre).time_since_epoch().count();
}
}
