#pragma once
#include <stddef.h>

/// A file that was embedded when the binary was built.
typedef struct millrace_asset {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
} millrace_asset;

/// The scenario files of Examples, by their folders' names; `millrace_scenario_count` of them.
extern const millrace_asset millrace_scenarios[];
extern const size_t millrace_scenario_count;
