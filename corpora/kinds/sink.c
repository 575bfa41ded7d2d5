/* What generators write to. */
#include "kinds.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int full(const struct sink *s)
{
    return s->used == s->size;
}

void put(struct sink *s, uint32_t byte)
{
    if (s->used < s->size)
        s->data[s->used++] = (uint8_t)byte;
}

void put_le(struct sink *s, uint64_t x, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        put(s, (uint32_t)(x >> 8 * i & 255));
}

void put_be(struct sink *s, uint64_t x, unsigned n)
{
    while (n-- > 0)
        put(s, (uint32_t)(x >> 8 * n & 255));
}

void put_bytes(struct sink *s, const void *p, size_t n)
{
    const uint8_t *b = p;
    for (size_t i = 0; i < n; i++)
        put(s, b[i]);
}

void put_text(struct sink *s, const char *text)
{
    put_bytes(s, text, strlen(text));
}

void say(struct sink *s, const char *format, ...)
{
    char line[512];
    va_list list;
    va_start(list, format);
    vsnprintf(line, sizeof line, format, list);
    va_end(list);
    put_text(s, line);
}

void put_float(struct sink *s, float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    put_le(s, bits, 4);
}

void put_double(struct sink *s, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    put_le(s, bits, 8);
}

/* A kind's name is its seed: no kind depends on the others. */
void make_part(const struct kind *k, uint8_t *data, size_t size)
{
    struct sink s = { .data = data, .size = size, .state = UINT64_C(0xCBF29CE484222325) };
    for (const char *c = k->name; *c; c++)
        s.state = (s.state ^ (uint8_t)*c) * UINT64_C(0x100000001B3);
    k->make(&s, k->with);
    while (!full(&s))
        put(&s, 0);
}

void make_english(uint8_t *data, size_t size, uint64_t seed)
{
    struct sink s = { .data = data, .size = size, .state = seed };
    while (!full(&s)) {
        fill(&s, "$s");
        put(&s, below(&s, 6) ? ' ' : '\n');
    }
}
