/* kernel_neon.c - the kernel for 64-bit ARM, where NEON and fused multiply-adds always exist. */
#include "model/arithmetic/kernels.h"

#ifdef LLZ_HAVE_NEON_KERNEL
#define LLZ_KERNEL_TABLE llz_kernel_neon
#define LLZ_KERNEL_NAME "neon"
#include "model/arithmetic/vec_neon.h"

#include "model/arithmetic/kernel_body.h"
#endif
