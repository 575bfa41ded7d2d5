/* small_alphabet.c - text of few letters, such as bases of DNA or words over two letters, has contexts
 * of its own.
 *
 * Words mean nothing there, and order-n contexts in bytes waste their depth: 42 letters of 3 bits
 * fit into 126 bits. Line feeds are left out of the history, so that a line's end does not hide what
 * came before it. */
#include "model/contexts/small_alphabet.h"

#include <string.h>

#include "model/memory/hash.h"

#define WINDOW 256 /* bytes */
#define FEW 5      /* different ones: four bases and the line end */
#define OFTEN 32   /* changes in a window; rows of spaces and zeros have fewer */
#define BITS 3     /* of a letter: enough to tell ACGTN, 0 and 1, a and b apart */
#define HALF (LLZ_NARROW_LETTERS / 2)

static void count(struct llz_small_alphabet *w, uint8_t byte)
{
    const uint64_t bit = UINT64_C(1) << (byte & 63);
    w->kinds += !(w->seen[byte >> 6] & bit);
    w->seen[byte >> 6] |= bit;
    w->bytes++;
    w->changes += byte != w->before;
    w->before = byte;
    if (w->kinds > FEW)
        w->is = false;
    if (w->bytes < WINDOW)
        return;
    w->is = w->kinds <= FEW && w->changes >= OFTEN;
    memset(w->seen, 0, sizeof w->seen);
    w->kinds = w->bytes = w->changes = 0;
}

void llz_small_alphabet_add(struct llz_small_alphabet *w, uint8_t byte)
{
    count(w, byte);
    if (byte == '\n')
        return;
    w->low[1] = w->low[1] << BITS | (w->low[0] >> (BITS * (HALF - 1)) & 7);
    w->low[0] = w->low[0] << BITS | (byte & 7);
}

static uint64_t part(uint64_t low, unsigned n)
{
    return low & ((UINT64_C(1) << (BITS * n)) - 1);
}

uint64_t llz_small_alphabet_last(const struct llz_small_alphabet *w, unsigned n)
{
    return n <= HALF ? part(w->low[0], n) : llz_join(part(w->low[0], HALF), part(w->low[1], n - HALF));
}
