/* clean_names.c - file names, which may hold any byte, for formats that hold text.
 *
 * Well-formed UTF-8 as RFC 3629 and the Unicode Standard (table 3-7) have it: no longer form than needed,
 * no surrogates, nothing above U+10FFFF. */
#include "cli/terminal/clean_names.h"

#include <stdlib.h>
#include <string.h>

/* p ends with 0, which is no continuation, so nothing after it is read. */
size_t clean_character(const unsigned char *p)
{
    unsigned low = 0x80, high = 0xbf; /* of the second byte */
    size_t length = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;

    if (p[0] < 0x80)
        return p[0] >= 0x20 && p[0] != 0x7f;
    if (p[0] < 0xc2 || p[0] > 0xf4)
        return 0;
    if (p[0] == 0xe0)
        low = 0xa0; /* else it would have a shorter form */
    if (p[0] == 0xf0)
        low = 0x90;
    if (p[0] == 0xed)
        high = 0x9f; /* surrogates */
    if (p[0] == 0xf4)
        high = 0x8f; /* above U+10FFFF */
    if (p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if (p[i] < 0x80 || p[i] > 0xbf)
            return 0;
    return length;
}

char *clean_name(const char *name)
{
    char *clean = strdup(name), *p = clean;

    while (p && *p) {
        size_t length = clean_character((const unsigned char *)p);

        if (length == 0)
            *p = '?';
        p += length ? length : 1;
    }
    return clean;
}
