#pragma once
#include <stddef.h>

/// A file that was embedded when the binary was built.
typedef struct millrace_asset {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
} millrace_asset;

/// The scenario files of Examples, by their folders' names.
const millrace_asset *_Nonnull millrace_scenarios(void);

/// How many `millrace_scenarios` gives.
size_t millrace_scenario_count(void);
