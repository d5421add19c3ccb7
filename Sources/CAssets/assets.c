#include "assets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char marketplace[] = {
#embed "../../Examples/marketplace/scenario.yaml"
};
static const unsigned char orders[] = {
#embed "../../Examples/orders/scenario.yaml"
};
static const unsigned char property_leads[] = {
#embed "../../Examples/property-leads/scenario.yaml"
};
static const unsigned char storefront[] = {
#embed "../../Examples/storefront/scenario.yaml"
};

static const millrace_asset scenarios[] = {
    {"marketplace", marketplace, sizeof marketplace},
    {"orders", orders, sizeof orders},
    {"property-leads", property_leads, sizeof property_leads},
    {"storefront", storefront, sizeof storefront},
};

const millrace_asset *millrace_scenarios(void) { return scenarios; }

size_t millrace_scenario_count(void) { return sizeof scenarios / sizeof *scenarios; }

static const unsigned char preview_page[] = {
#embed "preview.html"
};
static const unsigned char chart_library[] = {
#embed "/usr/share/javascript/chart.js/chart.min.js"
};

millrace_asset millrace_preview_page(void) {
  return (millrace_asset){"preview.html", preview_page, sizeof preview_page};
}

millrace_asset millrace_chart_library(void) {
  return (millrace_asset){"chart.min.js", chart_library, sizeof chart_library};
}
