/* bench.h - -b: compresses and decompresses in memory, and tells sizes and speeds. */
#ifndef LLZ_CLI_BENCH_H
#define LLZ_CLI_BENCH_H

#include "cli/report.h"

/* A line for every input and level, on stdout. */
enum status bench_run(const struct options *opt);

#endif
