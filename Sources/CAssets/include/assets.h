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

/// The page of a traffic preview, with places for the chart library and the data.
millrace_asset millrace_preview_page(void);

/// Chart.js, from Debian's package libjs-chart.js.
millrace_asset millrace_chart_library(void);
