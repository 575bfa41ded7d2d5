/* blas.c - loads the OpenBLAS module.
 *
 * OpenBLAS is not on the coded path: its sums depend on the processor. It is loaded to compare the kernels
 * with it, and no program needs it to run. */
#include "model/openblas/blas.h"

#include <dlfcn.h>

#ifdef LLZ_REAL_DOUBLE

const struct llz_blas *llz_blas_load(const char *path)
{
    (void)path;
    return NULL; /* the module computes in float */
}

#else

#ifndef LLZ_BLAS_INSTALL_PATH
#define LLZ_BLAS_INSTALL_PATH NULL
#endif

const struct llz_blas *llz_blas_load(const char *path)
{
    const char *installed = LLZ_BLAS_INSTALL_PATH, *file = path ? path : installed;
    void *module = file ? dlopen(file, RTLD_NOW | RTLD_LOCAL) : NULL;
    const struct llz_blas *table = module ? dlsym(module, LLZ_BLAS_SYMBOL) : NULL;

    if (module && !table)
        dlclose(module);
    return table;
}

#endif
