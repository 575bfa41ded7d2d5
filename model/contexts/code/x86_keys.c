/* x86_keys.c - contexts and selectors for the next byte of machine code.
 *
 * Contexts for code are instructions, not bytes: their form (opcode and ModRM), what has come of the
 * present one (`whole`), and what kind of field the next byte belongs to. `place` is in all of them, since
 * a displacement's bytes say nothing about an opcode. */
#include <string.h>

#include "model/contexts/code/x86.h"
#include "model/memory/hash.h"

static const struct llz_x86_instruction *before(const struct llz_x86 *x, unsigned back)
{
    return &x->history[(x->n - back) % LLZ_X86_HISTORY];
}

unsigned llz_x86_place(const struct llz_x86 *x)
{
    return x->phase * 16u + (x->phase >= LLZ_X86_DISP ? x->left : 0u);
}

/* Field reg of ModRM, or the register in the opcode. */
static unsigned reg_of(const struct llz_x86 *x)
{
    return (x->has_modrm ? x->modrm >> 3 & 7u : x->op & 7u) | (x->rex & 4u) << 1;
}

/* Bytes to the nearest place ahead that a short jump has gone to, but not before `least`; 255: none so near.
 * Code jumps to the same place more than once, and an instruction begins there. */
static unsigned label_ahead(const struct llz_x86 *x, unsigned least)
{
    uint32_t nearest = 255;
    for (unsigned i = 0; i < LLZ_X86_LABELS; i++) {
        const uint32_t d = x->label[i] - x->at;
        if (d >= least && d < nearest)
            nearest = d;
    }
    return nearest;
}

/* What an instruction does, and with which register: not where its operand is. */
static uint64_t operation(const struct llz_x86_instruction *p)
{
    return (uint64_t)p->op << 8 | (p->modrm & 0x38);
}

/* Those that help most where only a few are used; found by leaving each out on code of 32 and 64 bits. */
static void first_keys(const struct llz_x86 *x, const struct llz_byte_ring *ring, uint64_t *k)
{
    const struct llz_x86_instruction *p1 = before(x, 1), *p2 = before(x, 2), *p3 = before(x, 3),
                                     *p4 = before(x, 4);
    const uint64_t at = llz_x86_place(x), r = x->recent;
    const uint64_t here = llz_join(x->form, at), all = llz_join(x->whole, at);
    const uint64_t value = llz_join(at << 32 | x->value, x->op);
    const uint64_t ops = (uint64_t)p1->op << 48 | (uint64_t)p2->op << 32 | (uint64_t)p3->op << 16 | p4->op;
    const uint32_t disp = x->disp[llz_x86_base(x)];
    *k++ = llz_join(all, p1->form);
    *k++ = here;
    *k++ = llz_join(llz_join(all, llz_byte_ring_position(ring) & 15),
                    p1->op); /* functions and loops are aligned */
    *k++ = llz_join(all, ops >> 32);
    *k++ = llz_join(all, p2->form);
    *k++ = llz_join(at, r & 0xffff);
    *k++ = llz_join(llz_join(at, label_ahead(x, 0)), x->op);
    *k++ = llz_join(at, ops);
    *k++ = llz_join(llz_join(llz_join(at, label_ahead(x, 0)), x->op), p1->op);
    *k++ = llz_join(at, x->value);
    *k++ = llz_join(value, disp);
    *k++ = llz_join(value, llz_x86_base(x));
    *k++ = at;
    *k++ = llz_join(all, x->target);
    /* LLZ_X86_KEYS_BEST */
    *k++ = llz_join(all, (uint64_t)x->pushes << 8 | x->passed);
    *k++ = llz_join(llz_join(all, ops), (uint64_t)before(x, 5)->op << 16 | before(x, 6)->op);
    *k++ = llz_join(all, operation(p1) << 36 | operation(p2) << 18 | operation(p3));
    *k++ = llz_join(llz_join(all, (uint64_t)x->pushes << 8 | (x->since < 3 ? x->since : 3)), p1->op);
    *k++ = llz_join(llz_join(all, x->target), x->since < 20 ? x->since : 20);
    *k++ = llz_join(all, llz_join(x->used[0], x->used[1]));
    *k++ = llz_join(all, x->used[x->has_modrm ? x->modrm & 7 : p1->modrm >> 3 & 7]);
    *k++ = llz_join(all, p3->form);
    /* LLZ_X86_KEYS_CALL */
    *k++ = llz_join(llz_join(all, p1->form), p2->form);
    *k++ = llz_join(llz_join(at, p1->form), p2->form);
    *k++ = llz_join(llz_join(llz_join(all, p1->form), p2->form), p3->form);
    *k++ = llz_join(all, p1->op);
    *k++ = llz_join(llz_join(at, r & 0xff), p1->op);
    *k++ = llz_join(all, x->last_imm);
    *k++ = llz_join(llz_join(all, p1->modrm), p2->modrm);
    *k++ = llz_join(here, (uint64_t)p1->modrm << 8 | p2->modrm);
    *k++ = llz_join(here, p1->whole);
    *k++ = llz_join(all, p1->whole);
    *k++ = llz_join(llz_join(all, p2->form), p3->form);
    *k++ = llz_join(at, r & 0xffffff);
    *k++ = all;
}

