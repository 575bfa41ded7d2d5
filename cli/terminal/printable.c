/* printable.c - A name is anybody's text: control characters could change the terminal, and marks of
 * direction could make a name read like another. Both are escaped, in every locale alike, so that a
 * message can be compared and pasted. */
#include "cli/terminal/printable.h"

#include <stdint.h>
#include <string.h>

#include "cli/terminal/clean_names.h"

#define ESCAPED 4 /* characters of \ooo */
#define DOTS 3

struct range {
    uint32_t first, last;
};

/* Controls; shapeless; of direction; separators; for annotations; tags; not
 * characters (two more end each plane). */
static const struct range unprintable[] = { { 0x00, 0x1f },      { 0x7f, 0x9f },     { 0xad, 0xad },
                                            { 0x61c, 0x61c },    { 0x180e, 0x180e }, { 0x200b, 0x200b },
                                            { 0x200e, 0x200f },  { 0x2028, 0x202e }, { 0x2060, 0x206f },
                                            { 0xfdd0, 0xfdef },  { 0xfeff, 0xfeff }, { 0xfff0, 0xfffb },
                                            { 0xe0000, 0xe0fff } };

/* The usual blocks of marks that combine with the letter before. */
static const struct range narrow[] = { { 0x300, 0x36f },   { 0x483, 0x489 },   { 0x591, 0x5bd },
                                       { 0x610, 0x61a },   { 0x64b, 0x65f },   { 0x1ab0, 0x1aff },
                                       { 0x1dc0, 0x1dff }, { 0x200c, 0x200d }, { 0x20d0, 0x20f0 },
                                       { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f } };

/* Columns, not characters, decide whether a line fits. By ranges, since wcwidth() depends on the locale. */
static const struct range wide[] = { { 0x1100, 0x115f },   { 0x2e80, 0x303e },   { 0x3041, 0x33ff },
                                     { 0x3400, 0x4dbf },   { 0x4e00, 0xa4cf },   { 0xa960, 0xa97c },
                                     { 0xac00, 0xd7a3 },   { 0xf900, 0xfaff },   { 0xfe30, 0xfe6f },
                                     { 0xff01, 0xff60 },   { 0xffe0, 0xffe6 },   { 0x1f300, 0x1f64f },
                                     { 0x1f680, 0x1f6ff }, { 0x1f900, 0x1f9ff }, { 0x20000, 0x3fffd } };

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static int is_in(const struct range *table, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (c >= table[i].first && c <= table[i].last)
            return 1;
    return 0;
}

/* The number of the well-formed character of so many bytes at p. */
static uint32_t decode(const unsigned char *p, size_t bytes)
{
    uint32_t c = bytes == 1 ? p[0] : p[0] & (0x7fu >> bytes);

    for (size_t i = 1; i < bytes; i++)
        c = c << 6 | (p[i] & 0x3f);
    return c;
}

static int columns_of(uint32_t c)
{
    /* Latin letters, which nearly all names consist of, need no look into the tables. */
    if (c < 0x300)
        return 1;
    return is_in(wide, COUNT(wide), c) ? 2 : !is_in(narrow, COUNT(narrow), c);
}

static void escape(char to[ESCAPED], unsigned char c)
{
    to[0] = '\\';
    to[1] = (char)('0' + (c >> 6));
    to[2] = (char)('0' + (c >> 3 & 7));
    to[3] = (char)('0' + (c & 7));
}

/* What is shown of the character or byte at *p, over which *p is moved; its bytes, and the columns it takes. */
static size_t show(char to[ESCAPED], const unsigned char **p, int *columns)
{
    const size_t bytes = clean_character(*p);
    const uint32_t c = bytes > 0 ? decode(*p, bytes) : 0;

    /* A backslash is escaped too, or a name could look like another one with an escape in it. The last
     * two numbers of each plane are no characters. */
    if (bytes == 0 || c == '\\' || (c & 0xfffe) == 0xfffe || is_in(unprintable, COUNT(unprintable), c)) {
        escape(to, *(*p)++); /* those that follow are no beginning of a character and are escaped too */
        *columns = ESCAPED;
        return ESCAPED;
    }
    memcpy(to, *p, bytes);
    *p += bytes;
    *columns = columns_of(c);
    return bytes;
}

void printable_put(FILE *out, const char *name)
{
    const unsigned char *p = (const unsigned char *)name;
    char shown[ESCAPED];
    int columns;

    while (*p) {
        size_t n = show(shown, &p, &columns);

        fwrite(shown, 1, n, out);
    }
}

void printable_put_reason(FILE *out, const char *reason)
{
    const unsigned char *p = (const unsigned char *)reason;
    const unsigned char *end = p + strlen(reason);
    char shown[ESCAPED];
    int columns;

    while (end > p && (end[-1] == '\n' || end[-1] == '\r'))
        end--;
    while (p < end) {
        size_t n = 1;

        if (*p == '\\')
            shown[0] = (char)*p++;
        else
            n = show(shown, &p, &columns);
        fwrite(shown, 1, n, out);
    }
}

char *printable_text(char *text, size_t room, const char *name, int columns)
{
    const unsigned char *p = (const unsigned char *)name;
    size_t n = 0, cut = 0; /* bytes so far, and of them what leaves place for dots */
    int used = 0;

    while (*p) {
        char shown[ESCAPED];
        int more;
        const size_t bytes = show(shown, &p, &more);

        /* The longest beginning after which dots still fit, in bytes and in columns; it may turn out
         * only later that they are needed. */
        if (n + DOTS < room && used + DOTS <= columns)
            cut = n;
        if (n + bytes >= room || used + more > columns) {
            memcpy(text + cut, "...", DOTS);
            n = cut + DOTS;
            break;
        }
        memcpy(text + n, shown, bytes);
        n += bytes;
        used += more;
    }
    text[n] = '\0';
    return text;
}

char *printable(char text[PRINTABLE_TEXT], const char *name)
{
    return printable_text(text, PRINTABLE_TEXT, name, PRINTABLE_TEXT);
}

size_t printable_fit(const char *text, int columns, int *used)
{
    const unsigned char *start = (const unsigned char *)text, *p = start;

    *used = 0;
    while (*p) {
        const size_t bytes = clean_character(p);
        const int more = bytes > 0 ? columns_of(decode(p, bytes)) : 1;

        if (*used + more > columns)
            break;
        *used += more;
        p += bytes > 0 ? bytes : 1;
    }
    return (size_t)(p - start);
}
