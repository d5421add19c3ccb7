#pragma once
#include <pg_query.h>
// pg_query.pb-c.h includes "protobuf-c/protobuf-c.h" from the system's folder.
#include <pg_query/pg_query.pb-c.h>
