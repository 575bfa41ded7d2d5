/* x86_filter.c - relative targets of calls and jumps become positions, so that two calls of one function
 * look the same.
 *
 * The parser that finds them runs over bytes in their new form in both directions, as the model sees them:
 * so it finds the same places when the filter is undone. Worth 10 % on libraries (tests/bench/LOG.md:
 * calls alone 91,780 of 101,919 bytes, with jumps and addresses 90,991). */
#include "codec/kinds/x86_filter.h"

#include "model/contexts/code/x86.h"

#define TARGET 4          /* bytes */
#define WINDOW 0x7ffffffU /* targets are numbers of 27 bits: 64 MiB either way */

static uint32_t load32_le(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void store32_le(uint8_t *p, uint32_t v)
{
    for (int i = 0; i < TARGET; i++)
        p[i] = (uint8_t)(v >> 8 * i);
}

static uint32_t load32_be(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void store32_be(uint8_t *p, uint32_t v)
{
    for (int i = 0; i < TARGET; i++)
        p[i] = (uint8_t)(v >> (24 - 8 * i));
}

/* Moves targets within the window around it and leaves others alone. Either kind stays what it is, so moving by
 * the opposite undoes it. */
static uint32_t moved(uint32_t v, uint32_t by)
{
    if (v + WINDOW / 2 + 1 > WINDOW)
        return v;
    v = (v + by) & WINDOW;
    return v > WINDOW / 2 ? v | ~WINDOW : v;
}

/* Highest byte first: it is the easiest to guess and tells most about the next. */
static void make_absolute(uint8_t *p, uint32_t end)
{
    store32_be(p, moved(load32_le(p), end));
}

static void make_relative(uint8_t *p, uint32_t end)
{
    store32_le(p, moved(load32_be(p), 0 - end));
}

/* The four bytes of a target come next: of E8, E9, 0F 8x, or an address relative to the instruction pointer. */
static bool is_target(const struct llz_x86 *x)
{
    if (x->left != TARGET || x->known != 0)
        return false;
    return x->phase == LLZ_X86_REL || (x->phase == LLZ_X86_DISP && (x->modrm & 0xc7) == 5 && llz_x86_wide(x));
}

static void parse(struct llz_x86 *x, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        llz_x86_add(x, p[i]);
}

void llz_x86_filter(uint8_t *p, size_t n, uint32_t base, bool undo)
{
    struct llz_x86 x = { 0 };
    size_t i = 0;
    while (i < n) {
        if (!is_target(&x) || n - i < TARGET) {
            llz_x86_add(&x, p[i++]);
            continue;
        }
        /* Targets count from the end of the instruction. */
        const uint32_t end = base + (uint32_t)i + TARGET + x.imm;
        if (!undo)
            make_absolute(p + i, end);
        parse(&x, p + i, TARGET); /* in their new form both ways, as the model sees them */
        if (undo)
            make_relative(p + i, end);
        i += TARGET;
    }
}
