#pragma once
// readline.h declares readline() and its history with FILE * in reach, but includes no stdio.
#include <stdio.h>
#include <editline/readline.h>
