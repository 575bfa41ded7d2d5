/* detect_x86.c - code by what its parser makes of it: calls that stay near, few opcodes that
 * no compiler emits.
 *
 * Any bytes can be read as instructions. But the top byte of a call's four is 00 or FF in nearly every
 * program, and is anything in other data. */
#include "codec/kinds/detect_x86.h"

#include "model/contexts/code/x86.h"

#define LEAST 256 /* bytes */

struct census {
    uint32_t instructions;
    uint32_t odd;      /* opcodes that compilers hardly emit */
    uint32_t near;     /* calls and jumps of four bytes that stay within 64 MiB, as nearly all in programs do */
    uint32_t far;      /* and that leave them, as nearly all in other data do */
    uint32_t extended; /* after 0F or VEX, other than the one before */
};

static bool is_new_extended(const struct llz_x86 *x)
{
    const uint16_t op = x->history[(x->n - 1) % LLZ_X86_HISTORY].op;
    return op > 0xff && op != x->history[(x->n - 2) % LLZ_X86_HISTORY].op;
}

static struct census count(const uint8_t *p, size_t n)
{
    struct census c = { 0 };
    struct llz_x86 x = { 0 };
    for (size_t i = 0; i < n; i++) {
        const uint32_t before = x.n;
        if (x.phase == LLZ_X86_REL && x.left == 1 && x.known == 3) {
            if ((uint8_t)(p[i] + 4) < 8)
                c.near++;
            else
                c.far++;
        }
        llz_x86_add(&x, p[i]);
        if (x.n != before) {
            c.odd += x.odd & 1;
            c.extended += is_new_extended(&x);
        }
    }
    c.instructions = x.n;
    return c;
}

/* Thresholds from blocks of 4 to 64 KiB of Debian's programs and a PE library against text, tables, images,
 * sound and code of SPARC, 68000 and ARM. Code: 0 to 7 % odd, 2 to 15 % near; that of Haskell, with tables in
 * it: 20 to 36 % odd, 3 to 7 % near. Other data: 13 % odd or more, and at most 2 % near. */
static bool has_calls(const struct census *c)
{
    const uint64_t all = c->instructions;
    const bool pure = c->odd * UINT64_C(5) < all && c->near * UINT64_C(100) > all;
    const bool with_tables = c->odd * UINT64_C(5) < 2 * all && c->near * UINT64_C(40) > all;
    return (pure || with_tables) && c->near > 8 * c->far;
}

/* Long loops of vector instructions call nobody, but nothing else is so full of 0F and VEX without oddities. */
static bool is_vectorised(const struct census *c)
{
    return c->odd * UINT64_C(20) < c->instructions && c->extended * UINT64_C(6) > c->instructions;
}

bool llz_detect_x86(const uint8_t *p, size_t n)
{
    if (n < LEAST)
        return false;
    const struct census c = count(p, n);
    return has_calls(&c) || is_vectorised(&c);
}
