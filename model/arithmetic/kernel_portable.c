/* kernel_portable.c - the kernel for every other machine, and the only one of a build in double precision. */
#define LLZ_KERNEL_TABLE llz_kernel_portable
#define LLZ_KERNEL_NAME "portable"
#include "model/arithmetic/vec_portable.h"

#include "model/arithmetic/kernel_body.h"
