/* patterns.c - A pattern that names a folder means all below it, so the folders above a path
 * are tried too. */
#include "cli/names/patterns.h"

#include <fnmatch.h>
#include <string.h>

/* The path, which is cut, or that of a folder above it. */
static int matches(const char *pattern, char *path)
{
    char *slash;

    do {
        /* Without FNM_PATHNAME: a star also stands for slashes, as in tar's --exclude. */
        if (fnmatch(pattern, path, 0) == 0)
            return 1;
        slash = strrchr(path, '/');
        if (slash)
            *slash = '\0';
    } while (slash && *path);
    return 0;
}

static int copy_short(char copy[PATTERN_PATH], const char *text)
{
    const size_t n = strlen(text);

    if (n >= PATTERN_PATH)
        return 0;
    memcpy(copy, text, n + 1);
    return 1;
}

int pattern_means(const char *pattern, const char *path, int anywhere)
{
    char plain[PATTERN_PATH], copy[PATTERN_PATH];
    size_t n = strlen(pattern);

    if (!copy_short(plain, pattern))
        return 0;
    /* A shell that completes the name of a folder puts a slash after it. */
    while (n > 1 && plain[n - 1] == '/')
        plain[--n] = '\0';
    for (const char *part = path; part; part = anywhere ? strchr(part, '/') : NULL) {
        part += part != path; /* over the slash */
        if (copy_short(copy, part) && matches(plain, copy))
            return 1;
    }
    return 0;
}

int pattern_excludes(const struct options *opt, const char *path)
{
    for (int k = 0; k < opt->exclude_count; k++)
        if (pattern_means(opt->exclude[k], path, 1))
            return 1;
    return 0;
}
