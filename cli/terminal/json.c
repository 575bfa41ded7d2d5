/* json.c - All in ASCII: no terminal and no parser can be misled by what a name holds. A name that is not
 * UTF-8 appears twice, once to be read and once, as bytes, to be used. */
#include "cli/terminal/json.h"

#include <inttypes.h>
#include <math.h>

#include "cli/terminal/clean_names.h"

/* U+FFFD, "replacement character", stands for bytes that are not text. */
#define REPLACEMENT 0xfffdu

struct json json_begin(FILE *out)
{
    fputc('{', out);
    return (struct json){ .out = out };
}

void json_end(struct json *j)
{
    fputs("}\n", j->out);
}

static void put_key(struct json *j, const char *key, const char *more)
{
    fprintf(j->out, "%s\"%s%s\":", j->count++ > 0 ? "," : "", key, more);
}

/* All digits, though a parser that keeps numbers as double rounds what is above 2^53: the text is exact
 * for all others. */
void json_unsigned(struct json *j, const char *key, uint64_t value)
{
    put_key(j, key, "");
    fprintf(j->out, "%" PRIu64, value);
}

void json_signed(struct json *j, const char *key, int64_t value)
{
    put_key(j, key, "");
    fprintf(j->out, "%" PRId64, value);
}

void json_flag(struct json *j, const char *key, int value)
{
    put_key(j, key, "");
    fputs(value ? "true" : "false", j->out);
}

static void put_number(FILE *out, double value)
{
    /* JSON knows no infinity. 17 digits tell every double from its neighbours. */
    if (isfinite(value))
        fprintf(out, "%.17g", value);
    else
        fputs("null", out);
}

void json_number(struct json *j, const char *key, double value)
{
    put_key(j, key, "");
    put_number(j->out, value);
}

void json_numbers(struct json *j, const char *key, const double *values, size_t n)
{
    put_key(j, key, "");
    for (size_t i = 0; i < n; i++) {
        fputc(i > 0 ? ',' : '[', j->out);
        put_number(j->out, values[i]);
    }
    fputs(n > 0 ? "]" : "[]", j->out);
}

/* Terminals obey nothing that is in ASCII and no control. */
static void put_character(FILE *out, uint32_t c)
{
    if (c == '"' || c == '\\')
        fprintf(out, "\\%c", (char)c);
    else if (c >= ' ' && c < 0x7f)
        fputc((int)c, out);
    else if (c < 0x10000)
        fprintf(out, "\\u%04" PRIx32, c);
    else
        /* JSON's escapes have 16 bits; characters beyond are written as a pair of surrogates (RFC
         * 8259, section 7). */
        fprintf(out, "\\u%04" PRIx32 "\\u%04" PRIx32, 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + (c & 0x3ff));
}

/* The number of the character at p; *bytes: how many it takes, 0: it is none. */
static uint32_t decode(const unsigned char *p, size_t *bytes)
{
    uint32_t c;

    *bytes = p[0] < 0x80 ? 1 : clean_character(p);
    if (*bytes == 0)
        return REPLACEMENT;
    /* The lead byte has as many ones at its top as there are bytes, and a zero after them. */
    c = *bytes == 1 ? p[0] : p[0] & (0x7fu >> *bytes);
    for (size_t i = 1; i < *bytes; i++)
        c = c << 6 | (p[i] & 0x3f);
    return c;
}

void json_text(struct json *j, const char *key, const char *text)
{
    int clean = 1;

    put_key(j, key, "");
    fputc('"', j->out);
    for (const unsigned char *p = (const unsigned char *)text; *p;) {
        size_t bytes;

        put_character(j->out, decode(p, &bytes));
        clean &= bytes > 0;
        /* One byte at a time: what follows a bad one may be a character again. */
        p += bytes > 0 ? bytes : 1;
    }
    fputc('"', j->out);
    if (clean)
        return;
    put_key(j, key, "_bytes");
    fputc('"', j->out);
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        fprintf(j->out, "%02x", *p);
    fputc('"', j->out);
}
