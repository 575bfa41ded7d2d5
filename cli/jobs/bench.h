/* bench.h - -b: compresses and decompresses in memory, and tells sizes and speeds. */
#ifndef LLZ_BENCH_H
#define LLZ_BENCH_H

#include "cli/terminal/report.h"

/* A line for every input and level, on stdout. */
enum status bench_run(const struct options *opt);

#endif
