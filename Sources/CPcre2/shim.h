#pragma once
// Patterns and texts are UTF-8: of the library's three widths only the functions over bytes are wanted.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
