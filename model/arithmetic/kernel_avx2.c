/* kernel_avx2.c - the kernel for x86-64 with AVX2 and FMA; compiled with those instructions enabled. */
#include "model/arithmetic/kernels.h"

#ifdef LLZ_HAVE_X86_KERNELS
#define LLZ_KERNEL_TABLE llz_kernel_avx2
#define LLZ_KERNEL_NAME "avx2"
#include "model/arithmetic/vec_avx2.h"

#include "model/arithmetic/kernel_body.h"
#endif
