/* kernel_avx512.c - the kernel for x86-64 with AVX-512 (F, BW, DQ, VL);
 * compiled with those instructions enabled. */
#include "model/arithmetic/kernels.h"

#ifdef LLZ_HAVE_X86_KERNELS
#define LLZ_KERNEL_TABLE llz_kernel_avx512
#define LLZ_KERNEL_NAME "avx512"
#include "model/arithmetic/vec_avx512.h"

#include "model/arithmetic/kernel_body.h"
#endif
