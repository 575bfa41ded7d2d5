/* fma.h - how fast a core can multiply and add at all, to compare a program's rate with. */
#ifndef LLZ_BENCH_FMA_H
#define LLZ_BENCH_FMA_H

#include <stddef.h>

/* Computes at least n fused multiply-adds of floats in registers, with vectors as wide as those of the named
 * kernel (see llz_kernels) and enough of them to hide the latency. *done: how many it was. Returns a value that
 * depends on all of them, so that none can be left out; NAN where there is no loop for this kernel. */
float bench_fma(const char *kernel, size_t n, size_t *done);

#endif
