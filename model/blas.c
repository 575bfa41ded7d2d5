/* blas.c - finds and loads the OpenBLAS module. */
#define _GNU_SOURCE /* dladdr */
#include "model/blas.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef LLZ_REAL_DOUBLE

const struct llz_blas *llz_blas_load(void)
{
    return NULL; /* the module computes in float */
}

#else

static const char file_name[] = "llz_blas.so";

static const struct llz_blas *load(const char *path)
{
    void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!module)
        return NULL;
    const struct llz_blas *table = dlsym(module, LLZ_BLAS_SYMBOL);
    if (!table)
        dlclose(module);
    return table;
}

/* The absolute path of the program or shared library that contains this function; NULL if unknown, else freed
 * by the caller. The loader knows a program only by its argv[0], hence the detour. */
static char *own_path(void)
{
    Dl_info info;
    if (dladdr((const void *)file_name, &info) && info.dli_fname && info.dli_fname[0] == '/')
        return realpath(info.dli_fname, NULL);
    return realpath("/proc/self/exe", NULL);
}

/* Cuts the last part off a path; false if nothing is left. */
static bool to_parent(char *path)
{
    char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return false;
    *slash = '\0';
    return true;
}

/* Beside the object, in the libraries' folder of the installation, or in the build folder above the tests. */
static const struct llz_blas *load_near(char *folder)
{
    static const char *const place[] = { "", "/llz", "/../lib/llz", "/..", "/../.." };
    for (size_t i = 0; i < sizeof place / sizeof place[0]; i++) {
        char path[PATH_MAX];
        int n = snprintf(path, sizeof path, "%s%s/%s", folder, place[i], file_name);
        const struct llz_blas *table = n > 0 && (size_t)n < sizeof path ? load(path) : NULL;
        if (table)
            return table;
    }
    return NULL;
}

const struct llz_blas *llz_blas_load(void)
{
    const struct llz_blas *table = NULL;
    char *path = own_path();
    if (path && to_parent(path))
        table = load_near(path);
    free(path);
#ifdef LLZ_BLAS_INSTALL_PATH
    if (!table)
        table = load(LLZ_BLAS_INSTALL_PATH);
#endif
    return table;
}

#endif
