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