static void last_keys(const struct llz_x86 *x, const struct llz_byte_ring *ring, uint64_t *k)
{
    const struct llz_x86_instruction *p1 = before(x, 1), *p2 = before(x, 2), *p3 = before(x, 3),
                                     *p4 = before(x, 4);
    const uint64_t at = llz_x86_place(x);
    const uint64_t here = llz_join(x->form, at), all = llz_join(x->whole, at);
    const uint64_t value = llz_join(at << 32 | x->value, x->op);
    const uint64_t ops = (uint64_t)p1->op << 48 | (uint64_t)p2->op << 32 | (uint64_t)p3->op << 16 | p4->op;
    const unsigned next = label_ahead(x, 0), after = label_ahead(x, next + 1);
    const unsigned top = x->pushed[(x->depth - 1u) % LLZ_X86_PUSHES]; /* popped in reverse at the end */
    const uint32_t latest = x->label[(x->labels - 1u) % LLZ_X86_LABELS] - x->at;
    *k++ = llz_join(llz_join(llz_join(llz_join(all, p1->form), p2->form), p3->form), p4->form);
    *k++ = llz_join(value, x->left ? (uint32_t)llz_byte_ring_position(ring) >> 8 * ((x->left - 1) & 3)
                                   : 0); /* targets are positions */
    *k++ = llz_join(llz_join(all, p1->whole), p2->whole);
    *k++ = llz_join(llz_join(here, top), p1->op);
    *k++ = llz_join(all, ops);
    *k++ = llz_join(llz_join(at, latest & 0xff), x->op);
    *k++ = llz_join(here, x->value & 0xff);
    *k++ = llz_join(llz_join(at, next), p1->form);
    *k++ = llz_join(all, x->targets);
    *k++ = llz_join(llz_join(llz_join(all, p1->whole), p2->whole), p3->whole);
    *k++ = llz_join(llz_join(at, next << 8 | after), x->op);
    *k++ = llz_join(llz_join(all, reg_of(x)), p1->form);
}

size_t llz_x86_keys(const struct llz_x86 *x, const struct llz_byte_ring *ring, uint64_t *keys, size_t max)
{
    uint64_t k[LLZ_X86_KEYS];
    const size_t n = max < LLZ_X86_KEYS ? max : LLZ_X86_KEYS;
    first_keys(x, ring, k);
    if (n > LLZ_X86_KEYS_FIRST)
        last_keys(x, ring, k + LLZ_X86_KEYS_FIRST);
    memcpy(keys, k, n * sizeof *k);
    return n;
}

void llz_x86_pieces(const struct llz_x86 *x, uint64_t *z)
{
    const uint64_t at = llz_x86_place(x), all = llz_join(x->whole, at);
    *z++ = all;
    *z++ = llz_join(x->form, at);
    *z++ = llz_join(before(x, 1)->form, at);
    *z++ = llz_join(before(x, 2)->form, at);
    *z++ = llz_join(all, before(x, 1)->form);
    *z++ = llz_join(at << 32 | x->value, x->op);
    *z++ = llz_join(before(x, 3)->form, at);
    *z++ = llz_join(at, x->disp[llz_x86_base(x)]);
    *z++ = llz_join(llz_join(at, label_ahead(x, 0)), x->op);
    *z++ = llz_join(before(x, 4)->form, at);
}

/* Opcodes by what they do, 0 to 15.
 *
 * Instructions that move, add, compare or jump: 16 classes, so that a weight set sees each of them soon. */
static unsigned class_of(unsigned op)
{
    if (op >= 256)
        return op >> 4 == 0x18 ? 13 : op >> 8 == 1 ? 14 : 15;
    if (op < 0x40)
        return (op & 7) < 4 ? 0 : 1;
    if (op < 0x80)
        return op < 0x50 ? 2 : op < 0x60 ? 3 : op < 0x70 ? 4 : 5;
    if (op < 0xc0)
        return op < 0x84 ? 6 : op < 0x90 ? 7 + (op == 0x8d) : op < 0xb0 ? 9 : 10;
    return op >= 0xe0 && op < 0xf0 ? 11 : op >= 0xf0 ? 12 : op == 0xc3 ? 9 : 6;
}

unsigned llz_x86_select(const struct llz_x86 *x, int which)
{
    const unsigned op = x->map << 8 | x->op;
    const unsigned place =
        x->phase >= LLZ_X86_DISP ? 5u + (x->phase - LLZ_X86_DISP) * 4 + ((x->left - 1u) & 3) : x->phase;
    unsigned odd = 0;
    for (unsigned o = x->odd; o > 0; o &= o - 1)
        odd++;
    switch (which) {
    case 0:
        return (place < 16 ? place : 15) * 16 + class_of(op);
    case 1:
        return x->phase == LLZ_X86_OPCODE ? class_of(before(x, 1)->op) * 16 + class_of(before(x, 2)->op)
                                          : x->op;
    case 2:
        return x->phase > LLZ_X86_MODRM ? x->modrm : class_of(op) * 16 + class_of(before(x, 1)->op);
    default:
        return (place < 16 ? place : 15) * 16 + (odd < 4 ? odd : odd < 6 ? 4 : 5);
    }
}
